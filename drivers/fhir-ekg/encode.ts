/**
 * An EKG as FHIR R4 resources: the waveform as SampledData, each measurement as an Observation, a DiagnosticReport over them, and
 * the page as a DocumentReference. Pure: who it is, when, and under which identifiers is handed in. EHR notes 2.10, EKG notes 1.12.
 */
import { toBase64 } from '../framing/base64.ts';
import { type Lead, type Measurements, noSample, type QtcFormula, type StandardLead, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing } from '../model/tracing-format.ts';

export type Resource = Record<string, unknown>;

/** What a chart needs to know besides the record itself. */
export interface Naming {
  identifierSystem: string;
  /** Put before each resource's own ending: "station:ULID". */
  identifier: string;
  /** "Patient/123", or a reference within a bundle. */
  subject: string;
  /** Where the resources of one record refer to each other: by kind of resource, e.g. "qtc" to "Observation/45". */
  reference: (kind: string) => string;
  /** ISO 8601 with an offset; null where nobody knows. */
  effective: string | null;
  issued: string | null;
  performer: string | null;
  /** Until a clinician has signed the measurements they are preliminary. */
  status: 'preliminary' | 'final';
  /** Behind the numbers, e.g. "Computed by Isoline, unconfirmed." */
  note: string;
}

const loinc = (code: string, display: string) => ({ system: 'http://loinc.org', code, display });
const mdcSystem = 'urn:iso:std:iso:11073:10101';
const study = { coding: [loinc('11524-6', 'EKG study')], text: '12-lead EKG' };
const procedure = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'procedure', display: 'Procedure' }] },
];

const leadCodes: Readonly<Record<StandardLead, number>> = {
  I: 131329,
  II: 131330,
  III: 131389,
  aVR: 131390,
  aVL: 131391,
  aVF: 131392,
  V1: 131331,
  V2: 131332,
  V3: 131333,
  V4: 131334,
  V5: 131335,
  V6: 131336,
};

interface Measure {
  kind: string;
  of: keyof Measurements;
  codings: readonly { system: string; code: string; display: string }[];
  unit: '/min' | 'ms' | 'deg';
}

const mdc = (code: string, display: string) => ({ system: mdcSystem, code, display });

const measures: readonly Measure[] = [
  {
    kind: 'heart-rate',
    of: 'heartRate',
    codings: [loinc('76282-3', 'Heart rate.beat-to-beat by EKG'), loinc('8867-4', 'Heart rate')],
    unit: '/min',
  },
  { kind: 'rr', of: 'rr', codings: [loinc('8637-1', 'R-R interval by EKG'), mdc('147240', 'MDC_ECG_TIME_PD_RR')], unit: 'ms' },
  { kind: 'pr', of: 'pr', codings: [loinc('8625-6', 'P-R Interval'), mdc('146944', 'MDC_ECG_TIME_PD_PR')], unit: 'ms' },
  { kind: 'qrs', of: 'qrs', codings: [loinc('8633-0', 'QRS duration'), mdc('147228', 'MDC_ECG_TIME_PD_QRS')], unit: 'ms' },
  { kind: 'qt', of: 'qt', codings: [loinc('8634-8', 'Q-T interval'), mdc('147232', 'MDC_ECG_TIME_PD_QT')], unit: 'ms' },
  { kind: 'qtc', of: 'qtc', codings: [loinc('8636-3', 'Q-T interval corrected'), mdc('147236', 'MDC_ECG_TIME_PD_QTc')], unit: 'ms' },
  { kind: 'p-axis', of: 'pAxis', codings: [loinc('8626-4', 'P wave axis')], unit: 'deg' },
  { kind: 'qrs-axis', of: 'qrsAxis', codings: [loinc('8632-2', 'QRS axis')], unit: 'deg' },
  { kind: 't-axis', of: 'tAxis', codings: [loinc('8638-9', 'T wave axis')], unit: 'deg' },
];

const corrections: Readonly<Record<QtcFormula, { text: string; coding: readonly ReturnType<typeof loinc>[] }>> = {
  bazett: { text: 'Bazett', coding: [loinc('76635-2', 'Q-T interval corrected based on Bazett formula')] },
  fridericia: { text: 'Fridericia', coding: [loinc('76634-5', 'Q-T interval corrected based on Fridericia formula')] },
  framingham: { text: 'Framingham', coding: [] },
  hodges: { text: 'Hodges', coding: [] },
};

/** One Observation with a component for each stored lead; leads computed from others are the receiver's to compute. */
export function waveObservation(tracing: Tracing, naming: Naming): Resource {
  const stored = tracing.leads.filter(({ derived, samples }) => derived !== true && samples.some((value) => value !== noSample));
  const [first] = stored;
  if (first === undefined) throw new UnwritableTracing('there is no lead to write');
  return {
    ...common('Observation', 'wave', naming),
    status: 'final',
    category: procedure,
    code: { coding: [loinc('11524-6', 'EKG study'), mdc('131328', 'MDC_ECG_ELEC_POTL')] },
    ...periodOf(naming.effective, first.samples.length / first.hz),
    component: stored.map(leadComponent),
  };
}

/** Sample x factor + origin, in microvolts; E where there is no sample. */
function leadComponent({ name, samples, hz, nanovoltsPerBit, baseline }: Lead): Resource {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${name}: what a step is worth is not known`);
  const code = leadCodes[name as StandardLead];
  const origin = Number(((-baseline * nanovoltsPerBit) / 1000).toPrecision(12));
  return {
    code:
      code === undefined
        ? { text: name }
        : { coding: [mdc(String(code), `MDC_ECG_ELEC_POTL_${name.toUpperCase()}`)], text: `Lead ${name}` },
    valueSampledData: {
      origin: { value: origin, unit: 'uV', system: 'http://unitsofmeasure.org', code: 'uV' },
      period: 1000 / hz,
      factor: nanovoltsPerBit / 1000,
      dimensions: 1,
      data: Array.from(samples, (value) => (value === noSample ? 'E' : value)).join(' '),
    },
  };
}

function periodOf(effective: string | null, seconds: number): Resource {
  if (effective === null) return {};
  const start = Date.parse(effective);
  const zone = /(Z|[+-]\d\d:\d\d)$/.exec(effective)?.[1];
  if (Number.isNaN(start) || zone === undefined) return { effectiveDateTime: effective };
  return { effectivePeriod: { start: effective, end: inZone(new Date(start + seconds * 1000), zone) } };
}

/** The moment as the clock of that offset shows it. */
function inZone(moment: Date, zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [null, '+', '0', '0'];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return new Date(moment.getTime() + offset * 60_000).toISOString().replace(/(\.\d+)?Z$/, zone);
}

/** One Observation for each value that there is; what could not be measured is not sent at all. */
export function measurementObservations(measured: Measurements, naming: Naming): { kind: string; resource: Resource }[] {
  return measures.flatMap(({ kind, of, codings, unit }) => {
    const value = measured[of];
    if (typeof value !== 'number') return [];
    const correction = kind === 'qtc' && measured.qtcFormula !== null ? corrections[measured.qtcFormula] : null;
    return [
      {
        kind,
        resource: {
          ...common('Observation', kind, naming),
          status: naming.status,
          category: procedure,
          code: {
            coding: [...codings, ...(correction?.coding ?? [])],
            ...(correction === null ? {} : { text: `QTc (${correction.text})` }),
          },
          ...whenOf(naming),
          valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
          note: [{ text: naming.note }],
        },
      },
    ];
  });
}

/** The report over the measurements, with the page inside where it is small enough for that. */
export function diagnosticReport(tracing: Tracing, kinds: readonly string[], page: Uint8Array | null, naming: Naming): Resource {
  return {
    ...common('DiagnosticReport', 'report', naming),
    status: naming.status,
    category: [{ coding: [loinc('LP29708-2', 'Cardiology')] }],
    code: study,
    ...whenOf(naming),
    ...(naming.issued === null ? {} : { issued: naming.issued }),
    result: kinds.map((kind) => ({ reference: naming.reference(kind) })),
    ...(page === null ? {} : { presentedForm: [{ contentType: 'application/pdf', data: toBase64(page), title: '12-lead EKG' }] }),
    ...(tracing.statements.length === 0 ? {} : { conclusion: `UNCONFIRMED machine statement: ${tracing.statements.join(' ')}` }),
  };
}

export function pageDocument(page: Uint8Array, naming: Naming): Resource {
  return {
    ...common('DocumentReference', 'page', naming),
    status: 'current',
    docStatus: naming.status,
    type: { ...study, text: '12-lead EKG tracing' },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
            code: 'clinical-note',
            display: 'Clinical Note',
          },
        ],
      },
    ],
    ...(naming.issued === null ? {} : { date: naming.issued }),
    content: [{ attachment: { contentType: 'application/pdf', data: toBase64(page), size: page.length, title: '12-lead EKG' } }],
  };
}

function common(resourceType: string, kind: string, { identifierSystem, identifier, subject, performer }: Naming): Resource {
  const isDocument = resourceType === 'DocumentReference';
  const who = performer === null ? {} : isDocument ? { author: [{ display: performer }] } : { performer: [{ display: performer }] };
  return {
    resourceType,
    identifier: [{ system: identifierSystem, value: `${identifier}:${kind}` }],
    subject: { reference: subject },
    ...who,
  };
}

function whenOf({ effective }: Naming): Resource {
  return effective === null ? {} : { effectiveDateTime: effective };
}
