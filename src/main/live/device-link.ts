/** One configured device: opens its port and opens it again, hears it, and knows at every moment how it stands. */
import type { Driver, Variant } from '../../../drivers/model/driver.ts';
import type { LeadFrames, Status, Wave } from '../../../drivers/model/heard.ts';
import type { LinkState } from '../../preload/contract.ts';
import type { OpenPort, Port, PortAddress, PortTrouble } from '../ports/port.ts';
import type { Recording } from '../ports/recording-file.ts';
import type { Timers } from '../ports/timers.ts';
import type { TakeIn } from './arrival.ts';
import { type Connection, openConnection } from './connection.ts';
import { createEvidence, type Evidence } from './evidence.ts';
import type { SplitLines } from './hearing.ts';
import { createLineLog, type LoggedLine } from './line-log.ts';
import { stateOf } from './link-state.ts';
import { createPatientWords } from './patient-words.ts';
import { createReconnect } from './reconnect.ts';
import { type OpenRecording, type RawChunk, startRecording } from './recording.ts';
import { createUnstored, type UnstoredTold } from './unstored.ts';

export interface DeviceLinkNeeds {
  id: string;
  driver: Driver;
  variant: Variant;
  label(): string;
  /** Asked at each opening: the same cable may come back under another path. */
  address(): PortAddress;
  usbSerial: string | null;
  timers: Timers;
  openPort: OpenPort;
  splitLines: SplitLines;
  takeIn: TakeIn;
  wave(deviceId: string, wave: Wave): void;
  leads(deviceId: string, leads: LeadFrames): void;
  keep(chunk: RawChunk): void;
  /** Something on the card changed; `state` when it is the state itself. */
  changed(state: boolean): void;
  unstored: UnstoredTold;
  newStreamId(): string;
}

/** How it stands, for cards and the doctor. */
export interface LinkFacts {
  state: LinkState;
  stateSince: Date;
  startedAt: Date;
  evidence: Evidence;
  status: { status: Status['status']; about: string | null; at: Date } | null;
  identity: NonNullable<Status['identity']> | null;
  lines: LoggedLine[];
  patientWords: ReadonlySet<string>;
  recording: boolean;
}

export interface DeviceLink {
  start(): void;
  stop(): Promise<void>;
  /** Opens now instead of at the next try; a link that works is opened anew only when `anew`. */
  retry(anew: boolean): void;
  facts(): LinkFacts;
  record(): void;
  /** null: none was running. */
  finishRecording(): Recording | null;
}

const lookAgainMs = 500;
/** A connection that has lasted this long was a good one, even if the device had nothing to say. */
const lastedMs = 30_000;

export function createDeviceLink(needs: DeviceLinkNeeds): DeviceLink {
  const { timers, driver, variant } = needs;
  const evidence = createEvidence();
  const log = createLineLog(timers);
  const words = createPatientWords();
  const unstored = createUnstored(needs.takeIn, timers, needs.unstored);
  const connections = new Set<Connection>();
  const startedAt = timers.now();
  let opened: { close(): Promise<void> } | null = null;
  /** Counts openings, so that what belongs to an earlier one is known. */
  let turn = 0;
  let opening = false;
  let running = false;
  let state: LinkState = 'stopped';
  let stateSince = startedAt;
  let status: LinkFacts['status'] = null;
  let identity: LinkFacts['identity'] = null;
  /** A person asked: the device, where it can be asked, is to say what it has. */
  let askOnOpen = false;
  let recording: OpenRecording | null = null;
  let callOff = (): void => undefined;
  const reconnect = createReconnect(timers, () => void open());
  const nowMs = () => timers.now().getTime();

  async function open(): Promise<void> {
    if (opening) return;
    opening = true;
    turn += 1;
    await openAs(turn);
    opening = false;
  }

  async function openAs(mine: number): Promise<void> {
    const address = needs.address();
    try {
      const link = await needs.openPort(address, variant.line, (port) => (mine === turn ? accept(port, address, mine) : void port.close()));
      if (mine !== turn) {
        await link.close();
        if (running) reconnect.later();
        return;
      }
      opened = link;
      if (evidence.read(nowMs()).openSince === null && address.kind === 'tcp') evidence.opened(nowMs());
      look();
    } catch (thrown) {
      if (mine === turn) lost((thrown as { trouble?: PortTrouble }).trouble ?? 'other');
    }
  }

  function accept(port: Port, address: PortAddress, mine: number): void {
    evidence.opened(nowMs());
    log.note(`${port.label} opened`);
    // Another one may hang on the same cable now.
    if (connections.size === 0) identity = null;
    const streamId = needs.newStreamId();
    const connection = openConnection({
      port,
      driver,
      variant,
      from: () => ({ deviceId: needs.id, driverId: driver.id, deviceLabel: needs.label(), identity, streamId }),
      serial: () => identity?.serial ?? needs.usbSerial ?? needs.id,
      timers,
      splitLines: needs.splitLines,
      evidence,
      carried: (way, from, bytes) => carried(way, streamId, from, bytes),
      arrived(arrivals) {
        words.from(arrivals.flatMap(({ readings }) => readings));
        unstored.take(arrivals);
      },
      store: unstored.store,
      wave: (wave) => needs.wave(needs.id, wave),
      leads: (leads) => needs.leads(needs.id, leads),
      status: heardStatus,
      message: words.fromMessage,
      note: log.note,
      broke(thrown) {
        log.note(`the conversation broke off: ${(thrown as Error).message}`);
        void connection.close();
        if (mine === turn) lost('other');
      },
      closed(trouble) {
        connections.delete(connection);
        log.note(`${port.label} closed`);
        if (mine === turn && address.kind !== 'tcp' && trouble !== null) lost(trouble);
      },
    });
    connections.add(connection);
    if (askOnOpen && driver.ask !== undefined) connection.ask(driver.ask);
    askOnOpen = false;
    look();
  }

  function carried(way: 'in' | 'out', streamId: string, from: number, bytes: Uint8Array): void {
    log.carried(way, streamId, from, bytes);
    recording?.add(way, bytes);
    needs.keep({ deviceId: needs.id, streamId, way, from, at: timers.now(), bytes });
  }

  function heardStatus(heard: Status): void {
    if (heard.identity !== undefined) identity = { ...identity, ...heard.identity };
    if (heard.status !== 'identity') status = { status: heard.status, about: heard.about ?? null, at: timers.now() };
    needs.changed(false);
  }

  function lost(trouble: PortTrouble): void {
    turn += 1;
    const { openSince } = evidence.read(nowMs());
    if (openSince !== null && nowMs() - openSince > lastedMs) reconnect.well();
    evidence.closed(trouble);
    opened = null;
    status = null;
    log.note(`not connected: ${trouble}`);
    if (running) reconnect.later();
    look();
  }

  /** Names the state anew, and says so at once when it is another one. */
  function look(): void {
    const counted = evidence.read(nowMs());
    if (counted.here.good > 0) reconnect.well();
    const now = running ? stateOf(counted, driver.silentAfterMs, nowMs()) : 'stopped';
    if (now === state) return;
    state = now;
    stateSince = timers.now();
    needs.changed(true);
  }

  function lookOften(): void {
    look();
    callOff = timers.after(lookAgainMs, lookOften);
  }

  async function close(): Promise<void> {
    turn += 1;
    const closing = [...connections].map((connection) => connection.close());
    connections.clear();
    await Promise.all([...closing, opened?.close()]);
    opened = null;
    evidence.closed(null);
  }

  return {
    start() {
      running = true;
      reconnect.now();
      lookOften();
    },
    async stop() {
      running = false;
      reconnect.stop();
      callOff();
      await close();
      unstored.stop();
      look();
    },
    retry(anew) {
      if (!running) return;
      askOnOpen = anew;
      if (evidence.read(nowMs()).openSince === null) reconnect.now();
      else if (anew) void close().then(() => reconnect.now());
    },
    facts: () => ({
      state,
      stateSince,
      startedAt,
      evidence: evidence.read(nowMs()),
      status,
      identity,
      lines: log.read(),
      patientWords: words.all,
      recording: recording !== null,
    }),
    record() {
      recording ??= startRecording(driver, variant, timers);
      needs.changed(true);
    },
    finishRecording() {
      const finished = recording?.finish() ?? null;
      recording = null;
      needs.changed(true);
      return finished;
    },
  };
}
