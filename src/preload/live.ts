/** What is shown while it is measured. Part of the contract: types and names only. */
import type { Electrode } from '../../drivers/model/leads.ts';
import type { Signal } from '../../drivers/model/quantity.ts';
import type { DeviceCard, UnclaimedPort } from './devices.ts';
import type { Failure } from './failures.ts';
import type { Measurement } from './measurements.ts';
import type { SheetKey } from './rooming.ts';
import type { Session, StationFacts } from './station.ts';

export interface LiveWave {
  deviceId: string;
  signal: Signal;
  hz: number;
  range: readonly [number, number];
  samples: (number | null)[];
  /** Host time of the last sample, milliseconds since 1970. */
  at: number;
}

/** A run of EKG instants. A batch ends where instants were lost or a contact changed, so that both are said of its edges. */
export interface LiveLeads {
  deviceId: string;
  /** Instants a second. */
  hz: number;
  /** What each row of `samples` is. */
  leads: readonly string[];
  nanovoltsPerBit: number;
  /** One row for each lead, all of one length; null is a lost sample. */
  samples: (number | null)[][];
  /** Contact of the electrodes by the device's word, at every instant of the batch. An absent one: it does not say. */
  contact: Partial<Record<Electrode, 'good' | 'off'>>;
  /** Instants lost just before the first of this batch. */
  lostBefore: number;
  /** Instants, counted from the batch's first, where the device marks a pacer spike. */
  pacer: number[];
  /** Host time of the last instant, milliseconds since 1970. */
  at: number;
}

/** The newest measurement per tile, and how it stands. */
export interface LiveTile {
  key: SheetKey | 'perfusionIndex';
  measurement: Measurement;
}

export interface Snapshot {
  station: StationFacts;
  session: Session;
  devices: DeviceCard[];
  ports: UnclaimedPort[];
  tiles: LiveTile[];
  openVisitId: string | null;
  /** Faults that stand until what caused them is over. */
  faults: Failure[];
}
