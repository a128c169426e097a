/** A simulated device that is silent until it is told to begin, and again once it is told to stop. */
import type { Sent, Simulation } from './driver.ts';

export interface Told {
  begins(asked: Uint8Array): boolean;
  ends(asked: Uint8Array): boolean;
}

export function whenTold(played: Simulation, { begins, ends }: Told): Simulation {
  let isOn = false;
  /** What the played one's own clock is behind the device's. */
  let startedAt = 0;
  let playedMs = 0;
  function start(atMs: number): void {
    if (!isOn) startedAt = atMs - playedMs;
    isOn = true;
  }
  return {
    controls: [{ id: 'start', label: 'Begin to send' }, ...played.controls],
    next(): Sent | null {
      const sent = isOn ? played.next() : null;
      if (sent === null) return null;
      playedMs = sent.atMs;
      return { atMs: startedAt + sent.atMs, bytes: sent.bytes };
    },
    answer(asked, atMs) {
      if (begins(asked)) start(atMs);
      else if (ends(asked)) isOn = false;
      return [];
    },
    press(control, atMs) {
      if (control === 'start') start(atMs);
      return played.press(control, atMs - startedAt);
    },
  };
}
