/** A Cyton made of software: silent until it is told to begin, as the board is. */
import type { Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { playHeart } from '../model/heart-player.ts';
import { begin } from './converse.ts';
import { encodeCyton } from './encode.ts';

const stop = 0x73;

export function simulateCyton(patient: SimulatedPatient, variant = 'cyton'): Simulation {
  const heart = playHeart({ patient, encoder: encodeCyton(variant === 'daisy') });
  let isOn = false;
  /** What the heart's own clock is behind the device's. */
  let startedAt = 0;
  let played = 0;
  function start(atMs: number): void {
    if (!isOn) startedAt = atMs - played;
    isOn = true;
  }
  function next(): Sent | null {
    if (!isOn) return null;
    const sent = heart.next();
    if (sent === null) return null;
    played = sent.atMs;
    return { atMs: startedAt + sent.atMs, bytes: sent.bytes };
  }
  return {
    controls: [{ id: 'start', label: 'Begin to send' }, ...heart.controls],
    next,
    answer(asked, atMs) {
      if (asked.includes(begin)) start(atMs);
      else if (asked.includes(stop)) isOn = false;
      return [];
    },
    press(control, atMs) {
      if (control === 'start') start(atMs);
      return heart.press(control, atMs - startedAt);
    },
  };
}
