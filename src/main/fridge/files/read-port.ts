/** A logger's memory into its unit, over the port it is plugged into. */
import { UnreadableLog } from '../../../../drivers/model/logger-format.ts';
import type { LoggerLog } from '../../../../drivers/model/logger-log.ts';
import type { FileOutcome, FridgeFileCalls, LoggerPort } from '../../../preload/contract.ts';
import type { Clock } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import type { Db } from '../../storage/open.ts';
import { answersOf } from './receive.ts';
import type { Importing, Receiving } from './receiving.ts';

export interface PortParts {
  db: Db;
  clock: Clock;
  receiving: Receiving;
  importing(fact: Importing): void;
  /** Where a logger may be plugged in now, and who holds each place. */
  loggerPorts(): Promise<LoggerPort[]>;
  /** The device of the station, or the probe, at this port; null: it is free. */
  takenBy(port: string): string | null;
  /** null: no logger answers there. Throws UnreadableLog where its memory breaks off. */
  readMemory(
    port: string,
    progress: (done: number) => void,
  ): Promise<{ driver: string; label: string; log: LoggerLog; original: Uint8Array } | null>;
}

export async function readPort(
  parts: PortParts,
  { port, unitId, answers: said }: FridgeFileCalls['fridge.readPort']['in'],
  personId: string,
): Promise<FileOutcome> {
  const holder = parts.takenBy(port);
  if (holder !== null) throw new Refusal('port-taken', holder);
  const answers = answersOf(parts.db, said);
  const nothing = (what: string): FileOutcome => ({ state: 'unreadable', fileName: port, what, where: null });
  try {
    const memory = await parts.readMemory(port, (done) => parts.importing({ fileName: port, done }));
    if (memory === null) return nothing('No logger answers at this port');
    const { driver, label, log, original } = memory;
    const serial = log.serial ?? answers.serial ?? '';
    if (serial === '')
      return { state: 'unanswered', fileName: port, what: 'The logger does not tell its number', questions: ['serial'], study: null };
    const file = { name: `${label} ${serial}`, bytes: original };
    const order = { file, unitId, answers: said, personId, at: parts.clock.now() };
    return await parts.receiving.receive({ what: 'memory', order, read: { driver, serial, log } });
  } catch (thrown) {
    if (thrown instanceof UnreadableLog) return nothing(`${thrown.message}. Nothing of a memory read by half is taken`);
    const trouble = (thrown as { trouble?: unknown }).trouble;
    if (typeof trouble === 'string') throw new Refusal(refusals[trouble] ?? 'port-unknown', port);
    throw thrown;
  }
}

const refusals: Readonly<Record<string, 'port-busy' | 'port-permission' | 'port-unknown'>> = {
  busy: 'port-busy',
  permission: 'port-permission',
};
