/** Drivers of a few lines, for what every link must do whatever hangs on it. */

import type { Driver, SerialLine, Simulation } from '../../drivers/model/driver.ts';
import { byteDecoder } from './tiny-decoder.ts';

export const tinyLine: SerialLine = { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };

const silent: Simulation = { next: () => null, answer: () => [], press: () => [], controls: [] };

/** Frames of two bytes: A5 and a saturation. Everything else is noise. */
export function streaming(id: string, mark = 0xa5, change: Partial<Driver> = {}): Driver {
  return {
    id,
    label: `Streaming ${id}`,
    shortLabel: id,
    device: 'oximeter',
    grade: 'B',
    source: 'made up',
    match: [{ usb: '0403:6001', strength: 'weak' }],
    variants: [{ id: 'only', label: 'Only', line: tinyLine, gives: ['spo2'], frames: 'bytes', listen: () => byteDecoder(mark) }],
    silentAfterMs: 3000,
    whenSilent: 'Menu, Output, On.',
    simulate: () => silent,
    ...change,
  };
}

/** A scale: speaks only when used. */
export const spot: Driver = streaming('tiny-scale', 0xa5, { device: 'scale', silentAfterMs: 0 });

/** Must be asked "?" and answers with the same two bytes. */
export const polled: Driver = streaming('tiny-polled', 0xa5, {
  async *converse(asking) {
    const decoder = byteDecoder(0xa5);
    while (!asking.ended) {
      await asking.send(Uint8Array.of(0x3f));
      const frame = await asking.nextFrame(1000);
      if (frame !== null) yield* decoder.hear(frame.bytes);
      await asking.pause(200);
    }
  },
});
