/**
 * The shape of a driver for a logger whose memory is asked for over a cable. Only questions are ever sent: nothing here starts,
 * stops, erases or sets a logger, its clock included.
 */
import type { Asking, Grade, HidLine, Match, SerialLine, Simulation } from './driver.ts';
import type { LoggerLog } from './logger-log.ts';

/** A line whose speed a conversation may change. */
export interface AskedLine extends Asking {
  /** Serial only; other links reject. */
  setBaud(baud: number): Promise<void>;
}

/** USB without a driver of the system: two bulk endpoints of interface 0. Isoline has no port for it yet. */
export interface UsbBulkLine {
  kind: 'usb-bulk';
  vendorId: number;
  productId: number;
  endpointOut: number;
  endpointIn: number;
}

export interface ReadOut {
  log: LoggerLog;
  /** Every answer of the device in order, as it came: kept as its original, and for its hash. */
  original: Uint8Array;
}

export interface LoggerDevice {
  /** Stored with every reading; kebab-case; never reused. */
  id: string;
  label: string;
  shortLabel: string;
  grade: Grade;
  source: string;
  match: readonly Match[];
  line: SerialLine | HidLine | UsbBulkLine;
  /** Where a family has several USB names "vid:pid": the line of one. */
  lineOf?(usb: string): HidLine;
  /** What a person checks when it does not answer. */
  whenSilent: string;
  /** Whether what is connected answers as this device does to its first question. Two families share a bridge chip's USB name. */
  recognize(asking: AskedLine): Promise<boolean>;
  /**
   * The whole memory. `progress`: readings so far, of how many. Throws `UnreadableLog` where no answer is one of this device, and
   * where an answer stays missing or damaged after some tries: half a memory is no log.
   */
  download(asking: AskedLine, progress: (done: number, of: number) => void): Promise<ReadOut>;
  simulate(memory: SimulatedMemory): Simulation;
}

/** The memory of a simulated logger. */
export interface SimulatedMemory {
  serial: string;
  /** The device's clock at the first reading and now, "2026-04-03T08:00:00". */
  start: string;
  now: string;
  intervalSeconds: number;
  /** Celsius, in tenths at the finest. */
  temperatures: readonly number[];
}
