/** The shape of a driver: data about a device family, a decoder, a simulator, and for devices that must be asked a conversation. */
import type { Heard, Message, Span } from './heard.ts';
import type { Quantity, Signal } from './quantity.ts';

/** Turns bytes into facts. One instance per connection; its memory is bounded by the longest legal frame. */
export interface Decoder {
  /** Bytes in the order they came, cut anywhere. Never throws. */
  hear(bytes: Uint8Array): Heard[];
  /** For variants with `pauseEndsMs`: nothing came for so long. What is whole by that is said; the rest waits on. */
  pause?(): Heard[];
  /** The connection or the file ended: what was still incomplete is noise, unless the protocol says it is whole. */
  end(): Heard[];
}

/** For protocols of text lines: is given one line at a time, without its delimiter, one character per byte (Latin-1). */
export interface LineDecoder {
  hear(line: string, span: Span): Heard[];
  end(): Heard[];
}

export interface SerialLine {
  kind: 'serial';
  baud: number;
  dataBits: 7 | 8;
  parity: 'none' | 'odd' | 'even';
  stopBits: 1 | 2;
  /** Opening a port can reset or wake a device through these; so the driver states them. */
  dtr: boolean;
  rts: boolean;
  /** Other speeds found in the field, for the connection doctor to try; without them it tries the common ones. */
  otherBauds?: readonly number[];
}

export interface HidLine {
  kind: 'hid';
  vendorId: number;
  productId: number;
  /** Bytes in one input report, without a report id. */
  reportBytes: number;
  /** Which of the device's interfaces, where it has several (a keyboard among them); absent: the first found. */
  interfaceNumber?: number;
}

/** The station listens; the device or its gateway connects. */
export interface TcpLine {
  kind: 'tcp';
  port: number;
}

export type Line = SerialLine | HidLine | TcpLine;

/** Why a port might carry this device. 'weak': a bridge chip, which says nothing about what hangs on it. */
export interface Match {
  /** "vid:pid", four lower-case hexadecimal digits each. */
  usb: string;
  strength: 'weak' | 'strong';
}

export interface Frame extends Span {
  bytes: Uint8Array;
}

/** What a conversation may do to its line. Frames are lines (with their delimiter) or whole reports. */
export interface Asking {
  send(bytes: Uint8Array): Promise<void>;
  /** HID only: a feature report. Other links reject. */
  sendFeature(bytes: Uint8Array): Promise<void>;
  /** The next frame, or null when none came in time. Frames that came before the call and were not taken are given first. */
  nextFrame(timeoutMs: number): Promise<Frame | null>;
  pause(ms: number): Promise<void>;
  /** True once the link is being closed: leave the loop. */
  readonly ended: boolean;
}

/** Bytes that a simulated device sends, and when, in milliseconds since it was switched on. */
export interface Sent {
  atMs: number;
  bytes: Uint8Array;
}

/** Something a person can do to the simulated device: press Start, step on the scale, take the finger out. */
export interface Control {
  id: string;
  label: string;
}

/** A device made of software that speaks the same bytes. Pure: time is handed to it. */
export interface Simulation {
  /** The next thing it says by itself, or null when it only answers. Asked again after each; `atMs` never goes back. */
  next(): Sent | null;
  /** What it answers to these bytes, which reached it at `atMs`. */
  answer(asked: Uint8Array, atMs: number): Sent[];
  /** Someone used one of its controls. Returns what it says by itself because of that, if anything. */
  press(control: string, atMs: number): Sent[];
  readonly controls: readonly Control[];
}

/** The person on the other end of a simulated device. Plain numbers in own units; null where the device has nothing to measure. */
export interface SimulatedPatient {
  id: string | null;
  pulseRate: number;
  spo2: number;
  perfusionIndex: number;
  /** Successive cuff readings; the last one repeats. */
  pressures: readonly { systolic: number; diastolic: number; mean: number }[];
  temperatureCelsius: number;
  respiratoryRate: number;
  weightKilograms: number;
  heightCentimeters: number;
  /** Varies the small movements of the numbers and of the waveform; the same seed gives the same bytes. */
  seed: number;
}

/** Evidence behind a protocol: A vendor specification or several implementations agree; B one good source. */
export type Grade = 'A' | 'A-' | 'B+' | 'B' | 'B-';

interface Framing {
  /** What the stream is cut into before the decoder sees it. 'bytes': the decoder frames by itself. */
  frames: 'bytes' | 'lines' | 'reports';
}

/** One dialect of a family that the decoder cannot or should not tell by itself. */
interface Dialect {
  id: string;
  label: string;
  line: Line;
  gives: readonly (Quantity | Signal)[];
}

export interface ByteVariant extends Dialect, Framing {
  frames: 'bytes' | 'reports';
  /** Silence of this length ends a frame, for senders that mark no end. The decoder has no clock: it is told by `pause`. */
  pauseEndsMs?: number;
  listen(): Decoder;
}

export interface LineVariant extends Dialect, Framing {
  frames: 'lines';
  /** What ends a line, e.g. "\r\n". */
  delimiter: string;
  listen(): LineDecoder;
}

export type Variant = ByteVariant | LineVariant;

export interface Driver {
  /** Stored with every reading; kebab-case; never reused. */
  id: string;
  /** Models a person would look for, maker first. */
  label: string;
  /** What stands in a tile's foot, short. */
  shortLabel: string;
  /** The kind of thing it is, for pictures and words. */
  device: 'monitor' | 'oximeter' | 'scale' | 'blood-pressure' | 'network' | 'ekg';
  grade: Grade;
  /** Section of the protocol notes and the sources behind it, in a few words. */
  source: string;
  match: readonly Match[];
  /** The first one is the default. */
  variants: readonly [Variant, ...Variant[]];
  /** No frame for this long while connected: silent. 0 for devices that speak only when used. */
  silentAfterMs: number;
  /** What a person checks on the device when it is connected but silent, e.g. its menu path. */
  whenSilent: string;
  /** For devices that also speak when asked: the bytes that make them send their present reading. Sent when a person asks. */
  ask?: Uint8Array;
  /** For devices that must be asked. Yields what was heard; runs until `asking.ended`. */
  converse?(asking: Asking, variant: Variant): AsyncGenerator<Heard, void, void>;
  /** For senders that wait for an answer: null when this sender wants none for that outcome. `at` is the time to write into it, ISO 8601. */
  acknowledge?(message: Message, outcome: 'stored' | 'not-stored', at: string): Uint8Array | null;
  simulate(patient: SimulatedPatient, variant?: string): Simulation;
}
