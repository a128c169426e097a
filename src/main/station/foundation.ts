/** What every part of a station stands on: its files, its clock and where faults are written. */
import { join } from 'node:path';
import type { StationFacts } from '../../preload/contract.ts';
import type { Announce, Clock } from '../answer.ts';
import { seedDemo } from '../demo/seed.ts';
import type { StartOptions } from '../host/options.ts';
import type { Log } from '../log.ts';
import { keepKind } from '../storage/kind.ts';
import { type Db, openDatabase } from '../storage/open.ts';
import { openRaw } from '../storage/raw.ts';

export interface StationParts {
  dataDir: string;
  kind: 'real' | 'demo';
  key: Buffer | null;
  options: StartOptions;
  announce: Announce;
  log: Log;
  choose(kind: 'real' | 'demo'): Promise<StationFacts>;
}

export interface Foundation extends StationParts {
  db: Db;
  raw: ReturnType<typeof openRaw>;
  clock: Clock;
  /** Writes down what went wrong during something nobody on a screen had asked for. */
  fault(during: string): (thrown: unknown) => void;
}

/** Throws StorageError when the data cannot be used. */
export async function openFoundation(parts: StationParts): Promise<Foundation> {
  const { dataDir, kind, key, log } = parts;
  const clock: Clock = { now: () => new Date() };
  const db = openDatabase({ file: join(dataDir, 'station.db'), key });
  keepKind(db, kind);
  if (kind === 'demo') await seedDemo(db, clock);
  const raw = openRaw({ file: join(dataDir, 'raw.db'), key });
  const fault = (during: string) => (thrown: unknown) => log.fault(clock.now().getTime().toString(36).toUpperCase(), during, thrown);
  return { ...parts, db, raw, clock, fault };
}
