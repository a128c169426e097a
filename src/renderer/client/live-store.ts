/** What the screens know of the station, kept current by its facts. Waveforms go past React, straight to their canvas. */
import { useSyncExternalStore } from 'react';
import type {
  DeviceCard,
  Down,
  EkgCard,
  EkgCoach,
  EkgDrive,
  EkgRecording,
  Fact,
  Facts,
  Failure,
  LiveLeads,
  LiveTile,
  LiveWave,
  Outbox,
  Rooming,
  Session,
  Settings,
  Snapshot,
  StationFacts,
  Today,
  UnclaimedPort,
} from '../../preload/contract.ts';
import { call, hearAnswer, setConnection } from './call.ts';
import { connect } from './connect.ts';
import { fridgeFacts } from './fridge-facts.ts';

export interface LiveState {
  connected: boolean;
  station: StationFacts | null;
  session: Session;
  settings: Settings | null;
  devices: DeviceCard[];
  ports: UnclaimedPort[];
  tiles: LiveTile[];
  rooming: Rooming | null;
  today: Today | null;
  outbox: Outbox | null;
  /** EKGs, those that need a person first; null until they were asked for. */
  ekgs: EkgCard[] | null;
  /** USB drives with EKG files on them. */
  ekgDrives: EkgDrive[];
  /** Newest last; one of a kind. */
  faults: Failure[];
}

const nobody: Session = { person: null, locked: null, timerEndsAt: null };
let state: LiveState = {
  connected: false,
  station: null,
  session: nobody,
  settings: null,
  devices: [],
  ports: [],
  tiles: [],
  rooming: null,
  today: null,
  outbox: null,
  ekgs: null,
  ekgDrives: [],
  faults: [],
};
const listeners = new Set<() => void>();
const waveListeners = new Set<(wave: LiveWave) => void>();
const leadsListeners = new Set<(leads: LiveLeads) => void>();
const coachListeners = new Set<(coach: EkgCoach) => void>();
const recordingListeners = new Set<(recording: EkgRecording) => void>();

function set(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useLive(): LiveState {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLive);
}

/** What is known now, outside of React. */
export function currentLive(): LiveState {
  return state;
}

/** Each batch of a waveform as it comes; returns the way to stop. */
export function subscribeWave(hear: (wave: LiveWave) => void): () => void {
  waveListeners.add(hear);
  return () => waveListeners.delete(hear);
}

/** Each batch of EKG instants as it comes; returns the way to stop. */
export function subscribeLeads(hear: (leads: LiveLeads) => void): () => void {
  leadsListeners.add(hear);
  return () => leadsListeners.delete(hear);
}

/** The coach of each EKG device, once a second; returns the way to stop. */
export function subscribeCoach(hear: (coach: EkgCoach) => void): () => void {
  coachListeners.add(hear);
  return () => coachListeners.delete(hear);
}

/** How each running EKG recording gets on; returns the way to stop. */
export function subscribeRecording(hear: (recording: EkgRecording) => void): () => void {
  recordingListeners.add(hear);
  return () => recordingListeners.delete(hear);
}

/** A visit was opened or read by this screen's own order. */
export function showRooming(rooming: Rooming | null): void {
  set({ rooming });
}

export function endFault(ref: string): void {
  set({ faults: state.faults.filter((fault) => fault.ref !== ref) });
}

function addFault(fault: Failure): void {
  set({ faults: [...state.faults.filter(({ code }) => code !== fault.code), fault] });
}

export function beginListening(): void {
  connect({
    onOpen(connection) {
      setConnection(connection);
      void refresh();
    },
    onLost() {
      setConnection(null);
      set({ connected: false });
    },
    onText(text) {
      const down = JSON.parse(text) as Down;
      if (!hearAnswer(down) && 'fact' in down) hearFact(down.fact, down.is as never);
    },
  });
}

/** A fresh picture after connecting, signing in or unlocking. */
export async function refresh(): Promise<void> {
  try {
    const snapshot: Snapshot = await call('station.snapshot', null);
    const isOpen = snapshot.session.person !== null && snapshot.session.locked === null;
    set({
      connected: true,
      station: snapshot.station,
      session: snapshot.session,
      devices: snapshot.devices,
      ports: snapshot.ports,
      tiles: snapshot.tiles,
      faults: [...state.faults.filter(({ code }) => code !== 'readings-waiting'), ...snapshot.faults],
      ...(isOpen ? {} : { rooming: null, today: null, outbox: null, ekgs: null, ekgDrives: [] }),
    });
    if (!isOpen) return;
    const [settings, today, outbox, ekgs, ekgDrives] = await Promise.all([
      call('settings.read', null),
      call('today.read', null),
      readOutbox(),
      call('ekg.list', null),
      call('ekg.drives', null),
    ]);
    const rooming = snapshot.openVisitId === null ? null : await call('visits.read', { visitId: snapshot.openVisitId });
    set({ settings, today, outbox, ekgs, ekgDrives, rooming });
  } catch {
    // The connection went away again; the next one asks anew.
  }
}

/** How many rows of the outbox are looked at; null: as many as the station gives at first. */
let outboxShown: number | null = null;

function readOutbox(): Promise<Outbox> {
  return call('outbox.read', outboxShown === null ? null : { shown: outboxShown });
}

export async function showMoreOutbox(): Promise<void> {
  outboxShown = (state.outbox?.rows.length ?? 0) + 200;
  set({ outbox: await readOutbox() });
}

export async function refreshSettings(): Promise<void> {
  set({ settings: await call('settings.read', null) });
}

type Hear = { [F in Fact]: (is: Facts[F]) => void };

const heard: Hear = {
  'station.changed': (station) => {
    const hasMoved = state.station?.setup !== station.setup || state.station?.demo !== station.demo;
    set({ station });
    if (hasMoved) void refresh();
  },
  'session.changed': (session) => {
    const isOther = session.person?.id !== state.session.person?.id || (session.locked === null) !== (state.session.locked === null);
    set({
      session,
      ...(session.person === null || session.locked !== null
        ? { rooming: null, today: null, outbox: null, ekgs: null, ekgDrives: [], tiles: [] }
        : {}),
    });
    if (isOther) void refresh();
  },
  'live.tile': (tile) => set({ tiles: [...state.tiles.filter(({ key }) => key !== tile.key), tile] }),
  'live.wave': (wave) => {
    for (const listener of waveListeners) listener(wave);
  },
  'live.leads': (leads) => {
    for (const listener of leadsListeners) listener(leads);
  },
  'ekg.coach': (coach) => {
    for (const listener of coachListeners) listener(coach);
  },
  'ekg.recording': (recording) => {
    for (const listener of recordingListeners) listener(recording);
  },
  'devices.changed': (devices) => set({ devices }),
  'ports.changed': (ports) => set({ ports }),
  'visit.changed': (rooming) => {
    if (state.rooming === null || state.rooming.visit.id === rooming.visit.id || rooming.visit.owner.id === state.session.person?.id)
      set({ rooming });
  },
  'visit.closed': ({ visitId }) => {
    if (state.rooming?.visit.id === visitId) set({ rooming: null, tiles: [] });
  },
  'today.changed': () =>
    void call('today.read', null).then(
      (today) => set({ today }),
      () => undefined,
    ),
  'outbox.changed': () =>
    void readOutbox().then(
      (outbox) => set({ outbox }),
      () => undefined,
    ),
  'ekg.changed': () =>
    void call('ekg.list', null).then(
      (ekgs) => set({ ekgs }),
      () => undefined,
    ),
  'ekg.drivesChanged': () =>
    void call('ekg.drives', null).then(
      (ekgDrives) => set({ ekgDrives }),
      () => undefined,
    ),
  ...fridgeFacts,
  'station.fault': addFault,
  'station.fault-over': ({ ref }) => endFault(ref),
};

function hearFact<F extends Fact>(fact: F, is: Facts[F]): void {
  heard[fact](is as never);
}
