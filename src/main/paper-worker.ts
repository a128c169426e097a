/** The thread that draws long papers, so that no byte and no paint waits for them. */
import { parentPort } from 'node:worker_threads';
import { drawHere, type PaperToDraw } from './report/fridge/draw.ts';

parentPort!.on('message', async ({ id, needs }: { id: number; needs: PaperToDraw }) => {
  try {
    parentPort!.postMessage({ id, done: await drawHere(needs) });
  } catch (thrown) {
    parentPort!.postMessage({ id, thrown });
  }
});
