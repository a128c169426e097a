/**
 * Frames of the OpenBCI Cyton, 33 bytes. EKG notes 2.1.
 *
 *   | A0 | counter | 8 channels of 24 bits | 6 auxiliary bytes | C0..CF |
 *
 * With a Daisy on top an instant takes two frames: the odd counter brings channels 1 to 8, the even one after it 9 to 16.
 * The marks at both ends also occur inside a frame: two frames must stand in a row before the first is believed.
 */
import { decodeFixedFrames, lostByCounter } from '../framing/fixed-frames.ts';
import { largestInt24, readInt24 } from '../framing/int24.ts';
import { type Contact, createLeadRun } from '../framing/lead-run.ts';
import type { Decoder } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';
import { leadsOfChannels, positiveElectrodes, wiredLeads } from '../model/twelve-lead-wiring.ts';

export const frameLength = 33;

/** Reference 4.5 V, gain 24. */
export const nanovoltsPerBit = 4.5e9 / 24 / (2 ** 23 - 1);

export const daisyChannels = ['Ch 9', 'Ch 10', 'Ch 11', 'Ch 12', 'Ch 13', 'Ch 14', 'Ch 15', 'Ch 16'] as const;

interface Board {
  hz: number;
  hasDaisy: boolean;
}

export const cyton: Board = { hz: 250, hasDaisy: false };
export const cytonWithDaisy: Board = { hz: 125, hasDaisy: true };

interface Instant extends Span {
  /** Counts instants, as far as its modulus goes. */
  count: number;
  channels: number[];
}

export function decodeCyton({ hz, hasDaisy }: Board): Decoder {
  const run = createLeadRun({ hz, leads: hasDaisy ? [...wiredLeads, ...daisyChannels] : wiredLeads, nanovoltsPerBit });
  const instantOf = hasDaisy ? pairFrames() : (bytes: readonly number[], span: Span) => instantIn(bytes, span);
  const [modulus, instantLength] = hasDaisy ? [128, 2 * frameLength] : [256, frameLength];
  let before: number | null = null;
  let bytesLost = 0;
  function frame(bytes: readonly number[], span: Span, bytesLostBefore: number): Heard[] {
    bytesLost += bytesLostBefore;
    const instant = instantOf(bytes, span);
    if (instant === null) return [];
    const lost = before === null ? 0 : lostByCounter(before, instant.count, modulus, bytesLost / instantLength);
    before = instant.count;
    bytesLost = 0;
    const values = [...leadsOfChannels(instant.channels.slice(0, 8)), ...instant.channels.slice(8)];
    return run.add({ ...instant, values, ...contactOf(instant.channels), lost });
  }
  return decodeFixedFrames({
    length: frameLength,
    inARow: 2,
    why: 'no frame between A0 and C0',
    isFrame: (bytes) => bytes[0] === 0xa0 && bytes[frameLength - 1]! >> 4 === 0xc,
    frame,
    gathered: run.take,
  });
}

function instantIn(bytes: readonly number[], { from, at }: Span): Instant {
  return { from, at, count: bytes[1]!, channels: Array.from({ length: 8 }, (_, channel) => readInt24(bytes, 2 + 3 * channel)) };
}

/** Half an instant is none: what had no other half shows as a jump of the count. */
function pairFrames(): (bytes: readonly number[], span: Span) => Instant | null {
  let odd: Instant | null = null;
  return (bytes, span) => {
    const half = instantIn(bytes, span);
    const first = odd;
    odd = half.count % 2 === 1 ? half : null;
    if (odd !== null || first === null || ((first.count + 1) & 0xff) !== half.count) return null;
    return { from: first.from, at: half.at, count: half.count >> 1, channels: [...first.channels, ...half.channels] };
  };
}

const nearFullScale = 0.98 * largestInt24;

/** The frame has no lead-off bits: an input that stands at its end of range has no electrode. It never says that one is well. */
function contactOf(channels: readonly number[]): { contact?: Contact } {
  const contact: Contact = {};
  for (const [channel, electrode] of positiveElectrodes.entries()) {
    if (Math.abs(channels[channel]!) >= nearFullScale) contact[electrode] = 'off';
  }
  if (contact.LA === 'off' && contact.LL === 'off') {
    // Both limb leads at once is the one electrode that they share.
    delete contact.LA;
    delete contact.LL;
    contact.RA = 'off';
  }
  return Object.keys(contact).length === 0 ? {} : { contact };
}
