/** The formats of EKG files that Isoline reads, and those it writes: one import and one line each. */

import { challengeText } from './challenge-text/format.ts';
import { contecEcg90a } from './contec-ecg90a/format.ts';
import { dicomEcg } from './dicom-ecg/format.ts';
import { edf } from './edf/format.ts';
import { geCardioSoft } from './ge-cardiosoft/format.ts';
import { geMuse } from './ge-muse/format.ts';
import { hl7Aecg } from './hl7-aecg/format.ts';
import { ishne } from './ishne/format.ts';
import { isolineRecording } from './isoline-recording/format.ts';
import { mfer } from './mfer/format.ts';
import type { Tracing } from './model/tracing.ts';
import { type TracingFile, type TracingFormat, UnreadableTracing } from './model/tracing-format.ts';
import { philipsSierra } from './philips-sierra/format.ts';
import { scpEcg } from './scp-ecg/format.ts';
import { wfdb } from './wfdb/format.ts';

export const tracingFormats: readonly TracingFormat[] = [
  scpEcg,
  dicomEcg,
  hl7Aecg,
  geMuse,
  geCardioSoft,
  philipsSierra,
  edf,
  ishne,
  mfer,
  contecEcg90a,
  wfdb,
  challengeText,
  isolineRecording,
];

/** No format's file of one recording comes near: beyond it nothing is read, so that memory stays bounded. */
const largestFile = 256 * 1024 * 1024;

/** Whether its content looks like one of them, readable to the end or not. */
export function isTracing(file: TracingFile): boolean {
  return tracingFormats.some((format) => format.recognize(file));
}

/** The record in a file, whatever its name says it is. Throws `UnreadableTracing` with what and where. */
export async function readTracing(file: TracingFile): Promise<Tracing> {
  if (file.bytes.length === 0) throw new UnreadableTracing('the file is empty');
  if (file.bytes.length > largestFile) throw new UnreadableTracing(`the file is larger than ${largestFile / 1024 / 1024} MB`);
  const format = tracingFormats.find((one) => one.recognize(file));
  if (format === undefined) throw new UnreadableTracing('this is no EKG format that Isoline knows');
  return (await format.reader()).read(file);
}
