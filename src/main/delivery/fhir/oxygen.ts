/** What a patient breathed while the saturation was measured. Room air is said by saying nothing. EHR notes 2.3. Pure. */
import type { Measurement, Qualifiers } from '../../../preload/contract.ts';
import { oxygenWords } from './codes.ts';
import type { Resource } from './observation.ts';

type Oxygen = NonNullable<Qualifiers['oxygen']>;

/** Flow and concentration, as far as they were given. Oxygen of which no number is known must not read as room air. */
export function oxygenParts({ litersPerMinute, percent }: Oxygen): Resource[] {
  const flow = { code: coded('3151-8', 'Inhaled oxygen flow rate') };
  if (litersPerMinute === null && percent === null) return [{ ...flow, dataAbsentReason: { coding: [unknown] } }];
  return [
    ...(litersPerMinute === null ? [] : [{ ...flow, valueQuantity: quantity(litersPerMinute, 'L/min') }]),
    ...(percent === null ? [] : [{ code: coded('3150-0', 'Inhaled oxygen concentration'), valueQuantity: quantity(percent, '%') }]),
  ];
}

/** No code says by what it was given. */
export function oxygenNote(measurement: Measurement): string | null {
  const oxygen = givenOxygen(measurement);
  return oxygen === null ? null : `Oxygen: ${oxygenWords[oxygen.delivery]}`;
}

/** null on room air, and where nothing was said. */
export function givenOxygen({ qualifiers: { oxygen } }: Measurement): Oxygen | null {
  return oxygen === undefined || oxygen.delivery === 'room-air' ? null : oxygen;
}

const unknown = { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' };

function coded(code: string, display: string): Resource {
  return { coding: [{ system: 'http://loinc.org', code, display }] };
}

function quantity(value: number, unit: string): Resource {
  return { value, unit, system: 'http://unitsofmeasure.org', code: unit };
}
