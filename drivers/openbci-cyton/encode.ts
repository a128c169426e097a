/** Samples to frames of a Cyton, as decode.ts reads them. */
import { int24Bytes } from '../framing/int24.ts';
import type { LeadEncoder } from '../model/lead-encoder.ts';
import type { Electrode } from '../model/leads.ts';
import { channelsOfLeads, positiveElectrodes, wiredLeads } from '../model/twelve-lead-wiring.ts';
import { cyton, cytonWithDaisy, nanovoltsPerBit } from './decode.ts';

export function encodeCyton(hasDaisy = false): LeadEncoder {
  let counter = hasDaisy ? 1 : 0;
  const frames = hasDaisy ? 2 : 1;
  function frame(channels: readonly (number | null)[]): number[] {
    const bytes = [0xa0, counter, ...channels.flatMap(int24Bytes), 0, 0, 0, 0, 0, 0, 0xc0];
    counter = (counter + 1) & 0xff;
    return bytes;
  }
  return {
    hz: (hasDaisy ? cytonWithDaisy : cyton).hz,
    leads: wiredLeads,
    nanovoltsPerBit,
    encode(values, off) {
      const board = frame(railed(channelsOfLeads(values), off));
      return Uint8Array.from(hasDaisy ? [...board, ...frame(Array<number>(8).fill(0))] : board);
    },
    lose() {
      counter = (counter + frames) & 0xff;
    },
  };
}

/** An open input drifts to its end of range. Without RA both limb channels do. */
function railed(channels: readonly (number | null)[], off: ReadonlySet<Electrode>): (number | null)[] {
  return channels.map((value, channel) => {
    const electrode = positiveElectrodes[channel]!;
    const isLimb = electrode === 'LA' || electrode === 'LL';
    return off.has(electrode) || (isLimb && off.has('RA')) ? null : value;
  });
}
