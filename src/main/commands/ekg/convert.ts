/** `isoline ekg convert`: a record in another format, written whole or not at all. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { diagnosticReport, measurementObservations, type Naming, waveObservation } from '../../../../drivers/fhir-ekg/encode.ts';
import { uuidFor } from '../../../../drivers/framing/content-id.ts';
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

/** Throws an error whose message says what this format cannot hold. Returns the names of the files written. */
export async function convert(tracing: Tracing, out: string, to: string | null): Promise<string[]> {
  const target = targets[to ?? targetOf(out)];
  if (target === undefined) throw new Error(`--to ${to ?? ''} is not one of ${Object.keys(targets).join(', ')}.`);
  const name = basename(out, extname(out));
  const files = await filesOf(target.format, tracing, name).catch((thrown) => {
    throw thrown instanceof UnwritableTracing ? new Error(`${out}: ${thrown.message}.`) : thrown;
  });
  return writeAll(files, out);
}

function targetOf(out: string): string {
  const ending = extname(out).slice(1).toLowerCase();
  const found = Object.entries(targets).find(([, { endings }]) => endings.includes(ending));
  if (found === undefined) throw new Error(`${out}: the ending names no format; give --to ${Object.keys(targets).join('|')}.`);
  return found[0];
}

async function filesOf(format: string, tracing: Tracing, name: string): Promise<WrittenFile[]> {
  if (format === 'pdf') return [{ name: `${name}.pdf`, bytes: await ekgPage({ tracing, measured: measure(tracing) }) }];
  if (format === 'fhir') return [{ name: `${name}.json`, bytes: Buffer.from(`${JSON.stringify(bundleOf(tracing), null, 1)}\n`) }];
  const writer = tracingFormats.find(({ id }) => id === format)?.writer;
  if (writer === undefined) throw new Error(`${format} is not written by this version.`);
  return (await writer()).write(tracing, name);
}

/** What the file says, its device's measurements among it; nothing that Isoline computed. */
function bundleOf(tracing: Tracing): Record<string, unknown> {
  const naming: Naming = {
    identifierSystem: 'urn:ietf:rfc:3986',
    identifier: `urn:uuid:${uuidFor(tracing)}`,
    subject: '#patient',
    reference: (kind) => `urn:isoline:${kind}`,
    effective: tracing.startedAt,
    issued: null,
    performer: tracing.technician,
    status: 'preliminary',
    note: 'Measured by the device, not over-read.',
  };
  const { patient } = tracing;
  const values = tracing.deviceMeasurements === null ? [] : measurementObservations(tracing.deviceMeasurements, naming);
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
    resource: { contained: [contained], ...resource },
  });
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      entry('wave', waveObservation(tracing, naming)),
      ...values.map(({ kind, resource }) => entry(kind, resource)),
      entry('report', diagnosticReport(tracing, ['wave', ...values.map(({ kind }) => kind)], null, naming)),
    ],
  };
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
