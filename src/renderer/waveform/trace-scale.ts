/** Millimetres to pixels and samples: one place for the scale of the live traces and of what is measured on them. */
import type { Geometry } from './sweep.ts';

export interface TraceScale {
  millimetresPerSecond: 25 | 50;
  millimetresPerMillivolt: 5 | 10 | 20;
  /** Of whatever unit the lengths are given in. */
  pixelsPerMillimetre: number;
}

/** Where a trace is drawn, in the same pixels as the scale. */
export interface TraceBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The line of rest stands a little below the middle: most of an EKG is above it. */
const restFromTop = 0.56;
/** The bar without a trace, ahead of the sweep. */
const eraseBarMillimetres = 4;

export const calibrationPulse = { seconds: 0.2, millivolts: 1 } as const;

export function pixelsPerSecond({ millimetresPerSecond, pixelsPerMillimetre }: TraceScale): number {
  return millimetresPerSecond * pixelsPerMillimetre;
}

export function pixelsPerMillivolt({ millimetresPerMillivolt, pixelsPerMillimetre }: TraceScale): number {
  return millimetresPerMillivolt * pixelsPerMillimetre;
}

/** The row of 0 mV, from the top of the box. */
export function restRow(box: TraceBox): number {
  return box.height * restFromTop;
}

/** The sweep of one box, in microvolts. Whole samples are put across it, so that each stands exactly where the scale says. */
export function geometryOf(box: TraceBox, scale: TraceScale, hz: number): Geometry {
  const pixelsPerSample = pixelsPerSecond(scale) / hz;
  const across = Math.max(1, Math.floor(box.width / pixelsPerSample));
  const perMicrovolt = pixelsPerMillivolt(scale) / 1000;
  return {
    width: across * pixelsPerSample,
    height: box.height,
    margin: 0,
    across,
    range: [-(box.height - restRow(box)) / perMicrovolt, restRow(box) / perMicrovolt],
    eraseBar: eraseBarMillimetres * scale.pixelsPerMillimetre,
  };
}
