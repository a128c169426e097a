/** `npm run bench:ekg`: how exactly EKGs are computed on, against annotated records of public databases. */
import { scoreCarts, timeTwelveLead } from './carts.ts';
import { scoreCoach } from './coach.ts';
import { scoreDelineation } from './delineation.ts';
import { scoreQuality, scoreReversal } from './judgement.ts';
import { scoreQrs } from './qrs.ts';
import { areThere } from './records.ts';

if (areThere) {
  for (const score of [scoreQrs, scoreDelineation, scoreQuality, scoreReversal, scoreCoach, scoreCarts, timeTwelveLead]) {
    for (const line of await score()) console.log(line);
  }
} else console.log('The annotated records (../shared/fixtures/ekg) are not beside the repository: nothing was measured.');
