/**
 * Words of an ADS1298, 27 bytes, back to back: 24 bits of status, then eight channels of 24 bits. EKG notes 2.2.
 *
 *   | 1100 pppp | pppp nnnn | nnnn gggg | ch1 | ch2 | ... | ch8 |
 *
 * p and n: lead-off at the positive and negative input of channels 8 to 1, 1 is off; g: general inputs. There is no check
 * sum and no counter: four fixed bits must hold in eight words in a row before the first is believed.
 */
import { decodeFixedFrames } from '../framing/fixed-frames.ts';
import { readInt24 } from '../framing/int24.ts';
import { type Contact, createLeadRun } from '../framing/lead-run.ts';
import type { Decoder } from '../model/driver.ts';
import { leadsOfChannels, positiveElectrodes, wiredLeads } from '../model/twelve-lead-wiring.ts';

export const wordLength = 27;

/** Reference 2.4 V, gain 6. */
export const nanovoltsPerBit = 2.4e9 / 6 / (2 ** 23 - 1);

/** Channels 2 and 3, counted from 0: I and II, whose negative inputs are both RA. */
const limbs = 0b0000_0110;

export function decodeAds1298(hz: number): Decoder {
  const run = createLeadRun({ hz, leads: wiredLeads, nanovoltsPerBit });
  return decodeFixedFrames({
    length: wordLength,
    inARow: 8,
    why: 'not a word that begins with 1100',
    isFrame: (bytes) => bytes[0]! >> 4 === 0b1100,
    frame: (bytes, span, bytesLost) =>
      run.add({
        ...span,
        values: leadsOfChannels(positiveElectrodes.map((_, channel) => readInt24(bytes, 3 + 3 * channel))),
        contact: contactOf(bytes),
        // The words carry no counter: what was given up is all that can be known of a gap.
        lost: bytesLost === 0 ? 0 : Math.max(1, Math.round(bytesLost / wordLength)),
      }),
    gathered: run.take,
  });
}

function contactOf([first = 0, second = 0, third = 0]: readonly number[]): Contact {
  const positive = ((first & 0x0f) << 4) | (second >> 4);
  const negative = ((second & 0x0f) << 4) | (third >> 4);
  const contact: Contact = { RA: (negative & limbs) === limbs ? 'off' : 'good' };
  for (const [channel, electrode] of positiveElectrodes.entries()) contact[electrode] = (positive >> channel) & 1 ? 'off' : 'good';
  return contact;
}
