/** The other way: from samples to the bytes of a device. For simulated devices and for playing a stored tracing as a live one. */
import type { Electrode } from './leads.ts';

export interface LeadEncoder {
  /** Instants a second. */
  readonly hz: number;
  /** What each value of an instant is, in this order. */
  readonly leads: readonly string[];
  readonly nanovoltsPerBit: number;
  /**
   * One instant: one integer for each lead, null where there is no sample, and the electrodes without contact.
   * Gives no bytes while a packet of several instants is not yet full.
   */
  encode(values: readonly (number | null)[], off: ReadonlySet<Electrode>): Uint8Array;
  /** An instant that never reaches the line: the device's counter goes on. */
  lose(): void;
}
