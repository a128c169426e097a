/** The thread that takes loggers' files in. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ReceivingNeeds, receiveHere } from './fridge/files/receiving.ts';
import { Refusal } from './refusal.ts';
import type { KeeperData } from './station/log-keeper.ts';
import { openDatabase } from './storage/open.ts';

const { file, key } = workerData as KeeperData;
const db = openDatabase({ file, key: key === null ? null : Buffer.from(key) });
const tell = (told: unknown) => parentPort!.postMessage({ told });

parentPort!.on('message', ({ id, needs }: { id: number; needs: ReceivingNeeds }) => {
  try {
    parentPort!.postMessage({ id, done: receiveHere(db, needs, tell) });
  } catch (thrown) {
    parentPort!.postMessage(thrown instanceof Refusal ? { id, refused: { code: thrown.code, about: thrown.about } } : { id, thrown });
  }
});
