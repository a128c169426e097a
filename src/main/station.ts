/** Puts the rooms' parts together. Knows no host: a host hands in what it was told to start with and joins screens to it. */
import { join } from 'node:path';
import { z } from 'zod';
import { drivers } from '../../drivers/index.ts';
import type { Fact, Settings, StationFacts } from '../preload/contract.ts';
import type { Announce, Answers, Asker, Clock, Who } from './answer.ts';
import { createChart } from './chart/chart.ts';
import type { Destination } from './delivery/destination.ts';
import { createEngine } from './delivery/engine.ts';
import { createFhirDestination } from './delivery/fhir/destination.ts';
import { createFolderDestination } from './delivery/folder/destination.ts';
import { createOutbox } from './delivery/outbox.ts';
import { seedDemo } from './demo/seed.ts';
import { simulatedPatient } from './demo/simulated-patient.ts';
import type { StartOptions } from './host/options.ts';
import { failureOf } from './hub/hub.ts';
import { createLinks } from './live/links.ts';
import { createStoringFault } from './live/storing-fault.ts';
import type { Log } from './log.ts';
import { createPeople, setupOf } from './people/people.ts';
import { createPorts } from './ports/open.ts';
import { systemTimers } from './ports/timers.ts';
import { createSettings, readSettings } from './settings/settings.ts';
import { forgetDevice, listDevices, saveDevice } from './storage/devices.ts';
import { keepKind } from './storage/kind.ts';
import { openDatabase } from './storage/open.ts';
import { keepRuns, openRaw } from './storage/raw.ts';
import { stationId } from './storage/station-id.ts';
import { version } from './version.ts';
import { createWorklist } from './worklist/worklist.ts';

export interface StationParts {
  dataDir: string;
  kind: 'real' | 'demo';
  key: Buffer | null;
  options: StartOptions;
  announce: Announce;
  log: Log;
  choose(kind: 'real' | 'demo'): Promise<StationFacts>;
}

export interface Station {
  answers: Answers;
  /** The person a call is made by, or a Refusal. */
  asker(who: Who): Asker;
  mayHear(fact: Fact): boolean;
  facts(): StationFacts;
  stop(): Promise<void>;
}

/** Facts that say nothing about a patient may be heard while nobody is signed in. */
const harmless: ReadonlySet<Fact> = new Set<Fact>([
  'station.changed',
  'session.changed',
  'station.fault',
  'station.fault-over',
  'visit.closed',
]);

export async function createStation(parts: StationParts): Promise<Station> {
  const { dataDir, kind, key, options, announce, log } = parts;
  const clock: Clock = { now: () => new Date() };
  const db = openDatabase({ file: join(dataDir, 'station.db'), key });
  keepKind(db, kind);
  if (kind === 'demo') await seedDemo(db, clock);
  const raw = openRaw({ file: join(dataDir, 'raw.db'), key });
  const fault = (during: string) => (thrown: unknown) => log.fault(clock.now().getTime().toString(36).toUpperCase(), during, thrown);
  const id = stationId(db, clock);
  const chosenFhir = () => fhirSettings(readSettings(db), options.fhirBaseUrl);

  let destinations: readonly Destination[] = [];
  function readDestinations(): void {
    const settings = readSettings(db);
    const fhir = chosenFhir();
    const naming = {
      stationName: settings.stationName,
      identifierSystem: fhir?.identifierSystem ?? 'urn:isoline:reading',
      mrnSystem: fhir?.mrnSystem ?? '',
    };
    destinations = [
      ...(fhir === null
        ? []
        : [createFhirDestination({ id: 'fhir', db, settings: fhir, stationName: settings.stationName, now: clock.now })]),
      ...(settings.destinations.folder === null
        ? []
        : [createFolderDestination({ id: 'folder', path: settings.destinations.folder.path, ...naming })]),
    ];
  }
  readDestinations();
  const engine = createEngine({
    db,
    clock,
    destinations: () => destinations,
    changed: () => deliveryChanged(),
    fault: fault('delivery'),
    random: Math.random,
  });
  const outbox = createOutbox({
    db,
    clock,
    announce,
    engine,
    destinations: () => destinations,
    stationId: id,
    sendProvenance: () => chosenFhir()?.sendProvenance ?? false,
    sendIndividualReadings: () => chosenFhir()?.sendIndividualReadings ?? false,
  });

  const worklist = createWorklist({ db, clock, announce });
  const people = createPeople({
    db,
    clock,
    announce,
    timerEndsAt: () => chart.timerEndsAt(),
    peopleChanged: () => announce('station.changed', facts()),
    // The visit stays with its owner; what stands on the tiles is not the next person's.
    handedOver: () => chart.intake.clear(),
  });
  const ports = createPorts({ drivers, simulatedPatient });
  const chart = createChart({
    db,
    clock,
    announce,
    enqueue: outbox.enqueue,
    deliveryOf: outbox.deliveryOf,
    deviceState: (deviceId) => links.cards().find((card) => card.id === deviceId)?.state ?? null,
    showsWave: (deviceId) =>
      links
        .cards()
        .find((card) => card.id === deviceId)
        ?.gives.includes('pleth') ?? false,
    personId: () => people.session.personId(),
    todayChanged: () => worklist.tell(),
    sessionChanged: () => people.session.tell(),
  });
  const storingFault = createStoringFault({ announce, failureOf, writeFault: log.fault, note: log.note });
  const links = createLinks({
    drivers,
    ports,
    timers: systemTimers,
    takeIn: chart.intake.takeIn,
    announce,
    store: {
      list: () => listDevices(db),
      save: (device) => saveDevice(db, device),
      forget: (deviceId, at) => forgetDevice(db, deviceId, at),
    },
    keepRaw: (chunks) => keepRuns(raw, chunks),
    unstored: storingFault.of,
    report: fault('storing raw bytes'),
    demo: kind === 'demo',
    about: () => ({ version, system: process.platform }),
  });
  const settings = createSettings({
    db,
    clock,
    changed: () => {
      readDestinations();
      engine.nudge();
      announce('station.changed', facts());
    },
  });

  function deliveryChanged(): void {
    outbox.changed();
    chart.tick();
    worklist.tell();
  }
  function facts(): StationFacts {
    const { clinicName, stationName, room, idleLockMinutes } = readSettings(db);
    const cards = links.cards();
    return {
      clinicName,
      stationName,
      room,
      demo: kind === 'demo',
      version,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      setup: setupOf(db),
      canChoose: options.dataDir === null && !options.demo,
      idleLockMinutes,
      devicesAnswering: cards.filter(({ state }) => state === 'answering' || state === 'waiting').length,
      devicesConfigured: cards.length,
    };
  }
  const answers: Answers = {
    ...people.answers,
    ...settings.answers,
    ...worklist.answers,
    ...chart.answers,
    ...links.answers,
    ...outbox.answers,
    'station.snapshot': {
      who: 'anyone',
      check: z.null(),
      answer: () => {
        const isOpen = people.session.isOpen();
        return {
          station: facts(),
          session: people.session.current(),
          devices: isOpen ? links.cards() : [],
          ports: isOpen ? links.unclaimed() : [],
          tiles: isOpen ? chart.intake.tiles() : [],
          openVisitId: isOpen ? chart.openVisit() : null,
          faults: [storingFault.standing()].filter((standing) => standing !== null),
        };
      },
    },
    'station.choose': { who: 'anyone', check: z.object({ begin: z.enum(['demo', 'real']) }), answer: ({ begin }) => parts.choose(begin) },
  };

  const wanted = kind === 'demo' && options.devices.length === 0 ? demoDevices : options.devices;
  for (const device of wanted) links.addConfigured(device);
  links.start();
  engine.start();
  const ticking = setInterval(() => {
    try {
      chart.tick();
    } catch (thrown) {
      fault('the clock')(thrown);
    }
  }, 1000);
  return {
    answers,
    asker: (who) => people.session.require(who),
    mayHear: (fact) => harmless.has(fact) || people.session.isOpen(),
    facts,
    async stop() {
      clearInterval(ticking);
      await links.stop();
      await engine.stop();
      raw.close();
      db.close();
    },
  };
}

const demoDevices: StartOptions['devices'] = ['ge-dinamap', 'nonin', 'escape-scale', 'omron-hem'].map((driverId) => ({
  driverId,
  variant: null,
  address: { kind: 'sim', path: 'sim' },
}));

/** What the command line says wins; identifiers then follow the usual namespaces. */
function fhirSettings(settings: Settings, baseUrl: string | null): NonNullable<Settings['destinations']['fhir']> | null {
  const chosen = settings.destinations.fhir;
  if (baseUrl === null) return chosen;
  return chosen === null
    ? {
        baseUrl,
        identifierSystem: 'urn:isoline:reading',
        mrnSystem: 'urn:isoline:mrn',
        sendIndividualReadings: false,
        sendProvenance: true,
      }
    : { ...chosen, baseUrl };
}
