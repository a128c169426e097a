/**
 * Data formats 1 and 8: a few bytes a second, no check sum; only the first byte of a frame has its top bit set.
 *
 *   format 1   | 1 dis oot lpf mpf art p8 p7 | 0 p6..p0 | 0 s6..s0 |
 *   format 8   | 1 dis oot lpf mpf art p8 p7 | 0 p6..p0 | 0 s6..s0 | 0 . spt . alm . . bat |
 *
 * Format 8 carries the display values, which stand for 10 s after the finger has left: with the sensor alarm set
 * there is no value.
 */
import { createWindow } from '../framing/window.ts';
import type { Decoder } from '../model/driver.ts';
import type { Heard, Mark, Span } from '../model/heard.ts';
import { createStateTeller, pulseOf, saturationOf, sayOximetry } from './values.ts';

interface ShortFormat {
  length: 3 | 4;
  /** Accept a frame only when the next one's first byte follows: how a format nobody named is told from its neighbor. */
  lookAhead: boolean;
}

export function decodeShortFrames({ length, lookAhead }: ShortFormat): Decoder {
  const window = createWindow('not a frame of this format');
  const tell = createStateTeller();
  let set = 0;
  function readAll(isEnd: boolean): Heard[] {
    const heard: Heard[] = [];
    const needed = lookAhead && !isEnd ? length + 1 : length;
    while (window.length >= needed) {
      if (!isFrame(length, window.slice(0, length)) || (window.length > length && lookAhead && window.at(length) < 0x80)) {
        window.discard();
        const long = window.longNoise();
        if (long !== null) heard.push(long);
        continue;
      }
      const bytes = window.slice(0, length);
      const { noise, from, at } = window.take(length);
      if (noise !== null) heard.push(noise);
      heard.push(...readFrame(bytes, { from, at }));
    }
    return heard;
  }
  function readFrame(bytes: readonly number[], span: Span): Heard[] {
    const [status = 0, low = 0, saturation = 0, second = 0] = bytes;
    const isOff = length === 4 && (second & 0x08) !== 0;
    const isDisconnected = (status & 0x40) !== 0;
    const none = isOff || isDisconnected;
    set += 1;
    return [
      ...tell(isDisconnected ? 'sensor-disconnected' : isOff ? 'sensor-off' : second & 0x01 ? 'low-battery' : 'ready', span),
      ...sayOximetry(
        {
          pulse: none ? null : pulseOf(status, low),
          saturation: none ? null : saturationOf(saturation),
          how: 'continuous',
          marks: none ? [] : marksOf(status),
          ...(second & 0x20 ? { note: { smartPoint: true as const } } : {}),
        },
        set,
        span,
      ),
    ];
  }
  return {
    hear(bytes) {
      window.push(bytes);
      return readAll(false);
    },
    end() {
      const heard = readAll(true);
      while (window.length > 0) window.discard();
      const noise = window.noise();
      return noise === null ? heard : [...heard, noise];
    },
  };
}

function isFrame(length: number, bytes: readonly number[]): boolean {
  return bytes.length === length && bytes[0]! >= 0x80 && bytes.slice(1).every((byte) => byte < 0x80);
}

function marksOf(status: number): Mark[] {
  const marks: Mark[] = [];
  if (status & 0x20) marks.push('out-of-track');
  if (status & 0x10) marks.push('low-perfusion');
  if (status & 0x08) marks.push('marginal-perfusion');
  if (status & 0x04) marks.push('artifact');
  return marks;
}
