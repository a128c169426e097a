/** Judges live EKGs on a thread of their own; rejects with what went wrong in judging. */
import type { Judge } from '../chart/ekg/live/coach.ts';
import { judgeNow } from '../chart/ekg/live/judgement.ts';
import { createThread } from './thread.ts';

export interface EkgJudge {
  judge: Judge;
  stop(): Promise<void>;
}

/** `report` hears of a thread that ended by itself. */
export function createEkgJudge(report: (thrown: unknown) => void): EkgJudge {
  const thread = createThread({ program: 'ekg-worker', here: judgeNow, report });
  return {
    // The device's own flags take no time.
    judge: (needs) => (needs.analysis ? thread.work(needs) : judgeNow(needs)),
    stop: thread.stop,
  };
}
