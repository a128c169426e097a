/** A BITalino sends only after it was told how fast and which channel. It is told again whenever it is silent. */
import { decoderOf } from '../framing/lines.ts';
import type { Asking, Variant } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';

/** 1000 samples a second. */
export const thousandHertz = 0xc3;

/** Begins to send analog channel A1 to A6, counted from 1. */
export const begin = (channel: number) => (1 << (channel + 1)) | 0x01;

/** Between two commands the board wants a rest. */
const restMs = 100;
const silentMs = 1000;

export async function* converseBitalino(asking: Asking, variant: Variant): AsyncGenerator<Heard, void, void> {
  const decoder = decoderOf(variant);
  const channel = Number(variant.id.slice(1));
  while (!asking.ended) {
    const frame = await asking.nextFrame(silentMs);
    if (frame !== null) yield* decoder.hear(frame.bytes);
    else if (!asking.ended) {
      await asking.send(Uint8Array.of(thousandHertz));
      await asking.pause(restMs);
      await asking.send(Uint8Array.of(begin(channel)));
    }
  }
  yield* decoder.end();
}
