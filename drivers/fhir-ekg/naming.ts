/** What the resources of one EKG have in common. Pure: who it is, when, and under which identifiers is handed in. */
import type { TracingDevice } from '../model/tracing.ts';

export type Resource = Record<string, unknown>;

/** What a chart needs to know besides the record itself. */
export interface Naming {
  identifierSystem: string;
  /** Put before each resource's own ending: "station:ULID". */
  identifier: string;
  /** "Patient/123", or a reference within a bundle. */
  subject: string;
  /** Where the resources of one record refer to each other: by kind of resource, e.g. "qtc" to "Observation/45". null: it is not there. */
  reference: (kind: string) => string | null;
  when: When;
  issued: string | null;
  /** The person who took or signed it, by name. */
  performer: string | null;
  device: TracingDevice | null;
  /** The workstation that forwards it, by name. */
  gateway: string | null;
}

/** A date, or a time with its offset: FHIR knows no time of day without one. Where nobody knows it, the latest it can have been. */
export interface When {
  at: string | null;
  notAfter: string | null;
}

export type Status = 'preliminary' | 'final' | 'amended' | 'entered-in-error';

export const loinc = (code: string, display: string) => ({ system: 'http://loinc.org', code, display });
export const mdc = (code: number, display: string) => ({ system: 'urn:iso:std:iso:11073:10101', code: String(code), display });

export const study = { coding: [loinc('11524-6', 'EKG study')], text: '12-lead EKG' };
export const procedure = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'procedure', display: 'Procedure' }] },
];
export const profile = (name: string) => ({ profile: [`http://hl7.org/fhir/us/core/StructureDefinition/${name}`] });

export function identifierOf(kind: string, { identifierSystem, identifier }: Naming): Resource {
  return { identifier: [{ system: identifierSystem, value: `${identifier}:${kind}` }] };
}

export function effectiveOf({ at, notAfter }: When): Resource {
  if (at !== null) return { effectiveDateTime: at };
  return notAfter === null ? {} : { effectivePeriod: { end: notAfter } };
}

/** The recorder, inside the resource: few servers take Device resources. EHR notes 2.7. */
export function deviceOf({ device, gateway }: Naming): Resource {
  const { manufacturer = null, model = null, serial = null, software = null } = device ?? {};
  const isKnown = [manufacturer, model, serial, software].some((part) => part !== null);
  const contained = {
    resourceType: 'Device',
    id: 'device',
    ...(manufacturer === null ? {} : { manufacturer }),
    ...(serial === null ? {} : { serialNumber: serial }),
    deviceName: [{ name: [manufacturer, model].filter((part) => part !== null).join(' ') || 'EKG recorder', type: 'user-friendly-name' }],
    ...(model === null ? {} : { modelNumber: model }),
    ...(software === null ? {} : { version: [{ value: software }] }),
  };
  const forwarded = {
    url: 'http://hl7.org/fhir/StructureDefinition/observation-gatewayDevice',
    valueReference: { display: gateway },
  };
  return {
    ...(isKnown ? { contained: [contained], device: { reference: '#device' } } : {}),
    ...(gateway === null ? {} : { extension: [forwarded] }),
  };
}
