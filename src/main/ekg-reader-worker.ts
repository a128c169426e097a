/** The thread that reads EKG files and computes on them, so that no byte and no paint waits for it. */
import { parentPort } from 'node:worker_threads';
import { type ExamineNeeds, examineHere } from './chart/ekg/examine.ts';

parentPort!.on('message', async ({ id, needs }: { id: number; needs: ExamineNeeds }) => {
  try {
    parentPort!.postMessage({ id, done: await examineHere(needs) });
  } catch (thrown) {
    parentPort!.postMessage({ id, thrown });
  }
});
