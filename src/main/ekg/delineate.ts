/**
 * Onsets, peaks and ends of P, QRS and T in every beat. The beats of one shape are laid over each other and marked once, on
 * their median, where noise is least; a lead's own marks are held to what all leads say together. EKG notes 6.2.
 */
import type { BeatPoints } from '../../../drivers/model/tracing.ts';
import { highPass } from './filter.ts';
import { type BeatGroup, groupBeats } from './groups.ts';
import { medianBeat } from './median-beat.ts';
import { clamp, median, quantile, weightedQuantile } from './numbers.ts';
import { presence } from './p-presence.ts';
import { capturedSeconds, filteredSpike, withoutPulse } from './pacer.ts';
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
  /** Where a pacer's spike that a cart's low-pass left over stands before the QRS; null: none is seen, which proves nothing. */
  spike: number | null;
  /** Median beats, one a lead, baseline wander taken off. */
  medians: Float64Array[];
  leads: LeadMarks[];
  global: BeatPoints;
  /**
   * Where the first leads leave and the last return to the line: what intervals are measured between. EKG notes 6.2. P begins with the
   * foot in the middle lead: the first leads' feet run into the T wave before.
   */
  extreme: { pOn: number | null; qrsOn: number; qrsOff: number; tOff: number | null };
  /** Whether the P wave stands before each beat of the group, in its order. */
  hasP: boolean[];
}

const beforeSeconds = 0.5;
const afterSeconds = 0.8;

/** Marks for every shape of beat, the commonest shape first. `leads` in microvolts, without gaps, all of one length. */
export function markShapes(leads: readonly Float64Array[], hz: number, beats: readonly number[]): ShapeMarks[] {
  const flat = leads.map((lead) => highPass(lead, hz, 0.5));
  const groups = groupBeats(leads, hz, beats);
  const order = groups.flat().sort((a, b) => a - b);
  const shapes = groups.map((group) => markGroup(flat, hz, group, order));
  // A beat or two prove nothing: they have a P wave only in a rhythm that has them.
  const [usual] = shapes;
  return shapes.map((shape) => (shape.beats.length < 3 && usual?.global.pOn === null ? withoutP(shape) : shape));
}

function withoutP(shape: ShapeMarks): ShapeMarks {
  return {
    ...shape,
    leads: shape.leads.map((lead) => ({ ...lead, p: null })),
    global: { ...shape.global, pOn: null, pOff: null },
    extreme: { ...shape.extreme, pOn: null },
    hasP: shape.hasP.map(() => false),
  };
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
  const spike = filteredSpike(medians, hz, at);
  const unpaced = spike === null ? medians : medians.map((beat) => withoutPulse(beat, hz, spike));
  const ownQrs = unpaced.map((beat) => qrsBounds(beat, hz, at, spike === null ? 0 : spike + Math.round(capturedSeconds * hz)));
  const qrs = { on: median(ownQrs.map(({ on }) => on)), off: median(ownQrs.map(({ off }) => off)) };
  const ts = tWaves(medians, hz, qrs, at, gaps);
  const t = jointWave(ts, middleOfT);
  const ps = pWaves(medians, hz, qrs, at, gaps, t);
  const p = jointWave(ps, middle);
  // What peaks within the T wave of the beat before may be anything.
  const isInT = p !== null && t !== null && t.off - gaps.before > p.peak;
  const hasP = p === null || isInT ? group.map(() => false) : presence(leads, hz, group, at, p, qrs, order);
  const shown = hasP.includes(true);
  return {
    at,
    beats: group,
    spike,
    medians,
    leads: medians.map((_, index) => ({
      qrs: near(ownQrs[index]!, qrs, 0.012 * hz, 0.016 * hz),
      p: shown && p !== null ? nearWave(ps[index] ?? null, p, 0.024 * hz) : null,
      t: t === null ? null : nearWave(ts[index] ?? null, t, 0.04 * hz),
    })),
    global: {
      pOn: shown ? p!.on + Math.round(footOfPSeconds * hz) : null,
      pOff: shown ? p!.off : null,
      qrsOn: qrs.on,
      qrsOff: qrs.off,
      tOff: t?.off ?? null,
    },
    extreme: {
      pOn: shown ? p!.on : null,
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

/**
 * The share of the leads, by weight, that have come to a wave's joint onset, peak and end. The foot of a flat T is lost in noise
 * and sought too far out, never too far in: by the time the middle lead is back on the line the wave is over.
 */
const middle = { on: 0.5, peak: 0.5, off: 0.5 };
const middleOfT = { ...middle, off: 0.45 };

/** In the middle lead the foot of P stands this much before the middle of the readers' marks on LUDB, in both halves of it. */
const footOfPSeconds = 0.002;

/** What the leads say together, each by the root of its wave's height: one lead alone never speaks for all. null: no lead has one. */
function jointWave(waves: readonly (Wave | null)[], shares: typeof middle): Wave | null {
  const there = waves.filter((wave) => wave !== null);
  if (there.length === 0) return null;
  const joint = (part: 'on' | 'peak' | 'off') => {
    const pairs = there.map((wave) => [wave[part], Math.sqrt(Math.abs(wave.height))] as const);
    return Math.round(weightedQuantile(pairs, shares[part]));
  };
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
