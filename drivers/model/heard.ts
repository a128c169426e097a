/**
 * All that a decoder is allowed to say. A decoder has no clock and no port: it is given bytes and
 * returns facts. Times in here are the device's own words, never the host's.
 */
import type { Electrode } from './leads.ts';
import type { Quantity, Signal, Unit } from './quantity.ts';

/** Where in the connection's stream the bytes of a fact stand: [from, at). Offsets count from the first byte heard. */
export interface Span {
  /** Offset of the frame's first byte. */
  from: number;
  /** Offset just after the frame's last byte. */
  at: number;
}

/** A device's own doubt about a value. Shown with the value; never dropped. */
export type Mark =
  | 'artifact'
  | 'low-perfusion'
  | 'marginal-perfusion'
  | 'irregular-beat'
  | 'movement'
  | 'questionable'
  | 'out-of-track'
  | 'low-signal'
  | 'interference'
  | 'early'
  | 'over-range'
  | 'under-range';

/** What else a device says about a value. Absent means: it did not say. */
export interface ReadingNote {
  /** How old the value was when it was sent, in seconds, by the device's own count. */
  ageSeconds?: number;
  /** The device's own clock, ISO 8601; without an offset when the device sends none. */
  deviceTime?: string;
  /** Read from the device's memory: it may belong to somebody measured before. */
  stored?: true;
  /** The patient identifier that the device sent with it, exactly as sent. */
  patientId?: string;
  /** The result status of a networked sender. A preliminary value needs a person's confirmation. */
  result?: 'raw' | 'final' | 'preliminary' | 'corrected' | 'deleted';
  /** Beats, body part or circumstances as the device states them. */
  pulseSource?: 'oximeter' | 'cuff' | 'ecg';
  temperatureMode?: 'predictive' | 'monitored';
  patientType?: 'adult' | 'neonate';
  determination?: 'normal' | 'stat';
  bodySite?: string;
  averaging?: string;
  smartPoint?: true;
  tareKilograms?: number;
}

export interface Reading extends Span {
  kind: 'reading';
  quantity: Quantity;
  /** In the quantity's own unit. null: the sensor is there, it has no value now. Never 0 for nothing. */
  value: number | null;
  unit: Unit;
  /** The number and unit exactly as the device sent them, when they differ from `value` and `unit`. */
  sent?: { value: number; unit: Unit };
  /** 'continuous': one of a stream, superseded by the next. 'spot': a measurement of its own. */
  how: 'spot' | 'continuous';
  /** Readings of one measurement (systolic, diastolic, mean, ...) share this number; counted by the decoder. */
  set: number;
  marks?: Mark[];
  note?: ReadingNote;
}

/** A run of waveform samples: integers, in the range the signal fixes. null is a lost sample, never a made-up one. */
export interface Wave extends Span {
  kind: 'wave';
  signal: Signal;
  /** Samples a second. */
  hz: number;
  /** Smallest and largest value a sample can have. */
  range: readonly [number, number];
  samples: (number | null)[];
}

/** A run of EKG samples of several leads taken at the same instants. EKG notes 2.8. */
export interface LeadFrames extends Span {
  kind: 'leads';
  /** Instants a second. */
  hz: number;
  /** What each row of `samples` is: a standard lead's name where the wiring says so, else the device's own channel. */
  leads: readonly string[];
  nanovoltsPerBit: number;
  /** One row for each lead, all of one length. null is a lost or absent sample, never a made-up one. */
  samples: (number | null)[][];
  /** What the device says of the electrodes' contact at the end of the run. Absent: it says nothing of that electrode. */
  contact?: Partial<Record<Electrode, 'good' | 'off'>>;
  /** Instants that were lost just before this run, by the device's own counter; they are not among the samples. */
  lostBefore: number;
  /** Instants, counted from the run's first, where the device marks a pacer spike. */
  pacer?: number[];
}

export type DeviceStatus =
  | 'ready'
  | 'measuring'
  | 'standby'
  | 'sensor-off'
  | 'sensor-disconnected'
  | 'sensor-defective'
  | 'searching'
  | 'low-battery'
  | 'measurement-failed'
  | 'overload'
  | 'refused'
  | 'not-measurable'
  | 'unit-unknown'
  | 'wrong-dialect'
  | 'alarm'
  | 'identity'
  | 'no-stored-readings';

/** What a device says of itself; it may say its parts one after another. */
export interface DeviceIdentity {
  model?: string;
  serial?: string;
  firmware?: string;
}

/** A state of the device, said when it changes. `about` is the device's own words or number, for people to read. */
export interface Status extends Span {
  kind: 'status';
  status: DeviceStatus;
  about?: string;
  /** For 'identity': what the device says it is. */
  identity?: DeviceIdentity;
  /** For 'alarm': the device's own level. */
  level?: 'high' | 'medium' | 'low';
}

/** Bytes that are no good frame: junk, a wrong checksum, a torn frame. Counted and shown, never hidden. */
export interface Noise extends Span {
  kind: 'noise';
  bytes: number;
  why?: string;
}

/** One whole message of a networked sender that waits for an answer. Its readings are said before it, with the same span. */
export interface Message extends Span {
  kind: 'message';
  /** The sender's own message id; the same id again is the same message. */
  id: string;
  /** What kind of message it says it is, e.g. ORU^R01. */
  type: string;
  /** The patient as the message names them; empty when it names none. */
  patient: { ids: string[]; name?: string; dateOfBirth?: string };
  /** Rows that were not taken, each with the reason. */
  refused: { row: string; why: string }[];
  /** Departures from the framing that were put up with, for whoever sets up the sender. Absent means: none. */
  tolerated?: string[];
  /** 'accept': store, then acknowledge. 'content' or 'type': nothing in it can be used, and why. */
  verdict: 'accept' | 'content' | 'type';
  why?: string;
  /** Whether the sender wants an answer for that outcome (HL7 MSH-15/16). */
  answers: 'always' | 'never' | 'errors' | 'success';
  /** What the driver needs to write the answer; opaque to everyone else. */
  envelope: string;
}

export type Heard = Reading | Wave | LeadFrames | Status | Noise | Message;
