/** Two ends on one trace and what lies between them. Pure: the picture is drawn elsewhere. */
import { pixelsPerMillivolt, pixelsPerSecond, type TraceBox, type TraceScale } from './trace-scale.ts';

export interface CaliperEnd {
  /** From the left and the top of the trace's box, in the pixels of the scale. */
  x: number;
  y: number;
}

export interface CaliperReading {
  /** Milliseconds between the ends; null: the sweep stands between them, so that one end is a whole width older than it looks. */
  milliseconds: number | null;
  /** Of the right end against the left one: up is positive. */
  millivolts: number;
}

export function caliperReading(ends: readonly [CaliperEnd, CaliperEnd], scale: TraceScale, sweepAt: number | null): CaliperReading {
  const [left, right] = ends[0].x <= ends[1].x ? ends : [ends[1], ends[0]];
  const isCut = sweepAt !== null && sweepAt > left.x && sweepAt <= right.x;
  return {
    milliseconds: isCut ? null : ((right.x - left.x) * 1000) / pixelsPerSecond(scale),
    millivolts: (left.y - right.y) / pixelsPerMillivolt(scale),
  };
}

export function caliperWords({ milliseconds, millivolts }: CaliperReading): string {
  const level = `${millivolts < 0 && Math.abs(millivolts) >= 0.005 ? '\u2212' : ''}${Math.abs(millivolts).toFixed(2)} mV`;
  return milliseconds === null ? `The sweep is between the ends \u00b7 ${level}` : `${Math.round(milliseconds)} ms \u00b7 ${level}`;
}

const steps: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
/** One press of an arrow key; with Shift ten times as far. */
const stepMilliseconds = 4;
const stepMillivolts = 0.02;

/** The end after an arrow key, kept on its trace; null for another key. */
export function moveByKey(end: CaliperEnd, key: string, isFar: boolean, scale: TraceScale, box: TraceBox): CaliperEnd | null {
  const step = steps[key];
  if (step === undefined) return null;
  const times = isFar ? 10 : 1;
  return keptOn(box, {
    x: end.x + (step[0] * times * stepMilliseconds * pixelsPerSecond(scale)) / 1000,
    y: end.y - step[1] * times * stepMillivolts * pixelsPerMillivolt(scale),
  });
}

export function keptOn(box: TraceBox, { x, y }: CaliperEnd): CaliperEnd {
  return { x: Math.min(Math.max(x, 0), box.width), y: Math.min(Math.max(y, 0), box.height) };
}
