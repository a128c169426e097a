/** Beats of the MIT-BIH Arrhythmia Database, first lead: one to one within 150 ms, from the first second, flutter left out. */
import { microvolts } from '../../drivers/model/leads.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import { detectBeats } from '../../src/main/ekg/beats.ts';
import { panTompkins } from './pan-tompkins.ts';
import { namesIn, readRecord } from './records.ts';

const beatCodes = new Set('N L R B A a J S V r F e j n E / f Q ?'.split(' '));
const windowSeconds = 0.15;

interface Tally {
  hits: number;
  missed: number;
  extra: number;
}

type Detect = (lead: Float64Array, hz: number) => number[];

const detectors: Readonly<Record<string, Detect>> = {
  'as in the product': (lead, hz) => detectBeats([lead], hz),
  'Pan and Tompkins 1985': panTompkins,
};

/** All records, and each half of them alone: settings are the same everywhere, so that this shows how much the records matter. */
export async function scoreQrs(): Promise<string[]> {
  const names = namesIn('mitdb', '.hea');
  const tracings = await Promise.all(names.map((name) => readRecord('mitdb', name)));
  const lines = Object.entries(detectors).map(([label, detect]) => {
    const start = performance.now();
    const found = tracings.map(({ leads: [lead] }) => detect(microvolts(lead!)!, lead!.hz));
    const each = (performance.now() - start) / names.length;
    const tallies = tracings.map((tracing, index) => compare(tracing, found[index]!, tracing.leads[0]!.hz));
    const halves = [0, 1].map((half) => rates(tallies.filter((_, index) => index % 2 === half)));
    return `  ${label.padEnd(22)} ${rates(tallies)}; by halves ${halves.join(' and ')}; ${each.toFixed(0)} ms a half-hour record`;
  });
  return [
    `QRS, MIT-BIH first lead, ${names.length} records, sensitivity / positive predictivity (on all 48: gqrs 99.73 / 99.72, XQRS 99.20 / 99.65)`,
    ...lines,
  ];
}

function rates(tallies: readonly Tally[]): string {
  const [hits, missed, extra] = (['hits', 'missed', 'extra'] as const).map((of) => tallies.reduce((sum, tally) => sum + tally[of], 0));
  const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(2);
  return `${percent(hits!, hits! + missed!)} / ${percent(hits!, hits! + extra!)} % of ${hits! + missed!} beats`;
}

function compare({ annotations }: Tracing, found: readonly number[], hz: number): Tally {
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
function match(marked: readonly number[], found: readonly number[], window: number): Tally {
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
