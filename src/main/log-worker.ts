/** The thread that reads loggers' files, so that no byte of a device waits for a long one. */
import { parentPort } from 'node:worker_threads';
import { type ReadingNeeds, readHere } from './fridge/files/reading.ts';

parentPort!.on('message', ({ id, needs }: { id: number; needs: ReadingNeeds }) => {
  try {
    parentPort!.postMessage({ id, done: readHere(needs) });
  } catch (thrown) {
    parentPort!.postMessage({ id, thrown });
  }
});
