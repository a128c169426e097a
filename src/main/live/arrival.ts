/** What the live side hands to the chart side: one measurement as it arrived, with its bytes. */
import type { DeviceIdentity, Message, Reading } from '../../../drivers/model/heard.ts';

export interface ArrivedFrom {
  deviceId: string;
  driverId: string;
  deviceLabel: string;
  /** What the device had said of itself by then; null: nothing. */
  identity: DeviceIdentity | null;
  /** One connection's stream of bytes; offsets in readings count within it. */
  streamId: string;
}

/** Readings of one set, with the same source and the same kind of time. */
export interface Arrival {
  from: ArrivedFrom;
  readings: Reading[];
  how: 'spot' | 'continuous';
  /** Host time of the last byte. */
  receivedAt: Date;
  /** receivedAt less the age the device stated. */
  measuredAt: Date;
  /** The raw bytes of the frame. */
  frame: Uint8Array;
  /** Stable identity within the sender where there is one (message id and row, device serial and device time): never taken twice. */
  origin: string | null;
  message: Message | null;
}

/** Takes arrivals in. Spot arrivals are on disk when this returns; throws when they could not be stored. */
export type TakeIn = (arrivals: Arrival[]) => void;
