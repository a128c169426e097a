/**
 * The live trace: a sweep that draws only what is new and erases a bar ahead of itself, so the trace stands still and
 * is overwritten. Lines never cross a missing sample; nothing is smoothed; where several samples share a pixel its
 * smallest and largest are drawn, so that no peak is lost.
 */

/** The part of a canvas context that is used, so that a test can record the strokes. */
export interface Pen {
  clearRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

export interface Geometry {
  /** Device pixels. */
  width: number;
  height: number;
  /** Empty pixels above and below the trace. */
  margin: number;
  /** Samples across the whole width. */
  across: number;
  /** Smallest and largest value a sample can have. */
  range: readonly [number, number];
  /** Width of the erase bar, in device pixels. */
  eraseBar: number;
}

/** Half the width of the widest line, in device pixels. */
const spill = 2;

/**
 * Draws the samples [from, to) of a running signal; `sampleAt` gives a sample by its running number.
 * Call with the samples that came since the last call; never more than `across` of them are drawn.
 */
export function drawNew(pen: Pen, geometry: Geometry, from: number, to: number, sampleAt: (index: number) => number | null): void {
  if (from >= to) return;
  // A pixel that is not full yet is drawn anew with what came to it: nothing of a line is left out where two calls meet.
  const first = Math.max(startOfPixel(geometry, from), to - geometry.across);
  eraseAhead(pen, geometry, first, to);
  pen.beginPath();
  let isDown = continueFrom(pen, geometry, first, sampleAt);
  let index = first;
  while (index < to) {
    const end = endOfPixel(geometry, index, to);
    const turned = columnOf(geometry, index) < columnOf(geometry, index - 1);
    isDown = drawPixel(pen, geometry, index, end, sampleAt, isDown && !turned);
    index = end;
  }
  pen.stroke();
}

/** Left edge of the erase bar's far side: where the next sample will be drawn, for the sweep line. */
export function sweepX(geometry: Geometry, written: number): number {
  return columnOf(geometry, written);
}

function drawPixel(
  pen: Pen,
  geometry: Geometry,
  from: number,
  to: number,
  sampleAt: (index: number) => number | null,
  isDown: boolean,
): boolean {
  const x = columnOf(geometry, from);
  let smallest: number | null = null;
  let largest: number | null = null;
  let last: number | null = null;
  let joined = isDown;
  for (let index = from; index < to; index += 1) {
    last = sampleAt(index);
    if (last === null) {
      joined = false;
      continue;
    }
    const y = rowOf(geometry, last);
    if (joined) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    joined = true;
    smallest = smallest === null ? last : Math.min(smallest, last);
    largest = largest === null ? last : Math.max(largest, last);
  }
  if (to - from > 2 && last !== null && smallest !== null && largest !== null) {
    pen.moveTo(x, rowOf(geometry, smallest));
    pen.lineTo(x, rowOf(geometry, largest));
    pen.moveTo(x, rowOf(geometry, last));
  }
  return last !== null;
}

/** Puts the pen on the sample before, so that the line goes on; not at the left edge, and not across a gap. */
function continueFrom(pen: Pen, geometry: Geometry, first: number, sampleAt: (index: number) => number | null): boolean {
  const before = first === 0 ? null : sampleAt(first - 1);
  if (before === null || columnOf(geometry, first) < columnOf(geometry, first - 1)) return false;
  pen.moveTo(columnOf(geometry, startOfPixel(geometry, first - 1)), rowOf(geometry, before));
  return true;
}

/** The first sample that shares the pixel of this one. */
function startOfPixel(geometry: Geometry, index: number): number {
  const column = columnOf(geometry, index);
  let start = index;
  while (start > 0 && columnOf(geometry, start - 1) < column && Math.floor(columnOf(geometry, start - 1)) === Math.floor(column))
    start -= 1;
  return start;
}

function eraseAhead(pen: Pen, geometry: Geometry, first: number, to: number): void {
  const start = Math.floor(columnOf(geometry, first));
  const length = Math.ceil(((to - first) * geometry.width) / geometry.across) + geometry.eraseBar;
  const width = Math.ceil(geometry.width);
  const whole = Math.min(length, width);
  const here = Math.min(whole, width - start);
  clear(pen, geometry, start, here);
  if (whole > here) clear(pen, geometry, 0, whole - here);
}

/** At the left edge a little more: a line drawn there is half beyond it. */
function clear(pen: Pen, geometry: Geometry, from: number, width: number): void {
  const beyond = from === 0 ? spill : 0;
  pen.clearRect(from - beyond, 0, width + beyond, geometry.height);
}

function endOfPixel(geometry: Geometry, index: number, to: number): number {
  const pixel = Math.floor(columnOf(geometry, index));
  let end = index + 1;
  while (end < to && Math.floor(columnOf(geometry, end)) === pixel && columnOf(geometry, end) > columnOf(geometry, index)) end += 1;
  return end;
}

function columnOf(geometry: Geometry, index: number): number {
  const place = ((index % geometry.across) + geometry.across) % geometry.across;
  return (place * geometry.width) / geometry.across;
}

function rowOf(geometry: Geometry, sample: number): number {
  const [low, high] = geometry.range;
  const share = (Math.min(Math.max(sample, low), high) - low) / (high - low);
  return geometry.height - geometry.margin - share * (geometry.height - 2 * geometry.margin);
}
