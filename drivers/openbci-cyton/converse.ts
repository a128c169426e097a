/** A Cyton sends only after it was told to: "b" begins. It is told again whenever it is silent, which does it no harm. */
import { decoderOf } from '../framing/lines.ts';
import type { Asking, Variant } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';

export const begin = 0x62;

/** Longer than the radio of the dongle ever holds frames back. */
const silentMs = 1000;

export async function* converseCyton(asking: Asking, variant: Variant): AsyncGenerator<Heard, void, void> {
  const decoder = decoderOf(variant);
  while (!asking.ended) {
    const frame = await asking.nextFrame(silentMs);
    if (frame !== null) yield* decoder.hear(frame.bytes);
    else if (!asking.ended) await asking.send(Uint8Array.of(begin));
  }
  yield* decoder.end();
}
