/** What was measured, and all that is known about it. Part of the contract: types and names only. */
import type { DeviceIdentity, Mark, ReadingNote } from '../../drivers/model/heard.ts';
import type { Quantity, Unit } from '../../drivers/model/quantity.ts';
import type { SheetKey, SignedValue } from './rooming.ts';

export type Source = 'device' | 'typed' | 'counted' | 'computed';

export interface Qualifiers {
  site?: string;
  position?: 'sitting' | 'standing' | 'supine' | 'recumbent';
  cuff?: 'neonatal' | 'child' | 'small-adult' | 'adult' | 'large-adult' | 'thigh';
  method?: string;
  oxygen?: {
    delivery: 'room-air' | 'nasal-cannula' | 'simple-mask' | 'non-rebreather' | 'other';
    litersPerMinute: number | null;
    percent: number | null;
  };
  scale?: string;
  /** Orthostatic or averaged set, and the step in it. */
  step?: string;
  symptoms?: string[];
  note?: string;
}

/** One number with all that is known about it. */
export interface ReadingValue {
  id: string;
  quantity: Quantity;
  /** In the quantity's own unit. */
  value: number | null;
  unit: Unit;
  /** What the device sent or the person typed, in that unit: this is what is shown and charted. */
  sent: { value: number; unit: Unit } | null;
  marks: Mark[];
  note: ReadingNote;
}

/**
 * One measurement: the values a device gave together (systolic, diastolic, mean, pulse), or a single value.
 * This is what stands on a tile, in the sheet and in the trays.
 */
export interface Measurement {
  id: string;
  kind: 'bloodPressure' | 'single';
  values: ReadingValue[];
  source: Source;
  how: 'spot' | 'continuous';
  deviceId: string | null;
  driverId: string | null;
  deviceLabel: string | null;
  /** What the device had said of itself when it measured. Absent or null: nothing, or no device. */
  deviceIdentity?: DeviceIdentity | null;
  receivedAt: string;
  /** When it was measured, by the host's clock: receive time less the age the device stated. */
  measuredAt: string;
  typedBy: string | null;
  qualifiers: Qualifiers;
  /** Why it stands apart, when it does. */
  apart: 'earlier' | 'unassigned' | 'other-patient' | 'stored' | null;
  withdrawn: boolean;
  setAside: { why: string; by: string; at: string } | null;
  /** For computed ones (average, BMI): the ids it is made of and the arithmetic as text. */
  madeOf: string[];
  arithmetic: string | null;
}

export interface HistoryPoint {
  key: SheetKey;
  quantity: Quantity;
  value: number;
  unit: Unit;
  shown: string;
  at: string;
  status: SignedValue['status'];
}

/** Where a value came from, down to its bytes. */
export interface MeasurementTrace {
  measurement: Measurement;
  deviceLabel: string | null;
  driverId: string | null;
  deviceClock: string | null;
  /** Seconds by which the device's clock is ahead of the station's; null when it sends none. */
  deviceClockAhead: number | null;
  bytes: { hex: string; text: string } | null;
}
