/** The report over an EKG's results, and its page as a document. EHR notes 2.10. */
import { toBase64 } from '../framing/base64.ts';
import { effectiveOf, identifierOf, loinc, type Naming, profile, type Resource, type Status, study } from './naming.ts';

/** A PDF, and what a receiver can check it by. */
export interface Page {
  bytes: Uint8Array;
  /** Base64 of its SHA-1, as FHIR wants it; null where nobody worked it out. */
  sha1: string | null;
  title: string;
}

export interface Report {
  status: Status;
  /** Kinds of the results that belong to it; what is not there is left out. */
  results: readonly string[];
  /** Inside the report; null where there is none. */
  page: Page | null;
  /** What is said about it in words; null: nothing. */
  conclusion: string | null;
  /** Clinicians who have over-read it, by name. */
  interpreters: readonly string[];
}

export function diagnosticReport({ status, results, page, conclusion, interpreters }: Report, naming: Naming): Resource {
  const there = results.flatMap((kind) => naming.reference(kind) ?? []);
  return {
    resourceType: 'DiagnosticReport',
    meta: profile('us-core-diagnosticreport-note'),
    ...identifierOf('report', naming),
    status,
    category: [{ coding: [loinc('LP29708-2', 'Cardiology')] }],
    code: study,
    subject: { reference: naming.subject },
    ...effectiveOf(naming.when),
    ...(naming.issued === null ? {} : { issued: naming.issued }),
    ...(naming.performer === null ? {} : { performer: [{ display: naming.performer }] }),
    ...(interpreters.length === 0 ? {} : { resultsInterpreter: interpreters.map((display) => ({ display })) }),
    ...(there.length === 0 ? {} : { result: there.map((reference) => ({ reference })) }),
    ...(page === null ? {} : { presentedForm: [attachmentOf(page)] }),
    ...(conclusion === null ? {} : { conclusion }),
  };
}

export interface PageDocument {
  page: Page;
  /** Another has taken its place; it was never meant for this chart. */
  status: 'current' | 'superseded' | 'entered-in-error';
  docStatus: Status;
  description: string | null;
  /** Who has confirmed it, by name; null while nobody has. */
  confirmedBy: string | null;
  /** The document whose place this one takes, e.g. "DocumentReference/12". */
  replaces: string | null;
}

export function pageDocument({ page, status, docStatus, description, confirmedBy, replaces }: PageDocument, naming: Naming): Resource {
  const { at, notAfter } = naming.when;
  const period = at === null ? { end: notAfter } : { start: at };
  return {
    resourceType: 'DocumentReference',
    meta: profile('us-core-documentreference'),
    ...identifierOf('page', naming),
    status,
    docStatus,
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
    subject: { reference: naming.subject },
    ...(naming.issued === null ? {} : { date: naming.issued }),
    ...(naming.performer === null ? {} : { author: [{ display: naming.performer }] }),
    ...(confirmedBy === null ? {} : { authenticator: { display: confirmedBy } }),
    ...(replaces === null ? {} : { relatesTo: [{ code: 'replaces', target: { reference: replaces } }] }),
    ...(description === null ? {} : { description }),
    content: [{ attachment: attachmentOf(page) }],
    ...(at === null && notAfter === null ? {} : { context: { period } }),
  };
}

function attachmentOf({ bytes, sha1, title }: Page): Resource {
  return { contentType: 'application/pdf', data: toBase64(bytes), size: bytes.length, ...(sha1 === null ? {} : { hash: sha1 }), title };
}
