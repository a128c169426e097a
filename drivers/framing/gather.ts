/** Answers of a known length out of a line that brings bytes in pieces, and every byte of them kept. */
import type { Asking } from '../model/driver.ts';

export interface Gatherer {
  /** Passes over what waits on the line, sends, and gives the next `length` bytes; fewer when they did not come in time. */
  ask(question: Uint8Array, length: number, timeoutMs: number): Promise<Uint8Array>;
  /** More of the same answer. */
  more(length: number, timeoutMs: number): Promise<Uint8Array>;
  /** Whatever comes until the line is quiet for so long, at most `longest` bytes. */
  untilQuiet(quietMs: number, longest: number): Promise<Uint8Array>;
  /** Stream offsets of the bytes given last. */
  readonly span: { from: number; at: number };
}

/** Pieces that can wait on the line at most: a device that never stops talking must not hold the conversation up. */
const mostWaiting = 256;

export function createGatherer(asking: Asking): Gatherer {
  let pending: number[] = [];
  let at = 0;
  let span = { from: 0, at: 0 };
  async function take(length: number, timeoutMs: number): Promise<Uint8Array> {
    while (pending.length < length && !asking.ended) {
      const frame = await asking.nextFrame(timeoutMs);
      if (frame === null) break;
      for (const byte of frame.bytes) pending.push(byte);
      at = frame.at;
    }
    const taken = Uint8Array.from(pending.slice(0, length));
    pending = pending.slice(length);
    const end = at - pending.length;
    span = { from: end - taken.length, at: end };
    return taken;
  }
  return {
    async ask(question, length, timeoutMs) {
      pending = [];
      for (let passed = 0; passed < mostWaiting && !asking.ended; passed += 1) {
        const waiting = await asking.nextFrame(0);
        if (waiting === null) break;
        at = waiting.at;
      }
      await asking.send(question);
      return take(length, timeoutMs);
    },
    more: take,
    async untilQuiet(quietMs, longest) {
      const gathered: number[] = [];
      while (gathered.length < longest) {
        const next = await take(1, quietMs);
        if (next.length === 0) break;
        gathered.push(next[0]!, ...pending.splice(0, longest - gathered.length - 1));
      }
      const end = at - pending.length;
      span = { from: end - gathered.length, at: end };
      return Uint8Array.from(gathered);
    },
    get span() {
      return span;
    },
  };
}

/** Parts one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
