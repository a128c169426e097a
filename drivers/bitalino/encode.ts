/** Samples to frames of a BITalino, as decode.ts reads them. */
import type { LeadEncoder } from '../model/lead-encoder.ts';
import { crc4, hz, middle, nanovoltsPerBit } from './decode.ts';

export function encodeBitalino(): LeadEncoder {
  let counter = 0;
  return {
    hz,
    leads: ['ECG'],
    nanovoltsPerBit,
    encode([value = null], off) {
      // An open input drifts to its end of range; nothing else tells of it.
      const isOpen = value === null || off.has('RA') || off.has('LA');
      const held = isOpen ? 1023 : Math.max(0, Math.min(1023, value + middle));
      const bytes = [(held & 0x3f) << 2, held >> 6, counter << 4];
      counter = (counter + 1) & 0x0f;
      return Uint8Array.from([bytes[0]!, bytes[1]!, bytes[2]! | crc4(bytes)]);
    },
    lose() {
      counter = (counter + 1) & 0x0f;
    },
  };
}
