/** A Cyton made of software: silent until it is told to begin, as the board is. */
import type { SimulatedPatient, Simulation } from '../model/driver.ts';
import { playHeart } from '../model/heart-player.ts';
import { whenTold } from '../model/when-told.ts';
import { begin } from './converse.ts';
import { encodeCyton } from './encode.ts';

const stop = 0x73;

export function simulateCyton(patient: SimulatedPatient, variant = 'cyton'): Simulation {
  return whenTold(playHeart({ patient, encoder: encodeCyton(variant === 'daisy') }), {
    begins: (asked) => asked.includes(begin),
    ends: (asked) => asked.includes(stop),
  });
}
