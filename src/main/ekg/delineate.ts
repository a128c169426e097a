/**
 * Onsets, peaks and ends of P, QRS and T in every beat. The beats of one shape are laid over each other and marked once, on
 * their median, where noise is least; a lead's own marks are held to what all leads say together. EKG notes 6.2.
 */
import type { BeatPoints } from '../../../drivers/model/tracing.ts';
import { highPass, lowPass } from './filter.ts';
import { type BeatGroup, groupBeats } from './groups.ts';
import { medianBeat } from './median-beat.ts';
import { clamp, likeness, median, quantile, weightedMedian } from './numbers.ts';
import { type Bounds, pWave, qrsBounds, tWave, type Wave } from './waves.ts';

/** Marks of one lead in one beat, in samples of the beat's own clock (see `ShapeMarks.at`). null: there is none. */
export interface LeadMarks {
  qrs: Bounds;
  p: Wave | null;
  t: Wave | null;
}

/** A group of beats of one shape with its marks. Indices count from the first sample of the median beat. */
export interface ShapeMarks {
  /** Where the fiducial point of the group stands in the median beat. */
  at: number;
  beats: BeatGroup;
  /** Median beats, one a lead, baseline wander taken off. */
  medians: Float64Array[];
  leads: LeadMarks[];
  global: BeatPoints;
  /** Where the first leads leave and the last return to the line: what intervals are measured between. EKG notes 6.2. */
  extreme: { pOn: number | null; qrsOn: number; qrsOff: number; tOff: number | null };
  /** Whether the P wave stands before each beat of the group, in its order. */
  hasP: boolean[];
}

/** One beat of one lead, in samples of the record. EKG notes 6.2. */
export interface BeatMarks {
  pOn: number | null;
  pPeak: number | null;
  pOff: number | null;
  qrsOn: number;
  r: number;
  qrsOff: number;
  tOn: number | null;
  tPeak: number | null;
  tOff: number | null;
}

const beforeSeconds = 0.5;
const afterSeconds = 0.8;

/** Marks for every shape of beat, the commonest shape first. `leads` in microvolts, without gaps, all of one length. */
export function markShapes(leads: readonly Float64Array[], hz: number, beats: readonly number[]): ShapeMarks[] {
  const flat = leads.map((lead) => highPass(lead, hz, 0.5));
  const groups = groupBeats(leads, hz, beats);
  const order = groups.flat().sort((a, b) => a - b);
  const shapes = groups.map((group) => markGroup(flat, hz, group, order));
  return shapes;
}

/** Usual distances to the beat before and the beat after, in samples. */
interface Gaps {
  before: number;
  after: number;
}

function markGroup(leads: readonly Float64Array[], hz: number, group: BeatGroup, order: readonly number[]): ShapeMarks {
  const at = Math.round(beforeSeconds * hz);
  const after = Math.round(afterSeconds * hz);
  const medians = leads.map((lead) => medianBeat(lead, group, at, after));
  const gaps = gapsOf(group, order);
  const ownQrs = medians.map((beat) => qrsBounds(beat, hz, at));
  const qrs = { on: median(ownQrs.map(({ on }) => on)), off: median(ownQrs.map(({ off }) => off)) };
  const ts = tWaves(medians, hz, qrs, at, gaps);
  const t = jointWave(ts);
  const ps = pWaves(medians, hz, qrs, at, gaps, t);
  const p = jointWave(ps);
  const hasP = p === null ? group.map(() => false) : presence(leads, hz, group, at, p, qrs, order);
  const shown = hasP.includes(true);
  return {
    at,
    beats: group,
    medians,
    leads: medians.map((_, index) => ({
      qrs: near(ownQrs[index]!, qrs, 0.012 * hz, 0.016 * hz),
      p: shown && p !== null ? nearWave(ps[index] ?? null, p, 0.02 * hz) : null,
      t: t === null ? null : nearWave(ts[index] ?? null, t, 0.04 * hz),
    })),
    global: { pOn: shown ? p!.on : null, pOff: shown ? p!.off : null, qrsOn: qrs.on, qrsOff: qrs.off, tOff: t?.off ?? null },
    extreme: {
      pOn: shown
        ? early(
            ps.map((wave) => wave?.on),
            p!.on,
          )
        : null,
      qrsOn: early(
        ownQrs.map(({ on }) => on),
        qrs.on,
      ),
      qrsOff: late(
        ownQrs.map(({ off }) => off),
        qrs.off,
        0.55,
      ),
      tOff:
        t === null
          ? null
          : late(
              ts.map((wave) => wave?.off),
              t.off,
              0.8,
            ),
    },
    hasP,
  };
}

/** Not the single earliest or latest lead, which may be noise: a fifth of the leads stand before it, or behind. */
function early(places: readonly (number | undefined)[], joint: number): number {
  return Math.min(
    joint,
    quantile(
      places.filter((place) => place !== undefined),
      0.2,
    ),
  );
}

function late(places: readonly (number | undefined)[], joint: number, share: number): number {
  const there = places.filter((place) => place !== undefined);
  return Math.max(joint, quantile(there, share));
}

function gapsOf(group: BeatGroup, order: readonly number[]): Gaps {
  const usual = order.length > 1 ? median(order.slice(1).map((beat, index) => beat - order[index]!)) : Number.NaN;
  const before: number[] = [];
  const after: number[] = [];
  for (const beat of group) {
    const place = order.indexOf(beat);
    if (place > 0) before.push(beat - order[place - 1]!);
    if (place + 1 < order.length) after.push(order[place + 1]! - beat);
  }
  return { before: before.length > 0 ? median(before) : usual, after: after.length > 0 ? median(after) : usual };
}

/** How much one interval differs from the next, as a share of the usual one: about 0.02 in sinus rhythm, over 0.15 in fibrillation. */
function disorderOf(order: readonly number[]): number {
  const intervals = order.slice(1).map((beat, index) => beat - order[index]!);
  if (intervals.length < 3) return 0;
  return median(intervals.slice(1).map((interval, index) => Math.abs(interval - intervals[index]!))) / median(intervals);
}

function tWaves(medians: readonly Float64Array[], hz: number, qrs: Bounds, at: number, { after }: Gaps): (Wave | null)[] {
  const from = Math.round(qrs.off + 0.03 * hz);
  const room = Number.isNaN(after) ? 0.6 * hz : Math.max(0.62 * after, Math.min(0.36 * hz, 0.75 * after));
  const to = Math.round(Math.min(at + room, at + 0.66 * hz, medians[0]!.length - 2));
  return medians.map((beat) => tWave(beat, hz, from, to));
}

function pWaves(medians: readonly Float64Array[], hz: number, qrs: Bounds, at: number, { before }: Gaps, t: Wave | null): (Wave | null)[] {
  const to = Math.round(qrs.on - 0.004 * hz);
  const room = Number.isNaN(before) ? 0.3 * hz : Math.min(0.34 * hz, 0.62 * before);
  // Behind the T wave of the beat before, where that is known.
  const behindT = t === null || Number.isNaN(before) ? 0 : t.off - before + 0.01 * hz;
  const from = Math.round(Math.max(2, at - room, Math.min(behindT, to - 0.12 * hz)));
  return medians.map((beat) => pWave(beat, hz, from, to));
}

/** What the leads say together, each by the height of its wave. null where no lead has one. */
function jointWave(waves: readonly (Wave | null)[]): Wave | null {
  const there = waves.filter((wave) => wave !== null);
  if (there.length === 0) return null;
  const joint = (part: 'on' | 'peak' | 'off') =>
    Math.round(weightedMedian(there.map((wave) => [wave[part], Math.abs(wave.height)] as const)));
  return { on: joint('on'), peak: joint('peak'), off: joint('off'), height: Math.max(...there.map(({ height }) => Math.abs(height))) };
}

function near(own: Bounds, all: Bounds, onReach: number, offReach: number): Bounds {
  return {
    on: Math.round((clamp(own.on, all.on - onReach, all.on + onReach) + all.on) / 2),
    off: Math.round((clamp(own.off, all.off - offReach, all.off + offReach) + all.off) / 2),
  };
}

/** A lead's wave held near the joint one; the joint one where the lead's own is elsewhere. */
function nearWave(own: Wave | null, all: Wave, reach: number): Wave {
  if (own === null || Math.abs(own.peak - all.peak) > 2.5 * reach) return { ...all, height: own?.height ?? 0 };
  const { on, off } = near(own, all, reach, reach);
  return { on: Math.min(on, own.peak), peak: own.peak, off: Math.max(off, own.peak), height: own.height };
}

/**
 * What a P wave can be: lower in microvolts it is lost in what is left of the noise; shorter is a pacer's spike, longer two waves
 * in one. Alike: how much the waves before a heart's beats resemble each other; in a rhythm without order only near identity tells.
 */
const pCan = {
  lowest: 24,
  shortestSeconds: 0.06,
  longestSeconds: 0.175,
  likeness: 0.7,
  likenessOfFew: 0.87,
  likenessUnordered: 0.97,
  unordered: 0.12,
};

/** A P wave that belongs to the beats comes back before each of them; flutter and fibrillation do not. */
function presence(
  leads: readonly Float64Array[],
  hz: number,
  group: BeatGroup,
  at: number,
  p: Wave,
  qrs: Bounds,
  order: readonly number[],
): boolean[] {
  const disorder = disorderOf(order);
  const seconds = (p.off - p.on) / hz;
  if (p.height < pCan.lowest || seconds < pCan.shortestSeconds || seconds > pCan.longestSeconds) return group.map(() => false);
  const smooth = leads.map((lead) => lowPass(lead, hz, 20));
  const from = p.on - Math.round(0.03 * hz) - at;
  // What smoothing carries of the QRS before its beginning comes back with every beat too: it is no witness.
  const to = Math.min(p.off + Math.round(0.02 * hz), Math.round(qrs.on - 0.016 * hz)) - at;
  const segments = group.map((beat) => stretch(smooth, beat + from, beat + to));
  const sum = new Float64Array(segments[0]!.length);
  for (const segment of segments) for (let index = 0; index < sum.length; index++) sum[index]! += segment[index]!;
  if (group.length < 3) return group.map(() => disorder <= pCan.unordered);
  const alike = segments.map((segment) =>
    likeness(
      segment,
      sum.map((value, index) => value - segment[index]!),
    ),
  );
  const orderly = group.length < 6 ? pCan.likenessOfFew : pCan.likeness;
  const enough = disorder > pCan.unordered ? pCan.likenessUnordered : orderly;
  return median(alike) < enough ? group.map(() => false) : alike.map((like) => like > 0.4);
}

/** A stretch of all leads, one behind the other, each with the line between its ends taken off; zeros beyond the record. */
function stretch(leads: readonly Float64Array[], from: number, to: number): Float64Array {
  const width = Math.max(0, to - from + 1);
  const joined = new Float64Array(leads.length * width);
  if (from < 0 || to >= leads[0]!.length) return joined;
  for (const [row, lead] of leads.entries()) {
    for (let index = 0; index < width; index++) {
      const line = lead[from]! + ((lead[to]! - lead[from]!) * index) / Math.max(1, width - 1);
      joined[row * width + index] = lead[from + index]! - line;
    }
  }
  return joined;
}

/** Marks of one lead for every beat, in the order of time. */
export function beatMarks(shapes: readonly ShapeMarks[], lead: number, leadSamples: Float64Array, length: number): BeatMarks[] {
  const rows = shapes.flatMap((shape) =>
    shape.beats.map((beat, index) => {
      const shift = beat - shape.at;
      const { qrs, p, t } = shape.leads[lead]!;
      const ownP = p !== null && shape.hasP[index]! ? p : null;
      const inside = (place: number | undefined) =>
        place === undefined || place + shift < 0 || place + shift >= length ? null : place + shift;
      const [qrsOn, qrsOff] = [Math.max(0, qrs.on + shift), Math.min(length - 1, qrs.off + shift)];
      return {
        pOn: inside(ownP?.on),
        pPeak: inside(ownP?.peak),
        pOff: inside(ownP?.off),
        qrsOn,
        r: tallest(leadSamples, qrsOn, qrsOff),
        qrsOff,
        tOn: inside(t?.on),
        tPeak: inside(t?.peak),
        tOff: inside(t?.off),
      };
    }),
  );
  return rows.sort((a, b) => a.r - b.r).map(inOrder);
}

/** The largest deflection of a QRS from the line between its ends. */
function tallest(lead: Float64Array, from: number, to: number): number {
  let best = from;
  let height = -1;
  for (let index = from; index <= to; index++) {
    const line = lead[from]! + ((lead[to]! - lead[from]!) * (index - from)) / Math.max(1, to - from);
    if (Math.abs(lead[index]! - line) > height) [best, height] = [index, Math.abs(lead[index]! - line)];
  }
  return best;
}

/**
 * No wave may reach into another: a P that begins within the T before it begins where that ends, and one whose peak lies there, or
 * a T that the next QRS cuts off, is given up rather than shown where it cannot be.
 */
function inOrder(row: BeatMarks, index: number, rows: readonly BeatMarks[]): BeatMarks {
  const before = rows[index - 1];
  const isTPossible = (one: BeatMarks, next: BeatMarks | undefined) =>
    one.tOff !== null && one.tOn !== null && one.tOn >= one.qrsOff && (next === undefined || one.tOff < next.qrsOn);
  const end = before === undefined ? -1 : isTPossible(before, row) ? before.tOff! : before.qrsOff;
  const isPPossible = row.pOn !== null && row.pPeak! > end && row.pOff! <= row.qrsOn;
  return {
    ...row,
    ...(isPPossible ? { pOn: Math.max(row.pOn!, end) } : { pOn: null, pPeak: null, pOff: null }),
    ...(isTPossible(row, rows[index + 1]) ? {} : { tOn: null, tPeak: null, tOff: null }),
  };
}
