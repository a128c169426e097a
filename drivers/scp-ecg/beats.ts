/**
 * Beats and the rhythm that is left when a reference beat is taken out of it (section 4). EKG notes 1.1, "Rebuilding with
 * reference beats" and "Bimodal".
 *
 *   section 4   reference beat ms u16 | its fiducial sample u16 | beats u16
 *               for each: type u16, start u32, fiducial u32, end u32; then, where bimodal: protected start u32, end u32
 */
import { fieldsOf } from '../framing/fields.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

/** Places count samples of the record from 1; both ends belong to it. */
export interface Zone {
  start: number;
  end: number;
}

export interface Beat extends Zone {
  type: number;
  fiducial: number;
}

export interface Beats {
  /** How long the reference beat is. */
  milliseconds: number;
  /** In the reference beat, from 1. */
  fiducial: number;
  beats: Beat[];
  protectedZones: Zone[];
}

const beatLength = 14;
const zoneLength = 8;

/** Throws `UnreadableTracing`. */
export function readBeats(body: Uint8Array): Beats {
  const fields = fieldsOf(body);
  const [milliseconds, fiducial, count] = [fields.u16(), fields.u16(), fields.u16()];
  if (count * beatLength > fields.left) throw new UnreadableTracing(`${count} beats are announced and have no room`);
  const beats = Array.from({ length: count }, () => {
    const [type, start, peak, end] = [fields.u16(), fields.u32(), fields.u32(), fields.u32()];
    return { type, start, fiducial: peak, end };
  });
  const hasZones = count > 0 && count * zoneLength <= fields.left;
  const zones = hasZones ? Array.from({ length: count }, () => ({ start: fields.u32(), end: fields.u32() })) : [];
  return { milliseconds, fiducial, beats, protectedZones: zones.filter(({ start, end }) => start > 0 && end >= start) };
}

/** The record out of what is left of it and the reference beat, both in one unit. */
export function addReferenceBeat(residual: Int32Array, reference: Int32Array, { fiducial, beats }: Beats, isSmoothed: boolean): Int32Array {
  const zones = beats
    .filter(({ type }) => type === 0)
    .map((beat) => ({ ...beat, start: Math.max(1, beat.start), end: Math.min(beat.end, residual.length) }));
  const covered = zones.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);
  if (covered > 2 * residual.length) throw new UnreadableTracing('the beats that are taken out overlap', 'section 4');
  const whole = isSmoothed ? smoothed(residual, zones) : Int32Array.from(residual);
  for (const zone of zones) {
    const shift = fiducial - zone.fiducial;
    for (let place = Math.max(zone.start, 1 - shift); place <= Math.min(zone.end, reference.length - shift); place++) {
      whole[place - 1] = whole[place - 1]! + reference[shift + place - 1]!;
    }
  }
  return whole;
}

/**
 * Means of three, rounded away from zero, outside the zones and two samples after each; the ends of the record stay as they
 * are. Found so, sample by sample, from what the WFDB tool makes of a Spacelabs record.
 */
function smoothed(residual: Int32Array, zones: readonly Zone[]): Int32Array {
  const stays = new Uint8Array(residual.length);
  for (const { start, end } of zones) stays.fill(1, Math.max(0, start - 1), Math.max(0, end + 2));
  return residual.map((value, index) => {
    if (stays[index] === 1 || index === 0 || index === residual.length - 1) return value;
    const sum = residual[index - 1]! + value + residual[index + 1]!;
    return Math.sign(sum) * Math.ceil(Math.abs(sum) / 3);
  });
}

/**
 * The rhythm at full rate out of one that keeps full rate inside protected zones only; outside, blocks of `factor` samples
 * stand as their mean, and straight lines join the middles of blocks. Throws `UnreadableTracing` where the counts do not fit.
 */
export function widen(stored: Int32Array, length: number, zones: readonly Zone[], factor: number): Int32Array {
  const misfit = 'the samples do not fit the protected zones of bimodal compression';
  if (length > stored.length * factor) throw new UnreadableTracing(misfit);
  const points: { at: number; value: number }[] = [];
  const whole = new Int32Array(length);
  let [place, from] = [1, 0];
  const next = () => {
    if (from >= stored.length) throw new UnreadableTracing(misfit);
    return stored[from++]!;
  };
  const blocksUntil = (end: number) => {
    for (; place <= end; place += factor) {
      const last = Math.min(place + factor - 1, end);
      points.push({ at: (place + last) / 2, value: next() });
      if (last === end) place = end + 1 - factor;
    }
  };
  for (const { start, end } of [...zones].sort((a, b) => a.start - b.start)) {
    if (start < place || end < start || end > length) throw new UnreadableTracing('protected zones overlap or leave the record');
    blocksUntil(start - 1);
    for (; place <= end; place++) points.push({ at: place, value: next() });
  }
  blocksUntil(length);
  if (from !== stored.length) throw new UnreadableTracing(misfit);
  return joined(points, whole);
}

function joined(points: readonly { at: number; value: number }[], whole: Int32Array): Int32Array {
  let after = 0;
  for (let place = 1; place <= whole.length; place++) {
    while (after < points.length && points[after]!.at < place) after++;
    const [left, right] = [points[after - 1] ?? points[0]!, points[after] ?? points.at(-1)!];
    const share = right.at === left.at ? 0 : (place - left.at) / (right.at - left.at);
    whole[place - 1] = Math.round(left.value + share * (right.value - left.value));
  }
  return whole;
}
