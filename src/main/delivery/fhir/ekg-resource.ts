/** One part of an EKG as its FHIR resource: a measurement, the waveform, the page or the report. EHR notes 2.10. */
import { createHash } from 'node:crypto';
import { measurementObservation } from '../../../../drivers/fhir-ekg/measurements.ts';
import type { Naming, Resource, Status, When } from '../../../../drivers/fhir-ekg/naming.ts';
import { diagnosticReport, type Page, pageDocument } from '../../../../drivers/fhir-ekg/report.ts';
import { waveObservation } from '../../../../drivers/fhir-ekg/waveform.ts';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { localTime } from '../../local-time.ts';
import type { EkgDeliverable } from '../../storage/deliverable.ts';
import type { EkgContent } from '../../storage/ekg-results.ts';
import type { EkgPartKind } from '../../storage/outbox-parts.ts';
import { ekgValues, standingKinds, statusOfEkg } from './ekg-values.ts';

export interface EkgNaming {
  identifierSystem: string;
  /** station:series, the beginning of every identifier of this EKG. */
  prefix: string;
  /** The server's own patient, e.g. "Patient/123". */
  patientReference: string;
  stationName: string;
  /** Where another part of this EKG is, by its identifier; null where it is not. */
  referenceTo(type: EkgResourceType, identifier: string): string | null;
}

export type EkgResourceType = 'Observation' | 'DocumentReference' | 'DiagnosticReport';

export function ekgResourceType(kind: string): EkgResourceType {
  if (kind === 'ekg-page') return 'DocumentReference';
  return kind === 'ekg-report' ? 'DiagnosticReport' : 'Observation';
}

/** station:series:kind, the same for every destination and every retry. */
export function ekgIdentifier(prefix: string, kind: EkgPartKind): string {
  return `${prefix}:${kind.slice('ekg-'.length)}`;
}

/**
 * null: this part is not among what is said. `tracing` is asked of for the waveform alone. Throws UnwritableTracing for one whose
 * steps have no known worth.
 */
export function encodeEkgPart(
  deliverable: EkgDeliverable,
  content: EkgContent,
  kind: EkgPartKind,
  of: EkgNaming,
  tracing: Tracing | null,
): Resource | null {
  const naming = namingOf(deliverable, content, of);
  if (kind === 'ekg-wave')
    return tracing === null ? null : waveObservation(tracing, content.withdrawn === null ? 'final' : 'entered-in-error', naming);
  if (kind === 'ekg-page') return pageOf(deliverable, content, of, naming);
  if (kind === 'ekg-report') return reportOf(deliverable, content, naming);
  const value = ekgValues(content).find((one) => one.kind === kind);
  return value === undefined ? null : measurementObservation(value.measure, kind.slice('ekg-'.length), value.measured, naming);
}

function namingOf({ signedAt }: EkgDeliverable, content: EkgContent, of: EkgNaming): Naming {
  const { signed, confirmed, device } = content;
  return {
    identifierSystem: of.identifierSystem,
    identifier: of.prefix,
    subject: of.patientReference,
    reference: (ending) => of.referenceTo('Observation', `${of.prefix}:${ending}`),
    when: whenOf(content),
    issued: localTime(signedAt),
    performer: signed?.by ?? confirmed[0]!.by,
    device,
    gateway: of.stationName,
  };
}

/** A cart's clock is taken to show the time of the station's zone where it names none. A record without a time was taken before it came. */
export function whenOf({ takenAt, receivedAt }: Pick<EkgContent, 'takenAt' | 'receivedAt'>): When {
  if (takenAt === null) return { at: null, notAfter: localTime(receivedAt) };
  const isWhole = takenAt.includes('T') && !Number.isNaN(Date.parse(takenAt));
  return { at: isWhole ? localTime(takenAt) : takenAt.slice(0, 10), notAfter: null };
}

function reportOf(deliverable: EkgDeliverable, content: EkgContent, naming: Naming): Resource {
  const results = [...standingKinds(content).map((kind) => kind.slice('ekg-'.length)), 'wave'];
  const interpreters = [...new Set(content.confirmed.map(({ by }) => by))];
  const report = {
    status: statusOfEkg(content),
    results,
    page: pageBytes(deliverable, content),
    conclusion: conclusionOf(content),
    interpreters,
  };
  return diagnosticReport(report, naming);
}

function pageOf(deliverable: EkgDeliverable, content: EkgContent, of: EkgNaming, naming: Naming): Resource {
  const { withdrawn, replacedBy, replaces, confirmed } = content;
  const station = of.prefix.slice(0, of.prefix.indexOf(':'));
  const document = {
    page: pageBytes(deliverable, content),
    status: withdrawn !== null ? ('entered-in-error' as const) : replacedBy !== null ? ('superseded' as const) : ('current' as const),
    docStatus: statusOfEkg(content) satisfies Status,
    description: [...saidOf(content)].join(' ') || null,
    confirmedBy: confirmed.at(-1)?.by ?? null,
    replaces: replaces === null ? null : of.referenceTo('DocumentReference', ekgIdentifier(`${station}:${replaces}`, 'ekg-page')),
  };
  return pageDocument(document, naming);
}

function pageBytes({ page }: EkgDeliverable, { takenAt }: EkgContent): Page {
  const bytes = page();
  const when = takenAt === null ? '' : ` ${takenAt.slice(0, 16).replace('T', ' ')}`;
  return { bytes, sha1: createHash('sha1').update(bytes).digest('base64'), title: `12-lead EKG${when}` };
}

/** What people have said of it, oldest first. */
function saidOf({ keptBecause, confirmed, repeatAsked, replacedBy, withdrawn }: EkgContent): string[] {
  return [
    ...(keptBecause === null ? [] : [`Not clean; kept by the person who took it: ${keptBecause}.`]),
    ...confirmed.flatMap(({ by, comment }) => (comment === '' ? [] : [`${by}: ${comment}`])),
    ...(repeatAsked === null ? [] : [`${repeatAsked.by} asked to take it again: ${repeatAsked.reason}`]),
    ...(replacedBy === null ? [] : ['It was taken again; that tracing takes its place.']),
    ...(withdrawn === null ? [] : [`Taken back by ${withdrawn.by}: ${withdrawn.reason}`]),
  ];
}

/** The cart's statement stays what it is, a machine's, also when a clinician has confirmed the numbers. */
function conclusionOf(content: EkgContent): string | null {
  const statement = content.statements.length === 0 ? [] : [`UNCONFIRMED machine statement: ${content.statements.join(' ')}`];
  return [...saidOf(content), ...statement].join('\n') || null;
}
