/**
 * The shape of a driver for a live probe in a refrigerator or freezer. Its readings are of another kind than a patient's, so that no
 * program can take the temperature of a refrigerator for somebody's: the compiler refuses it. Cold-chain notes 1, 9, 10.
 */
import type { Grade, HidLine, Match, SerialLine, Simulation } from './driver.ts';
import type { Noise, Span, Status } from './heard.ts';
import type { AskedLine } from './logger-device.ts';
import type { StorageQuantity } from './quantity.ts';

export interface StorageReading extends Span {
  kind: 'storage';
  quantity: StorageQuantity;
  /** In the quantity's own unit. null: the sensor is there or was, it has no value now. */
  value: number | null;
  /** Which of the probe's sensors. */
  sensor: 'internal' | 'external';
  /** The probe's own words or bytes for "no value". */
  about?: string;
}

export type ProbeHeard = StorageReading | Status | Noise;

/** Settings of a probe that its bytes do not tell. */
export interface ProbeSettings {
  /** Which of the driver's variants. */
  variant: string;
  /** How often it is asked, in milliseconds. */
  everyMs: number;
}

export interface ProbeVariant {
  id: string;
  label: string;
  line: SerialLine | HidLine;
  gives: readonly StorageQuantity[];
}

/** None of them has a certificate, a buffer or a memory: never a programme's logger. */
export interface StorageProbe {
  /** Stored with every reading; kebab-case; never reused. */
  id: string;
  label: string;
  shortLabel: string;
  grade: Grade;
  source: string;
  match: readonly Match[];
  /** The first one is the default. */
  variants: readonly [ProbeVariant, ...ProbeVariant[]];
  /** What a person checks when it does not answer. */
  whenSilent: string;
  /** Asks for the present temperature again and again, until `asking.ended`. */
  converse(asking: AskedLine, settings: ProbeSettings): AsyncGenerator<ProbeHeard, void, void>;
  simulate(storage: SimulatedStorage, variant?: string): Simulation;
}

/** The refrigerator around a simulated probe; null where a sensor is not plugged in. */
export interface SimulatedStorage {
  internalCelsius: number | null;
  externalCelsius: number | null;
  relativeHumidity: number;
}
