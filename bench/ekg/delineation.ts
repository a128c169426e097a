/** Onsets and ends on LUDB against its cardiologists' marks: lead II, and the middle of all leads' marks. */
import { standardLeads } from '../../drivers/model/tracing.ts';
import { analysisLeads } from '../../src/main/ekg/analysis-leads.ts';
import { type BeatMarks, beatMarks } from '../../src/main/ekg/beat-marks.ts';
import { detectBeats } from '../../src/main/ekg/beats.ts';
import { markShapes, type ShapeMarks } from '../../src/main/ekg/delineate.ts';
import { median } from '../../src/main/ekg/numbers.ts';
import { annotationsIn, namesIn, readRecord } from './records.ts';

type Kind = 'p' | 'N' | 't';

interface Mark {
  kind: Kind;
  on: number | null;
  peak: number;
  off: number | null;
}

const names: Readonly<Record<Kind, string>> = { p: 'P', N: 'QRS', t: 'T' };
/** Twice the standard deviation between the readers of the CSE study, in milliseconds. EKG notes 6.2. */
const limits: Readonly<Record<string, number>> = { 'P on': 10.2, 'P off': 12.7, 'QRS on': 6.5, 'QRS off': 11.6, 'T off': 30.6 };
const toMilliseconds = 2;

interface Scored {
  errors: Map<string, number[]>;
  counts: { p: Counts; t: Counts };
  /** Records without a P mark in any lead, and those of them in which a P is shown all the same. */
  withoutP: number;
  invented: string[];
}

/** All records, and each half of them alone. */
export async function scoreDelineation(): Promise<string[]> {
  const records = namesIn('ludb', '.hea');
  const [all, ...halves] = [records, ...[0, 1].map((half) => records.filter((_, index) => index % 2 === half))];
  const scored = await scoreRecords(all!);
  const byHalves = await Promise.all(halves.map(scoreRecords));
  const share = ({ hits, missed, extra }: Counts) =>
    `sensitivity ${((100 * hits) / (hits + missed)).toFixed(1)} %, precision ${((100 * hits) / (hits + extra)).toFixed(1)} %`;
  return [
    `Delineation, LUDB, ${records.length} records, mean ± standard deviation in ms, and by halves`,
    ...[...scored.errors].map(([what, list]) => {
      const each = byHalves.map(({ errors }) => spread(errors.get(what) ?? [])).join(' and ');
      return `  ${what.padEnd(12)} ${spread(list)} of ${list.length}${limitOf(what)}; ${each}`;
    }),
    `  P in lead II: ${share(scored.counts.p)}; T: ${share(scored.counts.t)}`,
    `  no P marked in any lead: ${scored.withoutP} records; a P shown in ${scored.invented.length}${scored.invented.map((name) => ` ${name}`).join('')}`,
  ];
}

async function scoreRecords(records: readonly string[]): Promise<Scored> {
  const errors = new Map<string, number[]>();
  const counts = { p: { hits: 0, missed: 0, extra: 0 }, t: { hits: 0, missed: 0, extra: 0 } };
  const scored: Scored = { errors, counts, withoutP: 0, invented: [] };
  for (const record of records) {
    const leads = analysisLeads(await readRecord('ludb', record))!;
    const shapes = markShapes(leads.values, leads.hz, detectBeats(leads.values, leads.hz));
    const all = standardLeads.map((lead) => marksOf(record, lead));
    if (!all.flat().some(({ kind }) => kind === 'p')) {
      scored.withoutP += 1;
      if (shapes.some(({ hasP }) => hasP.includes(true))) scored.invented.push(record);
    }
    const rows = beatMarks(shapes, 1, leads.values[1]!, leads.values[1]!.length);
    scoreLead(rows, all[1]!, errors, counts);
    scoreReaders(all, errors);
    for (const shape of shapes) scoreShape(shape, all, errors);
  }
  return scored;
}

function scoreShape(shape: ShapeMarks, all: readonly (readonly Mark[])[], errors: Map<string, number[]>): void {
  const { global } = shape;
  for (const [index, beat] of shape.beats.entries()) {
    const own = {
      p: shape.hasP[index] ? [global.pOn, global.pOff] : [null, null],
      N: [global.qrsOn, global.qrsOff],
      t: [null, global.tOff],
    };
    for (const kind of ['p', 'N', 't'] as const) scoreGlobal(kind, own[kind], beat - shape.at, beat, all, errors);
  }
}

function limitOf(what: string): string {
  const limit = limits[what.replace(/^(II|all) /, '')];
  return limit === undefined ? '' : `  (two sigma of CSE: ${limit})`;
}

function spread(list: readonly number[]): string {
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
  return `${mean.toFixed(1)} ± ${deviation.toFixed(1)}`;
}

function note(errors: Map<string, number[]>, what: string, found: number | null, marked: number | null | undefined): void {
  if (found === null || marked === null || marked === undefined) return;
  const list = errors.get(what) ?? [];
  errors.set(what, list);
  list.push((found - marked) * toMilliseconds);
}

type Counts = { hits: number; missed: number; extra: number };

function scoreLead(
  rows: readonly BeatMarks[],
  marks: readonly Mark[],
  errors: Map<string, number[]>,
  counts: { p: Counts; t: Counts },
): void {
  for (const row of rows) {
    const qrs = marks.find(({ kind, peak }) => kind === 'N' && Math.abs(peak - row.r) < 75);
    note(errors, 'II QRS on', row.qrsOn, qrs?.on);
    note(errors, 'II QRS off', row.qrsOff, qrs?.off);
  }
  const [first, last] = [marks[0]!.peak, marks.at(-1)!.peak];
  for (const kind of ['p', 't'] as const) {
    const free = new Set(marks.filter((mark) => mark.kind === kind));
    for (const row of rows) {
      const [on, peak, off] = kind === 'p' ? [row.pOn, row.pPeak, row.pOff] : [row.tOn, row.tPeak, row.tOff];
      if (peak === null) continue;
      const mark = [...free].find((one) => Math.abs(one.peak - peak) < (kind === 'p' ? 50 : 75));
      if (mark !== undefined) {
        free.delete(mark);
        counts[kind].hits += 1;
        if (kind === 'p') note(errors, 'II P on', on, mark.on);
        note(errors, `II ${names[kind]} off`, off, mark.off);
      } else if (peak > first && peak < last) counts[kind].extra += 1;
    }
    counts[kind].missed += free.size;
  }
}

/** How near the readers come to their own marks of lead II with the middle of their marks of all leads. */
function scoreReaders(all: readonly (readonly Mark[])[], errors: Map<string, number[]>): void {
  for (const { kind, peak, on } of all[1]!) {
    if (kind !== 'N') continue;
    const there = all.flatMap((marks) => marks.find((mark) => mark.kind === 'N' && Math.abs(mark.peak - peak) < 75)?.on ?? []);
    if (there.length >= 6) note(errors, 'II QRS on, the readers by all leads', median(there), on);
  }
}

/** The middle of what the leads' marks say, where at least six have one. */
function scoreGlobal(
  kind: Kind,
  [on, off]: readonly (number | null)[],
  shift: number,
  beat: number,
  all: readonly (readonly Mark[])[],
  errors: Map<string, number[]>,
): void {
  if (off === null || off === undefined) return;
  const about = kind === 'N' ? beat : kind === 'p' ? (on! + off) / 2 + shift : off + shift - 40;
  const there = all.flatMap((marks) => marks.find((mark) => mark.kind === kind && Math.abs(mark.peak - about) < 75) ?? []);
  const middle = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length < 6 ? null : median(known);
  };
  if (kind !== 't') note(errors, `all ${names[kind]} on`, on === null ? null : on! + shift, middle(there.map((mark) => mark.on)));
  note(errors, `all ${names[kind]} off`, off + shift, middle(there.map((mark) => mark.off)));
}

function marksOf(record: string, lead: string): Mark[] {
  const annotations = annotationsIn('ludb', record.replace('.hea', `.${lead.toLowerCase()}`));
  return annotations.flatMap(({ code, sample }, index): Mark[] => {
    if (code !== 'p' && code !== 'N' && code !== 't') return [];
    const [before, after] = [annotations[index - 1], annotations[index + 1]];
    return [{ kind: code, on: before?.code === '(' ? before.sample : null, peak: sample, off: after?.code === ')' ? after.sample : null }];
  });
}
