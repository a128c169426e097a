/** A FHIR R4 server on loopback that validates what it is given, refuses like a chart, and fails when it is told to. */
import type { AddressInfo } from 'node:net';
import { FhirRouter } from '@medplum/fhir-router';
import type { Bundle, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { base, type State } from './fhir-server-answers.ts';
import { createFaults, type Fault, type Faults, type SeenRequest } from './fhir-server-faults.ts';
import { closeServer, listen, ownAsking } from './fhir-server-listen.ts';
import { indexDefinitions, patientOf, type ServedPatient, ValidatingRepository } from './fhir-server-repository.ts';

export type { ServedPatient } from './fhir-server-repository.ts';

export interface FhirServerOptions {
  patients: readonly ServedPatient[];
  faults?: readonly Fault[];
  /** 0, the default, takes any free port. */
  port?: number;
}

export interface FhirServer {
  baseUrl: string;
  port: number;
  faults: Faults;
  /** Everything it was asked since it started, by the station only. */
  requests: SeenRequest[];
  addPatient(patient: ServedPatient): Promise<string>;
  /** What the chart holds, read back over HTTP. */
  observations(): Promise<Observation[]>;
  /** Any resources, read back over HTTP. */
  read(type: string): Promise<Resource[]>;
  /** Changes a stored resource behind the station's back. */
  changeBehind(id: string, change: Partial<Observation> | Partial<Patient>, type?: 'Observation' | 'Patient'): Promise<void>;
  /** Stops listening and breaks every connection; what is stored stays until `reopen`. */
  close(): Promise<void>;
  /** Listens again on the same port with what was stored. */
  reopen(): Promise<void>;
}

export async function startFhirServer({ patients, faults = [], port = 0 }: FhirServerOptions): Promise<FhirServer> {
  indexDefinitions();
  const state: State = { repository: new ValidatingRepository(), router: new FhirRouter(), faults: createFaults(), requests: [] };
  for (const fault of faults) state.faults.add(fault);
  const addPatient = async (patient: ServedPatient) => (await state.repository.createResource(patientOf(patient))).id;
  for (const patient of patients) await addPatient(patient);
  let server = await listen(state, port);
  const boundTo = (server.address() as AddressInfo).port;
  const baseUrl = `http://127.0.0.1:${boundTo}${base}`;
  return {
    baseUrl,
    port: boundTo,
    faults: state.faults,
    requests: state.requests,
    addPatient,
    observations: async () => (await readAll(baseUrl, 'Observation')) as Observation[],
    read: (type) => readAll(baseUrl, type),
    async changeBehind(id, change, type = 'Observation') {
      const kept = await state.repository.readResource<Observation>(type, id);
      await state.repository.updateResource({ ...kept, ...change } as Resource);
    },
    close: () => closeServer(server),
    async reopen() {
      server = await listen(state, boundTo);
    },
  };
}

async function readAll(baseUrl: string, type: string): Promise<Resource[]> {
  const response = await fetch(`${baseUrl}/${type}?_count=1000`, { headers: { [ownAsking]: 'yes' } });
  if (response.status !== 200) throw new Error(`reading ${type} back: status ${response.status} ${await response.text()}`);
  const bundle = (await response.json()) as Bundle;
  return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
}
