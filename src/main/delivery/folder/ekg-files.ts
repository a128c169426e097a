/** An EKG as files: its page, and its samples as DICOM and SCP-ECG under the patient whom a person has confirmed. */
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../../../../drivers/model/tracing-format.ts';
import { readTracing, tracingFormats } from '../../../../drivers/tracings.ts';
import type { EkgDeliverable } from '../../storage/deliverable.ts';
import type { PartRow } from '../../storage/outbox-parts.ts';

const written = ['dicom-ecg', 'scp-ecg'] as const;

export interface EkgFiles {
  files: WrittenFile[];
  /** null where this item brings no samples. */
  tracing: Tracing | null;
  /** A format that cannot hold this tracing, and why. */
  leftOut: { format: string; why: string }[];
}

/** A page that was not drawn anew and samples that were written before are not written again. */
export async function ekgFiles(deliverable: EkgDeliverable, parts: readonly PartRow[], name: string): Promise<EkgFiles> {
  const isPageNew = deliverable.act === 'sign' || deliverable.act === 'confirm';
  const files: WrittenFile[] = isPageNew ? [{ name: `${name}.pdf`, bytes: deliverable.page() }] : [];
  if (!isPageNew || !parts.some(({ kind }) => kind === 'ekg-wave')) return { files, tracing: null, leftOut: [] };
  const tracing = ofPatient(
    await readTracing({ name: deliverable.content.file.name, bytes: deliverable.file(), beside: () => null }),
    deliverable,
  );
  const leftOut: EkgFiles['leftOut'] = [];
  for (const format of tracingFormats.filter(({ id }) => (written as readonly string[]).includes(id))) {
    try {
      files.push(...(await format.writer!()).write(tracing, name));
    } catch (thrown) {
      if (!(thrown instanceof UnwritableTracing)) throw thrown;
      leftOut.push({ format: format.label, why: thrown.message });
    }
  }
  return { files, tracing, leftOut };
}

function ofPatient(tracing: Tracing, { patient: { family, given, dateOfBirth, mrn, sex } }: EkgDeliverable): Tracing {
  const patient = {
    ids: [mrn],
    family,
    given,
    birthDate: dateOfBirth,
    sex: sex === 'female' || sex === 'male' ? sex : null,
    ageYears: null,
  };
  return { ...tracing, patient };
}
