/** Beats of one shape: sorted by the likeness of their QRS in all leads together, and laid exactly over each other. */
import { lowPass } from './filter.ts';
import { likeness } from './numbers.ts';

/** Indices that stand for the same instant of the beat in each of its beats, ascending. */
export type BeatGroup = number[];

const halfWidthSeconds = 0.08;
const reachSeconds = 0.05;
/** Shapes less alike than this are of different origin (normal, ventricular, paced). */
const sameShape = 0.85;

interface Shape {
  mean: Float64Array;
  beats: BeatGroup;
}

/** Groups, the largest first. Beats too near to an end of the record to be laid over others are in none. */
export function groupBeats(leads: readonly Float64Array[], hz: number, beats: readonly number[]): BeatGroup[] {
  const smooth = leads.map((lead) => lowPass(lead, hz, 40));
  const half = Math.round(halfWidthSeconds * hz);
  const reach = Math.round(reachSeconds * hz);
  const length = smooth[0]?.length ?? 0;
  const shapes: Shape[] = [];
  for (const beat of beats) {
    if (beat < half + reach || beat >= length - half - reach) continue;
    const fit = shapes.map((shape) => ({ shape, ...bestFit(smooth, beat, shape.mean, half, reach) })).find(({ like }) => like > sameShape);
    if (fit === undefined) shapes.push({ mean: cut(smooth, beat, half), beats: [beat] });
    else join(fit.shape, cut(smooth, fit.at, half), fit.at);
  }
  for (const shape of shapes) shape.beats = shape.beats.map((beat) => bestFit(smooth, beat, shape.mean, half, reach).at);
  return shapes.map((shape) => shape.beats.toSorted((a, b) => a - b)).sort((a, b) => b.length - a.length);
}

function join(shape: Shape, segment: Float64Array, at: number): void {
  const count = shape.beats.push(at);
  for (let index = 0; index < segment.length; index++) shape.mean[index]! += (segment[index]! - shape.mean[index]!) / count;
}

function bestFit(
  leads: readonly Float64Array[],
  beat: number,
  mean: Float64Array,
  half: number,
  reach: number,
): { at: number; like: number } {
  let best = { at: beat, like: -2 };
  const tryAt = (at: number) => {
    const like = likeness(cut(leads, at, half), mean);
    if (like > best.like) best = { at, like };
  };
  const length = leads[0]!.length;
  const isInside = (at: number) => at >= half && at < length - half;
  // Coarse first: a QRS is many samples wide.
  const step = Math.max(1, Math.round(reach / 12));
  for (let shift = -reach; shift <= reach; shift += step) if (isInside(beat + shift)) tryAt(beat + shift);
  const coarse = best.at;
  for (let shift = 1 - step; shift < step; shift++) if (shift !== 0 && isInside(coarse + shift)) tryAt(coarse + shift);
  return best;
}

/** The stretch around an instant in all leads, one behind the other, each with its mean taken off. */
function cut(leads: readonly Float64Array[], at: number, half: number): Float64Array {
  const width = 2 * half + 1;
  const joined = new Float64Array(leads.length * width);
  for (const [row, lead] of leads.entries()) {
    let mean = 0;
    for (let index = 0; index < width; index++) mean += lead[at - half + index]! / width;
    for (let index = 0; index < width; index++) joined[row * width + index] = lead[at - half + index]! - mean;
  }
  return joined;
}
