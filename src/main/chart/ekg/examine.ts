/**
 * Reading a record and computing on it. Neither touches anything else, so that a thread of its own can do it: half an hour takes seconds,
 * and no live device may wait for them.
 */
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import type { EkgComputed, EkgSettings } from '../../../preload/contract.ts';
import { type PlacedFile, tracingFileOf } from './beside.ts';
import { computedOf } from './computed.ts';

export interface ExamineNeeds {
  file: PlacedFile;
  /** null: it is only read. */
  compute: Pick<EkgSettings, 'qtcFormula'> | null;
}

export interface Examined {
  record: Tracing | { problem: string };
  computed: EkgComputed | null;
  /** The files that it was read with, by name. */
  beside: ReadonlyMap<string, Uint8Array>;
  /** What it names, and what was not there. */
  lacks: readonly string[];
}

export type Examine = (needs: ExamineNeeds) => Promise<Examined>;

export async function examineHere({ file, compute }: ExamineNeeds): Promise<Examined> {
  const beside = new Map<string, Uint8Array>();
  const lacks: string[] = [];
  const placed = tracingFileOf(file);
  const ask = (name: string) => {
    const bytes = placed.beside(name);
    if (bytes === null) lacks.push(name);
    else beside.set(name, bytes);
    return bytes;
  };
  const record = await readOrSay({ ...placed, beside: ask });
  return { record, computed: compute === null || 'problem' in record ? null : computedOf(record, compute), beside, lacks };
}

async function readOrSay(file: TracingFile): Promise<Tracing | { problem: string }> {
  try {
    return await readTracing(file);
  } catch (thrown) {
    if (thrown instanceof UnreadableTracing) return { problem: thrown.message };
    throw thrown;
  }
}
