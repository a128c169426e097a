/** A heart of Gaussian waves whose every onset and end is known: for tests of what is computed on an EKG. */

import { seeded } from '../../drivers/model/seeded.ts';
import { type Lead, standardLeads, type Tracing, tracingOf } from '../../drivers/model/tracing.ts';

export interface HeartOptions {
  hz?: number;
  seconds?: number;
  /** Milliseconds. */
  rr?: number;
  pr?: number;
  qrs?: number;
  qt?: number;
  hasP?: boolean;
  /** Every interval is another, as in fibrillation. */
  isIrregular?: boolean;
  /** Every so manieth interval is half as long again. */
  longEvery?: number;
  /** Microvolts of white noise, of hum at 60 Hz (peak), of slow wander (peak). */
  noise?: number;
  hum?: number;
  wander?: number;
  /** A pacer spike so many milliseconds before each QRS. */
  spikeBefore?: number | null;
}

/** Height of P, of the QRS (up, then down) and of T in each lead, in microvolts. Limb leads agree with Einthoven. */
const heights: Readonly<Record<string, readonly [p: number, r: number, s: number, t: number]>> = {
  I: [70, 700, -120, 200],
  II: [130, 1000, -180, 320],
  V1: [60, 250, -900, 80],
  V2: [60, 450, -1300, 400],
  V3: [60, 800, -900, 450],
  V4: [60, 1300, -500, 420],
  V5: [60, 1200, -250, 350],
  V6: [60, 900, -120, 280],
};

export interface MadeUpHeart {
  tracing: Tracing;
  /** Samples at which each QRS begins. */
  qrsOn: number[];
}

export function madeUpHeart(options: HeartOptions = {}): MadeUpHeart {
  const { hz = 500, seconds = 10, rr = 850, isIrregular = false, longEvery = Number.POSITIVE_INFINITY } = options;
  const chance = seeded(7);
  const length = hz * seconds;
  const onsets: number[] = [];
  const interval = () => (isIrregular ? rr * (0.6 + 0.8 * chance()) : onsets.length % longEvery === 0 ? 1.5 * rr : rr);
  for (let at = 0.35 * hz; at < length; at += (interval() * hz) / 1000) onsets.push(Math.round(at));
  const leads = Object.entries(heights).map(([name, height]) => leadOf(name, height, onsets, length, hz, options, chance));
  const by = (name: string) => leads.find((lead) => lead.name === name)!.samples;
  const [one, two] = [by('I'), by('II')];
  const limb = (name: string, of: (first: number, second: number) => number): Lead => ({
    ...leads[0]!,
    name,
    samples: one.map((value, index) => Math.round(of(value, two[index]!))),
  });
  const derived = [
    limb('III', (a, b) => b - a),
    limb('aVR', (a, b) => -(a + b) / 2),
    limb('aVL', (a, b) => a - b / 2),
    limb('aVF', (a, b) => b - a / 2),
  ];
  const all = standardLeads.map((name) => [...leads, ...derived].find((lead) => lead.name === name)!);
  return { tracing: tracingOf('made-up', all), qrsOn: onsets };
}

function leadOf(
  name: string,
  [p, r, s, t]: readonly [number, number, number, number],
  onsets: readonly number[],
  length: number,
  hz: number,
  { pr = 160, qrs = 90, qt = 390, hasP = true, noise = 0, hum = 0, wander = 0, spikeBefore = null, isIrregular = false }: HeartOptions,
  chance: () => number,
): Lead {
  const samples = new Float64Array(length);
  for (const [beat, on] of onsets.entries()) {
    const place = (milliseconds: number) => on + (milliseconds * hz) / 1000;
    const room = isIrregular ? Math.min(1, ((onsets[beat + 1] ?? length) - on) / (0.6 * hz)) : 1;
    if (hasP) bump(samples, place(-pr), place(-pr + 100), p);
    bump(samples, place(0), place(qrs * 0.6), r);
    bump(samples, place(qrs * 0.5), place(qrs), s);
    bump(samples, place(qt * room - 180 * room), place(qt * room), t);
    if (spikeBefore !== null)
      for (const [offset, value] of [
        [0, 2500],
        [1, -300],
      ] as const)
        add(samples, Math.round(place(-spikeBefore)) + offset, value);
  }
  for (let index = 0; index < length; index++) {
    samples[index]! += noise * (chance() + chance() + chance() - 1.5) * 2 + hum * Math.sin((2 * Math.PI * 60 * index) / hz);
    samples[index]! += wander * Math.sin((2 * Math.PI * 0.25 * index) / hz);
  }
  return { name, samples: Int32Array.from(samples, (value) => Math.round(value)), hz, nanovoltsPerBit: 1000, baseline: 0 };
}

function add(samples: Float64Array, index: number, value: number): void {
  if (index >= 0 && index < samples.length) samples[index]! += value;
}

/** A raised cosine: nothing before it begins, nothing after it ends. */
function bump(samples: Float64Array, from: number, to: number, height: number): void {
  for (let index = Math.ceil(from); index <= to; index++)
    add(samples, index, (height * (1 - Math.cos((2 * Math.PI * (index - from)) / (to - from)))) / 2);
}
