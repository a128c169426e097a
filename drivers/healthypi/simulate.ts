/** A HealthyPi made of software. */
import type { SimulatedPatient, Simulation } from '../model/driver.ts';
import { playHeart } from '../model/heart-player.ts';
import { encodeVersion3, encodeVersion5 } from './encode.ts';

export function simulateHealthyPi(patient: SimulatedPatient, variant = 'v3'): Simulation {
  const encoder = variant === 'v3' ? encodeVersion3() : encodeVersion5(variant === 'v5-125-hz' ? 125 : 128);
  return playHeart({ patient, encoder });
}
