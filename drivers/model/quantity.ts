/**
 * What a measurement is: for every quantity the one unit used inside Isoline, its codes,
 * its display precision, and the window outside which a number cannot be a measurement.
 * Windows: vitals protocol notes, rules that hold for every driver, rule 9.
 */

export type Quantity =
  | 'heartRate'
  | 'pulseRate'
  | 'spo2'
  | 'perfusionIndex'
  | 'systolic'
  | 'diastolic'
  | 'meanArterialPressure'
  | 'temperature'
  | 'respiratoryRate'
  | 'weight'
  | 'height'
  | 'bodyMassIndex'
  | 'painScore';

/**
 * What is measured in a refrigerator or freezer. Not a `Quantity`, so that nothing which takes a patient's measurement takes these:
 * a storage temperature never becomes a body temperature.
 */
export type StorageQuantity = 'storageTemperature' | 'storageHumidity';

/** A waveform signal. Its samples are integers whose meaning the signal fixes; those of the EKG say what a step is worth. */
export type Signal = 'pleth' | 'ekg';

/** UCUM codes that Isoline reads, shows and sends. Nothing else is a unit here. */
export type Unit =
  | '/min'
  | '%'
  | 'mm[Hg]'
  | 'kPa'
  | 'Cel'
  | '[degF]'
  | 'kg'
  | 'g'
  | '[lb_av]'
  | 'cm'
  | 'm'
  | '[in_i]'
  | 'kg/m2'
  | '{score}';

export interface QuantityFacts {
  /** The words on a tile. */
  label: string;
  /** The one unit a value of this quantity has inside Isoline. */
  unit: Unit;
  loinc: string;
  /** Digits after the point when shown in `unit`. */
  precision: number;
  /** Smallest and largest number, in `unit`, that can be a measurement at all. */
  measurable: readonly [number, number];
}

export const quantities: Readonly<Record<Quantity, QuantityFacts>> = {
  heartRate: { label: 'Heart rate', unit: '/min', loinc: '8867-4', precision: 0, measurable: [18, 321] },
  pulseRate: { label: 'Pulse', unit: '/min', loinc: '8867-4', precision: 0, measurable: [18, 321] },
  spo2: { label: 'SpO₂', unit: '%', loinc: '59408-5', precision: 0, measurable: [1, 100] },
  perfusionIndex: { label: 'Perfusion index', unit: '%', loinc: '61006-3', precision: 2, measurable: [0.01, 25] },
  systolic: { label: 'Systolic', unit: 'mm[Hg]', loinc: '8480-6', precision: 0, measurable: [20, 300] },
  diastolic: { label: 'Diastolic', unit: 'mm[Hg]', loinc: '8462-4', precision: 0, measurable: [20, 300] },
  meanArterialPressure: { label: 'MAP', unit: 'mm[Hg]', loinc: '8478-0', precision: 0, measurable: [20, 300] },
  temperature: { label: 'Temperature', unit: 'Cel', loinc: '8310-5', precision: 1, measurable: [25, 45] },
  respiratoryRate: { label: 'Respiration', unit: '/min', loinc: '9279-1', precision: 0, measurable: [1, 120] },
  weight: { label: 'Weight', unit: 'kg', loinc: '29463-7', precision: 1, measurable: [0.2, 500] },
  height: { label: 'Height', unit: 'cm', loinc: '8302-2', precision: 1, measurable: [20, 250] },
  bodyMassIndex: { label: 'BMI', unit: 'kg/m2', loinc: '39156-5', precision: 1, measurable: [5, 200] },
  painScore: { label: 'Pain', unit: '{score}', loinc: '72514-3', precision: 0, measurable: [0, 10] },
};

export const storageQuantities: Readonly<Record<StorageQuantity, Omit<QuantityFacts, 'loinc'>>> = {
  storageTemperature: { label: 'Storage temperature', unit: 'Cel', precision: 1, measurable: [-110, 80] },
  storageHumidity: { label: 'Relative humidity', unit: '%', precision: 1, measurable: [0, 100] },
};

/** Whether a number, in the quantity's own unit, can come from a storage unit at all. */
export function isStorable(quantity: StorageQuantity, value: number): boolean {
  const [lowest, highest] = storageQuantities[quantity].measurable;
  return Number.isFinite(value) && value >= lowest && value <= highest;
}

/** Whether a number, in the quantity's own unit, can be a measurement at all. */
export function isMeasurable(quantity: Quantity, value: number): boolean {
  const [lowest, highest] = quantities[quantity].measurable;
  return Number.isFinite(value) && value >= lowest && value <= highest;
}

/** Whether three cuff pressures can belong together: diastolic < mean < systolic. An absent mean is not held against them. */
export function isPlausiblePressure(systolic: number, diastolic: number, mean: number | null): boolean {
  return diastolic < systolic && (mean === null || (diastolic < mean && mean < systolic));
}
