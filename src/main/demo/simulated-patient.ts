/** The made-up person on the other end of the demo's devices. */
import type { SimulatedPatient } from '../../../drivers/model/driver.ts';

let opened = 0;

/** A new seed for every opening, so that no two simulated devices say the same things. */
export function simulatedPatient(): SimulatedPatient {
  opened += 1;
  return {
    id: null,
    pulseRate: 78,
    spo2: 97,
    perfusionIndex: 3.1,
    pressures: [
      { systolic: 168, diastolic: 96, mean: 120 },
      { systolic: 162, diastolic: 92, mean: 115 },
      { systolic: 164, diastolic: 92, mean: 116 },
      { systolic: 138, diastolic: 84, mean: 102 },
      { systolic: 134, diastolic: 82, mean: 99 },
    ],
    temperatureCelsius: 36.9,
    respiratoryRate: 16,
    weightKilograms: 84.2,
    heightCentimeters: 168,
    seed: opened,
  };
}
