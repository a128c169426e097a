/** Loggers' files are read and stored on a thread with a connection of its own: no byte of a live device waits for a long one. */
import { type Importing, type Receiving, type ReceivingDone, type ReceivingNeeds, receiveHere } from '../fridge/files/receiving.ts';
import type { Foundation } from './foundation.ts';
import { createThread } from './thread.ts';

export interface LogKeeper extends Receiving {
  stop(): Promise<void>;
}

type KeeperParts = Pick<Foundation, 'db' | 'key'> & {
  announce(fact: 'fridge.importing', is: Importing): void;
  fault(thrown: unknown): void;
};

/** What the thread opens. */
export interface KeeperData {
  file: string;
  key: Uint8Array | null;
}

export function createLogKeeper({ db, key, announce, fault }: KeeperParts): LogKeeper {
  const importing = (fact: Importing) => announce('fridge.importing', fact);
  const thread = createThread<ReceivingNeeds, ReceivingDone, Importing>({
    program: 'log-worker',
    data: { file: db.name, key } satisfies KeeperData,
    here: (needs) => receiveHere(db, needs, importing),
    report: fault,
    told: importing,
  });
  return {
    // What it answers belongs to what it was asked.
    receive: (needs) => thread.work(needs) as ReturnType<Receiving['receive']>,
    study: (file, mapping) => thread.work({ what: 'study', file, mapping }) as ReturnType<Receiving['study']>,
    stop: thread.stop,
  };
}
