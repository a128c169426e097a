/** An EKG as files: its page, and its samples as DICOM and SCP-ECG under the patient whom a person has confirmed. */

import { noteOf, writeForExchange } from '../../../../drivers/model/exchange-copy.ts';
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
  /** A format that holds a copy in other steps only, and how far it may differ, as the file itself says. */
  copies: { format: string; how: string }[];
}

/** A page that was not drawn anew and samples that were written before are not written again. */
export async function ekgFiles(deliverable: EkgDeliverable, parts: readonly PartRow[], name: string): Promise<EkgFiles> {
  const isPageNew = deliverable.act === 'sign' || deliverable.act === 'confirm';
  const files: WrittenFile[] = isPageNew ? [{ name: `${name}.pdf`, bytes: deliverable.page() }] : [];
  if (!isPageNew || !parts.some(({ kind }) => kind === 'ekg-wave')) return { files, tracing: null, leftOut: [], copies: [] };
  const tracing = ofPatient(await readTracing(deliverable.file()), deliverable);
  const leftOut: EkgFiles['leftOut'] = [];
  const copies: EkgFiles['copies'] = [];
  for (const format of tracingFormats.filter(({ id }) => (written as readonly string[]).includes(id))) {
    try {
      const { files: some, copy } = await writeForExchange(format, tracing, name);
      files.push(...some);
      if (copy !== null) copies.push({ format: format.label, how: noteOf(copy) });
    } catch (thrown) {
      if (!(thrown instanceof UnwritableTracing)) throw thrown;
      leftOut.push({ format: format.label, why: thrown.message });
    }
  }
  return { files, tracing, leftOut, copies };
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
