/** A 12-lead board made of software. */
import type { SimulatedPatient, Simulation } from '../model/driver.ts';
import { playHeart } from '../model/heart-player.ts';
import { encodeAds1298 } from './encode.ts';

export function simulateAds1298(patient: SimulatedPatient, variant = '500-hz'): Simulation {
  return playHeart({ patient, encoder: encodeAds1298(Number.parseInt(variant, 10)) });
}
