/** Beats of the MIT-BIH Arrhythmia Database, first lead: one to one within 150 ms, from the first second, flutter left out. */

import { microvolts } from '../../drivers/model/leads.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import { detectBeats } from '../../src/main/ekg/beats.ts';
import { namesIn, readRecord } from './records.ts';

const beatCodes = new Set('N L R B A a J S V r F e j n E / f Q ?'.split(' '));
const windowSeconds = 0.15;

export async function scoreQrs(): Promise<string[]> {
  let [hits, missed, extra, milliseconds] = [0, 0, 0, 0];
  const names = namesIn('mitdb', '.hea');
  for (const name of names) {
    const tracing = await readRecord('mitdb', name);
    const lead = tracing.leads[0]!;
    const values = microvolts(lead)!;
    const start = performance.now();
    const found = detectBeats([values], lead.hz);
    milliseconds += performance.now() - start;
    const counts = compare(tracing, found, lead.hz);
    hits += counts.hits;
    missed += counts.missed;
    extra += counts.extra;
  }
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)} %`;
  return [
    `QRS, MIT-BIH first lead, ${names.length} records, ${hits + missed} beats: sensitivity ${percent(hits, hits + missed)}, positive predictivity ${percent(hits, hits + extra)} (gqrs: 99.73, 99.72; XQRS: 99.20, 99.65)`,
    `  ${(milliseconds / names.length).toFixed(0)} ms a half-hour record`,
  ];
}

function compare({ annotations }: Tracing, found: readonly number[], hz: number) {
  const window = windowSeconds * hz;
  const flutter: [number, number][] = [];
  for (const { code, sample } of annotations) {
    if (code === '[') flutter.push([sample, Number.POSITIVE_INFINITY]);
    else if (code === ']' && flutter.length > 0) flutter.at(-1)![1] = sample;
  }
  const counts = (sample: number) => sample >= hz && !flutter.some(([from, to]) => sample >= from - window && sample <= to + window);
  const marked = annotations
    .filter(({ code }) => beatCodes.has(code))
    .map(({ sample }) => sample)
    .filter(counts);
  return match(marked, found.filter(counts), window);
}

/** Each mark takes the nearest beat that is free. */
function match(marked: readonly number[], found: readonly number[], window: number) {
  let [hits, one, two] = [0, 0, 0];
  while (one < marked.length && two < found.length) {
    const apart = found[two]! - marked[one]!;
    const isNextNearer = two + 1 < found.length && Math.abs(found[two + 1]! - marked[one]!) < Math.abs(apart);
    if (Math.abs(apart) <= window && !isNextNearer) {
      hits += 1;
      one += 1;
      two += 1;
    } else if (apart < 0 || (Math.abs(apart) <= window && isNextNearer)) two += 1;
    else one += 1;
  }
  return { hits, missed: marked.length - hits, extra: found.length - hits };
}
