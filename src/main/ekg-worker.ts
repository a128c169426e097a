/** The thread that judges live EKGs, so that no byte and no paint waits for it. */
import { parentPort } from 'node:worker_threads';
import { type JudgementNeeds, judgeNow } from './chart/ekg/live/judgement.ts';

parentPort!.on('message', ({ id, needs }: { id: number; needs: JudgementNeeds }) => {
  try {
    parentPort!.postMessage({ id, done: judgeNow(needs) });
  } catch (thrown) {
    parentPort!.postMessage({ id, thrown });
  }
});
