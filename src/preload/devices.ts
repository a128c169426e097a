/** Devices, their ports, and the doctor. Part of the contract: types and names only. */
import type { DeviceIdentity, DeviceStatus } from '../../drivers/model/heard.ts';
import type { Quantity, Signal } from '../../drivers/model/quantity.ts';

export type LinkState =
  | 'connecting'
  | 'answering'
  | 'waiting'
  | 'silent'
  | 'noisy'
  | 'wrong-language'
  | 'unplugged'
  | 'port-busy'
  | 'no-permission'
  | 'library-missing'
  | 'address-in-use'
  | 'ambiguous'
  | 'stopped';

export interface DeviceCard {
  id: string;
  driverId: string;
  label: string;
  shortLabel: string;
  device: 'monitor' | 'oximeter' | 'scale' | 'blood-pressure' | 'network' | 'ekg';
  /** What a person calls the port: COM4, /dev/ttyUSB0, 0590:0028, TCP 2575, simulated. */
  port: string;
  portKind: 'serial' | 'hid' | 'tcp' | 'sim' | 'replay';
  chip: string | null;
  state: LinkState;
  stateSince: string;
  /** The device's own last word about itself. */
  status: { status: DeviceStatus; about: string | null; at: string } | null;
  lastGoodFrameAt: string | null;
  /** Continuous quantities are silent after this long without a frame. */
  silentAfterMs: number;
  gives: (Quantity | Signal)[];
  identity: DeviceIdentity | null;
  simulated: { controls: { id: string; label: string }[] } | null;
  recording: boolean;
}

/** A port with something on it that no driver has been chosen for. */
export interface UnclaimedPort {
  path: string;
  kind: 'serial' | 'hid';
  chip: string | null;
  /** Drivers whose frames were accepted there, best first. Two or more mean a person must choose. */
  candidates: { driverId: string; label: string; framesAccepted: number }[];
  state: 'listening' | 'ambiguous' | 'unknown';
}

export interface Doctor {
  deviceId: string;
  bytesPerSecond: number;
  bytesTotal: number;
  since: string;
  lastGoodFrameAt: string | null;
  framesGood: number;
  framesDamaged: number;
  /** Over the last minute, 0..1. */
  damagedShare: number;
  questionsUnanswered: number;
  /** e.g. "9600 8N1" */
  line: string;
  lineSecond: string;
  chain: { part: 'device' | 'cable' | 'port' | 'decoder' | 'screen'; known: 'good' | 'unknown' | 'broken' }[];
  cause: DoctorCause;
  /** Words to fill into the cause's sentence: port, menu path, share, time. */
  about: Record<string, string>;
  lines: DoctorLine[];
  /** The other speeds, where they can be or were tried; null: this device has none to try. */
  speeds: SpeedTrial | null;
}

/** Trying the other speeds of a serial line, one after the other. Asked for with `devices.trySpeeds`, followed in `Doctor`. */
export interface SpeedTrial {
  state: 'not-tried' | 'running' | 'done';
  tries: SpeedTry[];
  /** The speed that gave most good frames: a person decides whether to keep it (`devices.keepSpeed`). */
  best: number | null;
}

export interface SpeedTry {
  baud: number;
  /** e.g. "19200 8N1" */
  line: string;
  /** 'quiet': nothing came. 'not-understood': bytes came, and no good frames. 'not-opened': the port did not open. */
  state: 'next' | 'listening' | 'good' | 'not-understood' | 'quiet' | 'not-opened';
  bytes: number;
  framesGood: number;
}

export type DoctorCause =
  | 'well'
  | 'silent'
  | 'port-busy'
  | 'noisy'
  | 'wrong-language'
  | 'no-permission'
  | 'two-candidates'
  | 'unplugged'
  | 'library-missing'
  | 'address-in-use'
  | 'connecting'
  | 'waiting'
  | 'stopped'
  | 'wrong-dialect'
  | 'sensor';

export interface DoctorLine {
  at: string;
  way: 'in' | 'out' | 'note';
  hex: string;
  text: string;
}

export interface PortChoice {
  path: string;
  kind: 'serial' | 'hid' | 'tcp' | 'sim';
  label: string;
  chip: string | null;
  takenBy: string | null;
}

export interface CatalogueEntry {
  id: string;
  label: string;
  link: 'serial' | 'hid' | 'tcp';
  gives: (Quantity | Signal)[];
  grade: string;
  variants: { id: string; label: string }[];
}

export interface DeviceCalls {
  'devices.catalogue': { in: null; out: CatalogueEntry[] };
  'devices.ports': { in: null; out: PortChoice[] };
  'devices.choose': { in: { path: string; kind: PortChoice['kind']; driverId: string; variant: string | null }; out: DeviceCard };
  'devices.forget': { in: { deviceId: string }; out: null };
  'devices.rename': { in: { deviceId: string; label: string }; out: DeviceCard };
  'devices.retry': { in: { deviceId: string }; out: DeviceCard };
  /** Listens at the other speeds, one after the other; the device is off its tiles meanwhile, and is at its own speed again after. */
  'devices.trySpeeds': { in: { deviceId: string }; out: SpeedTrial };
  /** A person keeps a speed that gave good frames. */
  'devices.keepSpeed': { in: { deviceId: string; baud: number }; out: DeviceCard };
  'devices.doctor': { in: { deviceId: string; view: 'hex' | 'text' }; out: Doctor };
  'devices.record': { in: { deviceId: string; on: boolean }; out: { recording: boolean; file: { name: string; text: string } | null } };
  /** What whoever looks after this computer does so that the ports open: a rule for the system, as a file. */
  'devices.portRule': { in: null; out: { name: string; text: string } };
  'devices.supportBundle': { in: { deviceId: string | null }; out: { name: string; text: string } };
  /** Demo only: use a control of a simulated device, or unplug and plug it. */
  'devices.press': { in: { deviceId: string; control: string }; out: DeviceCard };
}
