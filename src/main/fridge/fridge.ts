/** The vaccine fridges: what a person asks of them, each part answering its own calls. */
import type { FridgesWaiting, Settings } from '../../preload/contract.ts';
import type { Announce, AnsweredFridgeCall, Answers, Clock } from '../answer.ts';
import { checksBetween } from '../storage/fridge-checks.ts';
import { reviewsOf } from '../storage/fridge-notes.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { createFridgeChecks } from './checks/checks.ts';
import type { LoggerDrives } from './files/drives.ts';
import { createFridgeFiles } from './files/files.ts';
import type { PortParts } from './files/read-port.ts';
import type { Importing, Receiving } from './files/receiving.ts';
import { createIncidentWork } from './incident/answers.ts';
import { incidentCards } from './incident/card.ts';
import { incidentOf } from './incident/incident.ts';
import { createFridgePapers, type PapersParts } from './papers/papers.ts';
import { createStorageProbes, type ProbesNeeds, type StorageProbes } from './probes/probes.ts';
import { loggerCards } from './register/cards.ts';
import { noticesOf } from './register/notices.ts';
import { createFridgeRegister } from './register/register.ts';
import { fridgesWaiting, needsPerson } from './waiting.ts';

/** Of a station that delivers to no records system. */
const identifierSystemOfFiles = 'urn:isoline:fridge';

export interface FridgeParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  settings(): Settings;
  /** What waits at the fridges stands among the day's waiting work. */
  todayChanged(): void;
  receiving: Receiving;
  draw: PapersParts['draw'];
  /** Loggers at their cables. */
  atPort: Pick<PortParts, 'loggerPorts' | 'takenBy' | 'readMemory'>;
  /** Who is signed in; null: nobody. */
  personId(): string | null;
  /** Something that nobody on a screen had asked for went wrong. */
  fault(thrown: unknown): void;
  probes: Pick<ProbesNeeds, 'timers' | 'openPort' | 'deviceAt' | 'fault'>;
}

export interface Fridge {
  answers: Answers<AnsweredFridgeCall>;
  waiting(): FridgesWaiting;
  /** A check becomes due, or overdue, by the clock alone. */
  tick(): void;
  /** The drives that are there now. */
  drivesChanged: LoggerDrives['changed'];
  probes: Pick<StorageProbes, 'nameAt' | 'start' | 'stop'>;
}

export function createFridge(parts: FridgeParts): Fridge {
  const { db, clock, announce } = parts;
  const settings = () => parts.settings().fridge;
  const waiting = () => fridgesWaiting(db, clock.now(), settings());
  let told = '';
  const tell = (now: FridgesWaiting) => {
    told = JSON.stringify(now);
    announce('fridge.changed', { needsPerson: needsPerson(now) });
    parts.todayChanged();
  };
  const changed = () => tell(waiting());
  const { personId, receiving, fault } = parts;
  const importing = (fact: Importing) => announce('fridge.importing', fact);
  const files = createFridgeFiles({ ...parts.atPort, db, clock, receiving, personId, announce, importing, changed, fault });
  const probes = createStorageProbes({ db, clock, changed, ...parts.probes });
  return {
    answers: {
      ...createFridgeRegister({ db, clock, changed, settings }),
      ...createFridgeChecks({ db, clock, changed, settings }),
      ...createIncidentWork({ db, clock, changed }),
      ...createFridgePapers(papersParts(parts)),
      ...files.answers,
      ...probes.answers,
    },
    probes,
    waiting,
    drivesChanged: files.drives.changed,
    tick() {
      const now = waiting();
      if (JSON.stringify(now) !== told) tell(now);
    },
  };
}

function papersParts({ db, clock, announce, settings, draw }: FridgeParts): PapersParts {
  return {
    db,
    clock,
    exporting: (fact) => announce('fridge.exporting', fact),
    settings: () => ({ ...settings().fridge, facility: settings().fridge.facility || settings().clinicName }),
    draw,
    identifierSystem: () => settings().destinations.fhir?.identifierSystem ?? identifierSystemOfFiles,
    checks: (unitId, from, to) => checksBetween(db, unitId, from, to),
    reviews: (unitId) => reviewsOf(db, unitId),
    incident: (id) => incidentOf(db, id),
    incidents: (unitId) => incidentCards(db, unitId).map(({ id }) => incidentOf(db, id)),
    notices: (unitId) => noticesOf(db, findStorageUnit(db, unitId)!, clock.now(), settings().fridge),
    loggers: () => loggerCards(db),
  };
}
