/**
 * Frames of one length, back to back, known by marks that also occur by chance inside a frame. After an interruption the
 * first frame is believed only when several stand in a row; while the stream holds, each is judged by itself.
 */
import type { Decoder } from '../model/driver.ts';
import type { Heard, Noise, Span } from '../model/heard.ts';
import { createWindow } from './window.ts';

export interface FixedFrames {
  length: number;
  /** Frames that must stand in a row before the first one is believed. */
  inARow: number;
  /** What is said of bytes that are no frame. */
  why: string;
  /** Whether these bytes are a frame; `before` is the one they should follow, where that is asked. */
  isFrame(bytes: readonly number[], before: readonly number[] | null): boolean;
  /** A good frame, and how many bytes were given up since the good one before it; 0 at the first. */
  frame(bytes: readonly number[], span: Span, bytesLost: number): Heard[];
  /** What was gathered and not yet said. */
  gathered(): Heard[];
}

export function decodeFixedFrames(format: FixedFrames): Decoder {
  const { length, inARow } = format;
  const window = createWindow(format.why);
  let isLocked = false;
  let hasBegun = false;
  let bytesLost = 0;
  function stands(count: number): boolean {
    let before: readonly number[] | null = null;
    for (let index = 0; index < count; index += 1) {
      const bytes = window.slice(index * length, (index + 1) * length);
      if (!format.isFrame(bytes, before)) return false;
      before = bytes;
    }
    return true;
  }
  function lose(noise: Noise | null): Heard[] {
    if (noise === null) return [];
    if (hasBegun) bytesLost += noise.bytes;
    return [...format.gathered(), noise];
  }
  function takeFrame(): Heard[] {
    const bytes = window.slice(0, length);
    const { noise, from, at } = window.take(length);
    const heard = lose(noise);
    heard.push(...format.frame(bytes, { from, at }, bytesLost));
    bytesLost = 0;
    hasBegun = true;
    return heard;
  }
  return {
    hear(bytes) {
      window.push(bytes);
      const heard: Heard[] = [];
      while (window.length >= length * (isLocked ? 1 : inARow)) {
        if (stands(isLocked ? 1 : inARow)) {
          isLocked = true;
          heard.push(...takeFrame());
        } else {
          isLocked = false;
          window.discard();
          heard.push(...lose(window.longNoise()));
        }
      }
      return [...heard, ...format.gathered()];
    },
    end() {
      while (window.length > 0) window.discard();
      return lose(window.noise());
    },
  };
}

/**
 * Frames lost between two counters, of which only the remainder is known: the count nearest to what the bytes given up
 * in between could have held.
 */
export function lostByCounter(before: number, now: number, modulus: number, framesGivenUp: number): number {
  const least = (((now - before - 1) % modulus) + modulus) % modulus;
  const turns = Math.max(0, Math.round((framesGivenUp - least) / modulus));
  return least + turns * modulus;
}
