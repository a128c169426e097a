/** A BITalino made of software: silent until it is told to begin, as the board is. */
import type { SimulatedPatient, Simulation } from '../model/driver.ts';
import { playHeart } from '../model/heart-player.ts';
import { whenTold } from '../model/when-told.ts';
import { begin } from './converse.ts';
import { encodeBitalino } from './encode.ts';

export function simulateBitalino(patient: SimulatedPatient, variant = 'a2'): Simulation {
  const start = begin(Number(variant.slice(1)));
  return whenTold(playHeart({ patient, encoder: encodeBitalino() }), {
    begins: (asked) => asked.includes(start),
    ends: (asked) => asked.includes(0x00) || asked.includes(0xff),
  });
}
