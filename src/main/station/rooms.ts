/** The station's rooms, each given what it needs of the others. */
import { drivers } from '../../../drivers/index.ts';
import { type Chart, createChart } from '../chart/chart.ts';
import { createEkgDrives, type EkgDrives } from '../chart/ekg/drives.ts';
import { createEkgs, type Ekgs } from '../chart/ekg/ekgs.ts';
import { type InboxFolder, watchInbox } from '../chart/ekg/inbox-folder.ts';
import { createLiveEkg, type LiveEkg } from '../chart/ekg/live/live-ekg.ts';
import { simulatedPatient } from '../demo/simulated-patient.ts';
import { createFridge, type Fridge } from '../fridge/fridge.ts';
import { failureOf } from '../hub/hub.ts';
import { createLinks, type Links } from '../live/links.ts';
import { createStoringFault, type StoringFault } from '../live/storing-fault.ts';
import { createPeople, type People } from '../people/people.ts';
import { createPorts, type Ports } from '../ports/open.ts';
import { systemTimers } from '../ports/timers.ts';
import { createVolumeWatch, type VolumeWatch } from '../ports/volume.ts';
import { createSettings, readSettings } from '../settings/settings.ts';
import { forgetDevice, listDevices, saveDevice } from '../storage/devices.ts';
import { keepRuns } from '../storage/raw.ts';
import { version } from '../version.ts';
import { createWorklist, type Worklist } from '../worklist/worklist.ts';
import { createDelivering, type Delivering } from './delivering.ts';
import { createEkgJudge, type EkgJudge } from './ekg-judge.ts';
import { createEkgReader, type EkgReader } from './ekg-reader.ts';
import { stationFacts } from './facts.ts';
import type { Foundation } from './foundation.ts';
import { createLogKeeper, type LogKeeper } from './log-keeper.ts';
import { loggersAtCables } from './loggers-at-cables.ts';
import { createPaperDrawer, type PaperDrawer } from './paper-drawer.ts';

export interface Rooms {
  delivering: Delivering;
  worklist: Worklist;
  people: People;
  chart: Chart;
  ekgs: Ekgs;
  liveEkg: LiveEkg;
  ekgJudge: EkgJudge;
  ekgReader: EkgReader;
  paperDrawer: PaperDrawer;
  logKeeper: LogKeeper;
  cartInbox: InboxFolder;
  ekgDrives: EkgDrives;
  volumes: VolumeWatch;
  storingFault: StoringFault;
  links: Links;
  fridge: Fridge;
  settings: ReturnType<typeof createSettings>;
}

/** Rooms ask each other in a circle (the chart what a device says, the devices where a reading goes), so each looks the others up when it needs them. */
export function createRooms(foundation: Foundation): Rooms {
  const { db, clock, announce, log } = foundation;
  const rooms = {} as Rooms;
  rooms.delivering = createDelivering(foundation, () => deliveryChanged(rooms));
  rooms.worklist = createWorklist({ db, clock, announce, fridges: () => rooms.fridge.waiting() });
  rooms.people = peopleOf(foundation, rooms);
  rooms.chart = chartOf(foundation, rooms);
  rooms.ekgReader = createEkgReader(foundation.fault('reading an EKG'));
  const { examine } = rooms.ekgReader;
  const { enqueue } = rooms.delivering.outbox;
  rooms.ekgs = createEkgs({ db, examine, clock, announce, enqueue, todayChanged: () => rooms.worklist.tell() });
  rooms.ekgJudge = createEkgJudge(foundation.fault('judging a live EKG'));
  rooms.liveEkg = liveEkgOf(foundation, rooms);
  rooms.cartInbox = watchInbox(rooms.ekgs, foundation.fault('the folder of EKG files'));
  rooms.ekgDrives = createEkgDrives({
    db,
    examine,
    announce,
    receive: rooms.ekgs.take,
    fault: foundation.fault('the EKG files of a drive'),
  });
  rooms.volumes = createVolumeWatch(systemTimers);
  rooms.storingFault = createStoringFault({ announce, failureOf, writeFault: log.fault, note: log.note });
  const ports = createPorts({ drivers, simulatedPatient });
  rooms.links = linksOf(foundation, rooms, ports);
  rooms.logKeeper = createLogKeeper({ ...foundation, fault: foundation.fault("taking a logger's file in") });
  rooms.paperDrawer = createPaperDrawer(foundation.fault('drawing a paper'));
  rooms.fridge = createFridge({
    db,
    clock,
    announce,
    settings: () => readSettings(db),
    todayChanged: () => rooms.worklist.tell(),
    receiving: rooms.logKeeper,
    draw: rooms.paperDrawer.draw,
    personId: () => rooms.people.session.personId(),
    fault: foundation.fault("a logger's drive"),
    atPort: loggersAtCables(foundation, ports, (port) => rooms.links.labelAt(port) ?? rooms.fridge.probes.nameAt(port)),
    probes: {
      timers: systemTimers,
      openPort: ports.open,
      deviceAt: rooms.links.labelAt,
      fault: foundation.fault('storing what a probe says'),
    },
  });
  rooms.settings = settingsOf(foundation, rooms);
  return rooms;
}

function peopleOf(foundation: Foundation, rooms: Rooms): People {
  const { db, clock, announce } = foundation;
  return createPeople({
    db,
    clock,
    announce,
    timerEndsAt: () => rooms.chart.timerEndsAt(),
    peopleChanged: () => announce('station.changed', stationFacts(foundation, rooms.links.cards())),
    // The visit stays with its owner; what stands on the tiles is not the next person's.
    handedOver: () => rooms.chart.intake.clear(),
  });
}

function chartOf({ db, clock, announce }: Foundation, rooms: Rooms): Chart {
  const { outbox } = rooms.delivering;
  const cardOf = (deviceId: string) => rooms.links.cards().find(({ id }) => id === deviceId);
  return createChart({
    db,
    clock,
    announce,
    enqueue: outbox.enqueue,
    deliveryOf: outbox.deliveryOf,
    deviceState: (deviceId) => cardOf(deviceId)?.state ?? null,
    showsWave: (deviceId) => cardOf(deviceId)?.gives.includes('pleth') ?? false,
    personId: () => rooms.people.session.personId(),
    todayChanged: () => rooms.worklist.tell(),
    sessionChanged: () => rooms.people.session.tell(),
  });
}

function liveEkgOf({ db, clock, announce, fault }: Foundation, rooms: Rooms): LiveEkg {
  return createLiveEkg({
    db,
    clock,
    announce,
    settings: () => readSettings(db).ekg,
    devices: () => rooms.links.cards(),
    isWatched: () => rooms.people.session.isOpen(),
    judge: rooms.ekgJudge.judge,
    changed: rooms.ekgs.changed,
    report: fault('storing an EKG recording'),
  });
}

function linksOf({ db, raw, kind, announce, fault }: Foundation, rooms: Rooms, ports: Ports): Links {
  return createLinks({
    drivers,
    ports,
    timers: systemTimers,
    takeIn: rooms.chart.intake.takeIn,
    announce,
    store: {
      list: () => listDevices(db),
      save: (device) => saveDevice(db, device),
      forget: (deviceId, at) => forgetDevice(db, deviceId, at),
    },
    heardLeads: (batch) => rooms.liveEkg.heard(batch),
    keepRaw: (chunks) => keepRuns(raw, chunks),
    unstored: rooms.storingFault.of,
    report: fault('storing raw bytes'),
    probeAt: (port) => rooms.fridge.probes.nameAt(port),
    demo: kind === 'demo',
    about: () => ({ version, system: process.platform }),
  });
}

function settingsOf(foundation: Foundation, rooms: Rooms): Rooms['settings'] {
  const { db, clock, announce } = foundation;
  const changed = () => {
    rooms.delivering.settingsChanged();
    rooms.cartInbox.watch(readSettings(db).ekg.inboxFolder);
    announce('station.changed', stationFacts(foundation, rooms.links.cards()));
  };
  return createSettings({ db, clock, changed });
}

function deliveryChanged({ delivering, chart, ekgs, worklist }: Rooms): void {
  delivering.outbox.changed();
  chart.tick();
  ekgs.deliveryChanged();
  worklist.tell();
}
