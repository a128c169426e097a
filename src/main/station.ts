/** Puts the rooms' parts together. Knows no host: a host hands in what it was told to start with and joins screens to it. */
import { z } from 'zod';
import type { Fact, Snapshot, StationFacts } from '../preload/contract.ts';
import type { Answers, Asker, Who } from './answer.ts';
import type { StartOptions } from './host/options.ts';
import { readSettings } from './settings/settings.ts';
import { stationFacts } from './station/facts.ts';
import { type Foundation, openFoundation, type StationParts } from './station/foundation.ts';
import { createRooms, type Rooms } from './station/rooms.ts';

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

/** Rejects with StorageError when the data cannot be used. */
export async function createStation(parts: StationParts): Promise<Station> {
  const foundation = await openFoundation(parts);
  const rooms = createRooms(foundation);
  const { session } = rooms.people;
  const stopTicking = begin(foundation, rooms);
  return {
    answers: answersOf(foundation, rooms),
    asker: (who) => session.require(who),
    mayHear: (fact) => harmless.has(fact) || session.isOpen(),
    facts: () => stationFacts(foundation, rooms.links.cards()),
    async stop() {
      stopTicking();
      rooms.cartInbox.stop();
      await rooms.ekgJudge.stop();
      await rooms.ekgReader.stop();
      await rooms.logKeeper.stop();
      await rooms.paperDrawer.stop();
      rooms.volumes.stop();
      await Promise.all([rooms.links.stop(), rooms.fridge.probes.stop()]);
      await rooms.delivering.engine.stop();
      foundation.raw.close();
      foundation.db.close();
    },
  };
}

/** Opens the devices, lets results go out, and moves the chart's timers and the live EKG on; returns the way to end the last. */
function begin(
  { db, kind, options, fault }: Foundation,
  { links, delivering, chart, cartInbox, liveEkg, volumes, ekgDrives, fridge }: Rooms,
): () => void {
  const wanted = kind === 'demo' && options.devices.length === 0 ? demoDevices : options.devices;
  for (const device of wanted) links.addConfigured(device);
  // The ports of probes are held before anybody looks what else is plugged in.
  fridge.probes.start();
  links.start();
  delivering.engine.start();
  cartInbox.watch(readSettings(db).ekg.inboxFolder);
  volumes.start((now) => {
    void ekgDrives.changed(now).catch(fault('the EKG files of a drive'));
    void fridge.drivesChanged(now).catch(fault("a logger's drive"));
  });
  const ticking = [
    every(1000, chart.tick, fault('the clock')),
    every(250, liveEkg.tick, fault('the live EKG')),
    every(15_000, fridge.tick, fault('the day at the fridges')),
  ];
  return () => ticking.forEach(clearInterval);
}

function every(milliseconds: number, act: () => void, fault: (thrown: unknown) => void): NodeJS.Timeout {
  return setInterval(() => {
    try {
      act();
    } catch (thrown) {
      fault(thrown);
    }
  }, milliseconds);
}

const demoDevices: StartOptions['devices'] = ['ge-dinamap', 'nonin', 'escape-scale', 'omron-hem', 'ads1298'].map((driverId) => ({
  driverId,
  variant: null,
  address: { kind: 'sim', path: 'sim' },
}));

function answersOf(foundation: Foundation, rooms: Rooms): Answers {
  return {
    ...rooms.people.answers,
    ...rooms.settings.answers,
    ...rooms.worklist.answers,
    ...rooms.chart.answers,
    ...rooms.ekgs.answers,
    ...rooms.ekgDrives.answers,
    ...rooms.liveEkg.answers,
    ...rooms.links.answers,
    ...rooms.delivering.outbox.answers,
    ...rooms.fridge.answers,
    'station.snapshot': { who: 'anyone', check: z.null(), answer: () => snapshot(foundation, rooms) },
    'station.choose': {
      who: 'anyone',
      check: z.object({ begin: z.enum(['demo', 'real']) }),
      answer: (chosen) => foundation.choose(chosen.begin),
    },
  };
}

/** All that a screen needs to begin with; nothing about a patient or a device while nobody is signed in. */
function snapshot(foundation: Foundation, { people, links, chart, storingFault }: Rooms): Snapshot {
  const isOpen = people.session.isOpen();
  return {
    station: stationFacts(foundation, links.cards()),
    session: people.session.current(),
    devices: isOpen ? links.cards() : [],
    ports: isOpen ? links.unclaimed() : [],
    tiles: isOpen ? chart.intake.tiles() : [],
    openVisitId: isOpen ? chart.openVisit() : null,
    faults: [storingFault.standing()].filter((standing) => standing !== null),
  };
}
