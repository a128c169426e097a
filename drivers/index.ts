/** The catalogue: one import and one line per device family. */
import { ads1298 } from './ads1298/driver.ts';
import { bitalino } from './bitalino/driver.ts';
import { escapeScale } from './escape-scale/driver.ts';
import { geDinamap } from './ge-dinamap/driver.ts';
import { healthyPi } from './healthypi/driver.ts';
import { hl7Oru } from './hl7-oru/driver.ts';
import { masimo } from './masimo/driver.ts';
import type { Driver } from './model/driver.ts';
import { nonin } from './nonin/driver.ts';
import { omronHem } from './omron-hem/driver.ts';
import { openbciCyton } from './openbci-cyton/driver.ts';

export const drivers: readonly Driver[] = [
  geDinamap,
  nonin,
  masimo,
  escapeScale,
  omronHem,
  hl7Oru,
  ads1298,
  openbciCyton,
  healthyPi,
  bitalino,
];

export function driverById(id: string): Driver | undefined {
  return drivers.find((driver) => driver.id === id);
}
