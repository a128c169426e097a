/** What a strict chart refuses and the in-memory server alone would let pass. */
import { existsSync, readFileSync } from 'node:fs';
import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { Observation, Quantity, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { sharedFixtures } from './shared.ts';

/** The units US Core lets each vital sign and component have, and those of an EKG's measurements, by LOINC code, as UCUM. */
const unitsByCode: Readonly<Record<string, readonly string[]>> = {
  '8480-6': ['mm[Hg]'],
  '8462-4': ['mm[Hg]'],
  '8478-0': ['mm[Hg]'],
  '96608-5': ['mm[Hg]'],
  '96609-3': ['mm[Hg]'],
  '8867-4': ['/min'],
  '9279-1': ['/min'],
  '59408-5': ['%'],
  '3151-8': ['L/min'],
  '3150-0': ['%'],
  '8310-5': ['Cel', '[degF]'],
  '29463-7': ['kg', '[lb_av]', 'g'],
  '8302-2': ['cm', '[in_i]'],
  '39156-5': ['kg/m2'],
  '72514-3': ['{score}'],
  '76282-3': ['/min'],
  '8637-1': ['ms'],
  '8625-6': ['ms'],
  '8633-0': ['ms'],
  '8634-8': ['ms'],
  '8636-3': ['ms'],
  '8626-4': ['deg'],
  '8632-2': ['deg'],
  '8638-9': ['deg'],
};

const results = ['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown'];
const statusesOf: Readonly<Record<string, readonly string[]>> = {
  Observation: results,
  DiagnosticReport: [...results, 'partial', 'appended'],
  DocumentReference: ['current', 'superseded', 'entered-in-error'],
};

/** Throws OperationOutcomeError with what is wrong and where. */
export function checkRules(resource: Resource): void {
  checkNoEmptyArrays(resource, resource.resourceType);
  for (const profile of resource.meta?.profile ?? []) checkProfile(resource, profile);
  const words = statusesOf[resource.resourceType];
  const { status } = resource as { status?: string };
  if (words !== undefined && !words.includes(status ?? '')) refuse(`"${status}" is no status`, `${resource.resourceType}.status`);
  if (resource.resourceType !== 'Observation') return;
  checkValue(resource, resource, 'Observation');
  for (const [index, component] of (resource.component ?? []).entries()) checkValue(resource, component, `Observation.component[${index}]`);
}

export function refuse(words: string, expression: string): never {
  throw new OperationOutcomeError({
    resourceType: 'OperationOutcome',
    id: 'unprocessable',
    issue: [{ severity: 'error', code: 'business-rule', details: { text: words }, expression: [expression] }],
  });
}

type Valued = Pick<Observation, 'code' | 'valueQuantity'>;

function checkValue(_observation: Observation, holder: Valued, where: string): void {
  const values = Object.keys(holder).filter((name) => /^value[A-Z]/.test(name));
  if (values.length > 1) refuse(`more than one value: ${values.join(', ')}`, where);
  if (holder.valueQuantity !== undefined) checkQuantity(holder, holder.valueQuantity, `${where}.valueQuantity`);
}

function checkQuantity(holder: Valued, { value, unit, system, code }: Quantity, where: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) refuse('a quantity without its number', where);
  if (unit === undefined || code === undefined || system !== 'http://unitsofmeasure.org')
    refuse('a quantity needs unit, system and code', where);
  const allowed = (holder.code?.coding ?? []).flatMap((coding) => unitsByCode[coding.code ?? ''] ?? []);
  if (allowed.length === 0) refuse('no unit is known for this code', where);
  if (!allowed.includes(code)) refuse(`${code} is not a unit of this code; it takes ${allowed.join(' or ')}`, `${where}.code`);
}

/** FHIR forbids empty arrays, empty objects and null. */
function checkNoEmptyArrays(value: unknown, where: string): void {
  if (value === null) refuse('null is no value in FHIR', where);
  if (typeof value !== 'object') return;
  const inner = Object.entries(value);
  if (inner.length === 0) refuse('nothing may be empty in FHIR', where);
  for (const [name, each] of inner) checkNoEmptyArrays(each, `${where}.${name}`);
}

const profiles = new Map<string, StructureDefinition | null>();

/** Against the published profile, where the profiles stand beside the repository. */
function checkProfile(resource: Resource, url: string): void {
  const profile = profileOf(url);
  if (profile !== null) validateResource(resource, { profile });
}

/** The profile with its snapshot; null where the shared folder is not there. */
export function profileOf(url: string): StructureDefinition | null {
  const name = url.split('/').at(-1) ?? '';
  const kept = profiles.get(name);
  if (kept !== undefined) return kept;
  const file = `${sharedFixtures}ehr/us-core-profiles/8.0.0/${name}.json`;
  const profile = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StructureDefinition) : null;
  profiles.set(name, profile);
  return profile;
}
