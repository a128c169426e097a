/**
 * Starts the station that the options ask for, or asks once which kind to begin with. Made-up patients never meet
 * real ones: demo data lives in a directory of its own, a database knows which kind it is, and the two are never mixed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StationFacts, Wire } from '../preload/contract.ts';
import type { Announce, Answers } from './answer.ts';
import { type StartOptions, usualDataDir } from './host/options.ts';
import { createHub } from './hub/hub.ts';
import { createLog } from './log.ts';
import { Refusal } from './refusal.ts';
import type { StationParts } from './station/foundation.ts';
import { createStation, type Station } from './station.ts';
import { type KeyKeeper, loadOrCreateKey } from './storage/key.ts';
import { damageOf } from './storage/problem.ts';
import { version } from './version.ts';

/** Why the station cannot start, in words for the person who started it. */
export class StartProblem extends Error {}

export interface Launched {
  attach(wire: Wire): () => void;
  stop(): Promise<void>;
}

type Kind = 'real' | 'demo';

export async function launch(options: StartOptions, keeper?: KeyKeeper): Promise<Launched> {
  const log = createLog();
  let station: Station | null = null;
  const announce: Announce = (fact, is) => hub.announce(fact, is);
  const begin = (kind: Kind) => beginAs(kind, keeper, { options, announce, log, choose });
  const choose = async (kind: Kind): Promise<StationFacts> => {
    if (options.dataDir !== null || options.demo) throw new Refusal('demo-only');
    remember(kind);
    await station?.stop();
    station = await begin(kind);
    const facts = station.facts();
    announce('station.changed', facts);
    return facts;
  };
  const hub = createHub({
    answers: () => station?.answers ?? answersBeforeChoice(choose),
    asker: (who) => (station === null ? { person: null } : station.asker(who)),
    mayHear: (fact) => station === null || station.mayHear(fact),
    writeFault: log.fault,
  });
  const kind = kindToBegin(options);
  if (kind !== null) station = await begin(kind);
  return { attach: hub.attach, stop: async () => station?.stop() };
}

async function beginAs(
  kind: Kind,
  keeper: KeyKeeper | undefined,
  given: Pick<StationParts, 'options' | 'announce' | 'log' | 'choose'>,
): Promise<Station> {
  const dataDir = given.options.dataDir ?? usualDataDir(kind);
  makeFolder(dataDir);
  given.log.into(dataDir);
  try {
    return await createStation({ ...given, dataDir, kind, key: loadOrCreateKey(dataDir, keeper) });
  } catch (thrown) {
    // A page deep in the file may be found damaged only when it is first read.
    throw damageOf(thrown, join(dataDir, 'station.db')) ?? thrown;
  }
}

/** null: nobody has said yet. */
function kindToBegin(options: StartOptions): Kind | null {
  if (options.demo) return 'demo';
  if (options.dataDir !== null || options.devices.length > 0 || options.fhirBaseUrl !== null) return 'real';
  return remembered();
}

const choiceFile = () => join(usualDataDir('real'), 'begin.json');

function remembered(): Kind | null {
  try {
    return z.object({ begin: z.enum(['real', 'demo']) }).parse(JSON.parse(readFileSync(choiceFile(), 'utf8'))).begin;
  } catch {
    return existsSync(join(usualDataDir('real'), 'station.db')) ? 'real' : null;
  }
}

function remember(begin: Kind): void {
  makeFolder(usualDataDir('real'));
  writeFileSync(choiceFile(), JSON.stringify({ begin }));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (problem) {
    throw new StartProblem(
      `${folder} cannot be used for the station's data (${(problem as NodeJS.ErrnoException).code}). Choose another with --data.`,
    );
  }
}

/** Before the choice there is no database, so only the choice itself can be answered. */
function answersBeforeChoice(choose: (kind: Kind) => Promise<StationFacts>): Answers {
  return {
    'station.snapshot': {
      who: 'anyone',
      check: z.null(),
      answer: () => ({
        station: { ...unsetFacts(), setup: 'choose' },
        session: { person: null, locked: null, timerEndsAt: null },
        devices: [],
        ports: [],
        tiles: [],
        openVisitId: null,
        faults: [],
      }),
    },
    'station.choose': { who: 'anyone', check: z.object({ begin: z.enum(['real', 'demo']) }), answer: ({ begin }) => choose(begin) },
  } as Partial<Answers> as Answers;
}

function unsetFacts(): StationFacts {
  return {
    clinicName: '',
    stationName: '',
    room: '',
    demo: false,
    version,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    setup: 'choose',
    canChoose: true,
    idleLockMinutes: 3,
    devicesAnswering: 0,
    devicesConfigured: 0,
  };
}
