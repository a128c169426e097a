/** Short forms of what was heard, for tests that state values in words. */
import type { SimulatedPatient, Variant } from '../../drivers/model/driver.ts';
import type { Heard, Message } from '../../drivers/model/heard.ts';
import { bytesOfHex, bytesOfText, hearWhole, readingsOf } from '../support/replay.ts';

/** The person at the other end of simulated devices. */
export const person: SimulatedPatient = {
  id: '100234',
  pulseRate: 72,
  spo2: 98,
  perfusionIndex: 3.6,
  pressures: [
    { systolic: 124, diastolic: 78, mean: 93 },
    { systolic: 131, diastolic: 84, mean: 99 },
  ],
  temperatureCelsius: 37,
  respiratoryRate: 16,
  weightKilograms: 90.98,
  heightCentimeters: 178.7,
  seed: 3,
};

/** { spo2: 97, pulseRate: null } of the readings; the last one counts. */
export function valuesOf(heard: readonly Heard[]): Record<string, number | null> {
  return Object.fromEntries(readingsOf(heard).map(({ quantity, value }) => [quantity, value]));
}

export function statusesOf(heard: readonly Heard[]): string[] {
  return heard.flatMap((one) => (one.kind === 'status' ? [one.status] : []));
}

export function noiseOf(heard: readonly Heard[]): number {
  return heard.reduce((bytes, one) => bytes + (one.kind === 'noise' ? one.bytes : 0), 0);
}

export function messagesOf(heard: readonly Heard[]): Message[] {
  return heard.filter((one) => one.kind === 'message');
}

export function hearHex(variant: Variant, hex: string): Heard[] {
  return hearWhole(variant, bytesOfHex(hex));
}

/** Text with control characters by name, as in <CR>. */
export function hearText(variant: Variant, text: string): Heard[] {
  return hearWhole(variant, bytesOfText(text));
}
