/**
 * 1-Wire over a UART: every bit of the wire is one character, whose echo is what the wire did. Cold-chain notes 9.
 *
 *   reset   9600 baud, F0:      echo F0 nobody, 00 short circuit, anything else somebody is there
 *   bits    115200 baud, lowest first:      1 or read FF, 0 00; an echo of FF is a 1
 */
import { createGatherer, type Gatherer } from '../framing/gather.ts';
import type { AskedLine } from '../model/logger-device.ts';

const resetBaud = 9600;
const bitBaud = 115_200;
const echoTimeoutMs = 300;

export type Presence = 'present' | 'nobody' | 'short' | 'no-echo';

export interface Wire {
  reset(): Promise<Presence>;
  write(bytes: readonly number[]): Promise<boolean>;
  /** Null where the echo did not come back whole. */
  read(count: number): Promise<Uint8Array | null>;
  readonly gatherer: Gatherer;
}

export function createWire(asking: AskedLine): Wire {
  const gatherer = createGatherer(asking);
  async function slots(characters: Uint8Array): Promise<Uint8Array | null> {
    const echo = await gatherer.ask(characters, characters.length, echoTimeoutMs);
    return echo.length === characters.length ? echo : null;
  }
  return {
    gatherer,
    async reset() {
      await asking.setBaud(resetBaud);
      const [echo] = await gatherer.ask(Uint8Array.of(0xf0), 1, echoTimeoutMs);
      await asking.setBaud(bitBaud);
      if (echo === undefined) return 'no-echo';
      return echo === 0xf0 ? 'nobody' : echo === 0 ? 'short' : 'present';
    },
    write: async (bytes) => (await slots(slotsOf(bytes))) !== null,
    async read(count) {
      const echo = await slots(new Uint8Array(8 * count).fill(0xff));
      return echo === null ? null : bytesOf(echo);
    },
  };
}

/** One character for each bit. */
export function slotsOf(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 8 * bytes.length }, (_, bit) => ((bytes[bit >> 3]! >> (bit & 7)) & 1 ? 0xff : 0x00));
}

export function bytesOf(echo: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: echo.length >> 3 }, (_, index) => {
    let byte = 0;
    for (let bit = 0; bit < 8; bit += 1) if (echo[8 * index + bit] === 0xff) byte |= 1 << bit;
    return byte;
  });
}
