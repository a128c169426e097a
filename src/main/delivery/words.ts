/** Short names of values for a row of the outbox. */
import type { SheetKey } from '../../preload/contract.ts';

export const contentWords: Readonly<Record<SheetKey, string>> = {
  bloodPressure: 'BP',
  pulseRate: 'pulse',
  spo2: 'SpO₂',
  temperature: 'temp',
  respiratoryRate: 'resp',
  weight: 'weight',
  height: 'height',
  bodyMassIndex: 'BMI',
  painScore: 'pain',
};
