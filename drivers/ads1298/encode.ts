/** Samples to words of an ADS1298, as decode.ts reads them. */
import { int24Bytes } from '../framing/int24.ts';
import type { LeadEncoder } from '../model/lead-encoder.ts';
import { channelsOfLeads, positiveElectrodes, wiredLeads } from '../model/twelve-lead-wiring.ts';
import { nanovoltsPerBit } from './decode.ts';

export function encodeAds1298(hz: number): LeadEncoder {
  return {
    hz,
    leads: wiredLeads,
    nanovoltsPerBit,
    encode(values, off) {
      const positive = positiveElectrodes.reduce((bits, electrode, channel) => bits | (off.has(electrode) ? 1 << channel : 0), 0);
      const negative = off.has('RA') ? 0b0000_0110 : 0;
      const status = [0b1100_0000 | (positive >> 4), ((positive & 0x0f) << 4) | (negative >> 4), (negative & 0x0f) << 4];
      return Uint8Array.from([...status, ...channelsOfLeads(values).flatMap(int24Bytes)]);
    },
    lose: () => undefined,
  };
}
