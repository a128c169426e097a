/** `isoline ekg convert`: a record in another format, written whole or not at all. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { measurementObservation, measures } from '../../../../drivers/fhir-ekg/measurements.ts';
import type { Naming } from '../../../../drivers/fhir-ekg/naming.ts';
import { diagnosticReport } from '../../../../drivers/fhir-ekg/report.ts';
import { waveObservation } from '../../../../drivers/fhir-ekg/waveform.ts';
import { uuidFor } from '../../../../drivers/framing/content-id.ts';
import { type CopyFacts, type ExchangeFiles, noteOf, writeForExchange } from '../../../../drivers/model/exchange-copy.ts';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../../../../drivers/model/tracing-format.ts';
import { tracingFormats } from '../../../../drivers/tracings.ts';
import { measure } from '../../ekg/measure.ts';
import { ekgPage } from '../../report/ekg-page.ts';

/** What --to names, and the endings that mean it. */
const targets: Readonly<Record<string, { format: string; endings: readonly string[] }>> = {
  scp: { format: 'scp-ecg', endings: ['scp'] },
  dicom: { format: 'dicom-ecg', endings: ['dcm'] },
  aecg: { format: 'hl7-aecg', endings: ['xml'] },
  edf: { format: 'edf', endings: ['edf'] },
  wfdb: { format: 'wfdb', endings: ['hea', 'dat'] },
  fhir: { format: 'fhir', endings: ['json'] },
  pdf: { format: 'pdf', endings: ['pdf'] },
};

export interface Converted {
  /** The names of the files. */
  written: string[];
  /** null: they hold the record itself. Else how far they may differ, `note` in the words that stand in the file. */
  copy: (CopyFacts & { note: string }) | null;
}

/** Throws an error whose message says what this format cannot hold. Nothing is written then. */
export async function convert(tracing: Tracing, out: string, to: string | null): Promise<Converted> {
  const wanted = to ?? targetOf(out);
  const target = Object.hasOwn(targets, wanted) ? targets[wanted] : undefined;
  if (target === undefined) throw new Error(`--to ${wanted} is not one of ${Object.keys(targets).join(', ')}.`);
  const name = basename(out, extname(out));
  const { files, copy } = await filesOf(target.format, tracing, name).catch((thrown) => {
    throw thrown instanceof UnwritableTracing ? new Error(`${out}: ${thrown.message}.`) : thrown;
  });
  return { written: writeAll(files, out), copy: copy === null ? null : { note: noteOf(copy), ...copy } };
}

function targetOf(out: string): string {
  const ending = extname(out).slice(1).toLowerCase();
  const found = Object.entries(targets).find(([, { endings }]) => endings.includes(ending));
  if (found === undefined) throw new Error(`${out}: the ending names no format; give --to ${Object.keys(targets).join('|')}.`);
  return found[0];
}

async function filesOf(format: string, tracing: Tracing, name: string): Promise<ExchangeFiles> {
  const itself = (ending: string, bytes: Uint8Array) => ({ files: [{ name: `${name}.${ending}`, bytes }], copy: null });
  if (format === 'pdf') return itself('pdf', await ekgPage({ tracing, measured: measure(tracing) }));
  if (format === 'fhir') return itself('json', Buffer.from(`${JSON.stringify(bundleOf(tracing), null, 1)}\n`));
  return writeForExchange(tracingFormats.find(({ id }) => id === format)!, tracing, name);
}

/** What the file says, its device's measurements among it; nothing that Isoline computed. */
function bundleOf(tracing: Tracing): Record<string, unknown> {
  const naming: Naming = {
    identifierSystem: 'urn:ietf:rfc:3986',
    identifier: `urn:uuid:${uuidFor(tracing)}`,
    subject: '#patient',
    reference: (kind) => `urn:isoline:${kind}`,
    when: { at: startOf(tracing), notAfter: null },
    issued: null,
    performer: tracing.technician,
    device: tracing.device,
    gateway: null,
  };
  const { patient } = tracing;
  const values = deviceValues(tracing, naming);
  const conclusion = tracing.statements.length === 0 ? null : `UNCONFIRMED machine statement: ${tracing.statements.join(' ')}`;
  const report = { status: 'preliminary' as const, results: ['wave', ...values.map(({ kind }) => kind)], page: null, conclusion };
  const contained = {
    resourceType: 'Patient',
    id: 'patient',
    identifier: patient.ids.map((value) => ({ value })),
    ...(patient.family === null
      ? {}
      : { name: [{ family: patient.family, ...(patient.given === null ? {} : { given: [patient.given] }) }] }),
    ...(patient.birthDate === null ? {} : { birthDate: patient.birthDate }),
    ...(patient.sex === null ? {} : { gender: patient.sex }),
  };
  const entry = (kind: string, resource: Record<string, unknown>) => ({
    fullUrl: naming.reference(kind),
    resource: { ...resource, contained: [contained, ...((resource.contained ?? []) as object[])] },
  });
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      entry('wave', waveObservation(tracing, 'final', naming)),
      ...values.map(({ kind, resource }) => entry(kind, resource)),
      entry('report', diagnosticReport({ ...report, interpreters: [] }, naming)),
    ],
  };
}

function deviceValues({ deviceMeasurements }: Tracing, naming: Naming): { kind: string; resource: Record<string, unknown> }[] {
  return measures.flatMap((measure) => {
    const value = deviceMeasurements?.[measure.of] ?? null;
    if (value === null) return [];
    const formula = measure.kind === 'qtc' ? deviceMeasurements!.qtcFormula : null;
    const notes = ['Measured by the device, not over-read.'];
    const measured = { value, formula, status: 'preliminary' as const, whose: null, method: null, isMeasured: true, notes };
    return [{ kind: measure.kind, resource: measurementObservation(measure, measure.kind, measured, naming) }];
  });
}

/** FHIR knows no time of day without an offset: of a record that names none, the day alone is said. */
function startOf({ startedAt }: Tracing): string | null {
  if (startedAt === null) return null;
  return /T.*(Z|[+-]\d\d:\d\d)$/.test(startedAt) ? startedAt : startedAt.slice(0, 10);
}

/** All or none: under other names first, so that a full disk leaves no half of a record behind. */
function writeAll(files: readonly WrittenFile[], out: string): string[] {
  const folder = dirname(out);
  const paths = files.map(({ name }, index) => (index === 0 && files.length === 1 ? out : join(folder, name)));
  const drafts = paths.map((path) => `${path}.part`);
  try {
    for (const [index, { bytes }] of files.entries()) writeFileSync(drafts[index]!, bytes);
    for (const [index, path] of paths.entries()) renameSync(drafts[index]!, path);
  } catch (thrown) {
    for (const draft of drafts) rmSync(draft, { force: true });
    throw new Error(`${out}: cannot be written (${(thrown as NodeJS.ErrnoException).code ?? (thrown as Error).message}).`);
  }
  return paths;
}
