/** A line to a simulated device, with time that passes only when somebody waits. */
import { createLineCutter } from '../../drivers/framing/lines.ts';
import type { Asking, Frame, Simulation, Variant } from '../../drivers/model/driver.ts';

export interface Scripted extends Asking {
  /** All that was sent to the device, in order. */
  readonly sent: readonly Uint8Array[];
  readonly features: readonly Uint8Array[];
  readonly nowMs: number;
  end(): void;
}

/** Ends by itself after `untilMs` of that time. `meanwhile` is called when time has passed, to press the device's buttons. */
export function scriptedAsking(
  simulation: Simulation,
  variant: Variant,
  untilMs: number,
  meanwhile: (nowMs: number) => void = () => {},
): Scripted {
  const sent: Uint8Array[] = [];
  const features: Uint8Array[] = [];
  const coming: { atMs: number; frame: Frame }[] = [];
  const cutter = variant.frames === 'lines' ? createLineCutter(variant.delimiter) : null;
  let nowMs = 0;
  let offset = 0;
  let hasEnded = false;
  function passTo(atMs: number): void {
    nowMs = Math.max(nowMs, atMs);
    meanwhile(nowMs);
    if (nowMs >= untilMs) hasEnded = true;
  }
  function arrive(atMs: number, bytes: Uint8Array): void {
    if (cutter === null) coming.push({ atMs, frame: { from: offset, at: offset + bytes.length, bytes } });
    for (const cut of cutter?.cut(bytes) ?? []) {
      if ('line' in cut)
        coming.push({ atMs, frame: { ...cut.line.span, bytes: bytes.subarray(cut.line.span.from - offset, cut.line.span.at - offset) } });
    }
    offset += bytes.length;
  }
  return {
    sent,
    features,
    get nowMs() {
      return nowMs;
    },
    get ended() {
      return hasEnded;
    },
    end: () => {
      hasEnded = true;
    },
    async send(bytes) {
      sent.push(bytes);
      for (const one of simulation.answer(bytes, nowMs)) arrive(one.atMs, one.bytes);
    },
    async sendFeature(bytes) {
      features.push(bytes);
    },
    async nextFrame(timeoutMs) {
      const next = coming[0];
      if (next === undefined || next.atMs > nowMs + timeoutMs) {
        passTo(nowMs + timeoutMs);
        return null;
      }
      coming.shift();
      passTo(next.atMs);
      return next.frame;
    },
    async pause(ms) {
      passTo(nowMs + ms);
    },
  };
}
