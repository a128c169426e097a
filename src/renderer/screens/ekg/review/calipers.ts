/** Calipers on paper: two ends in millimetres, what lies between them in time or voltage, and the steps that repeat it. They change nothing. */
import type { EkgPicture, Place, Scale } from '../../../../../drivers/model/paper/picture.ts';

export interface Point {
  x: number;
  y: number;
}

/** Upright ones measure time; lying ones, voltage. */
export type Direction = 'time' | 'voltage';

export interface Calipers {
  a: Point;
  b: Point;
  direction: Direction;
  /** Repeats the interval along the strip. */
  isMarching: boolean;
}

export type End = 'a' | 'b';

/** Where they stand when they are opened: a second apart on the last row, in its middle. */
export function firstCalipers({ places, grid }: EkgPicture, { millimetresPerSecond }: Scale): Calipers {
  const place = places.at(-1);
  const y = place?.baseline ?? grid.top + grid.height / 2;
  const middle = grid.left + grid.width / 2;
  const half = millimetresPerSecond / 2;
  return { a: { x: middle - half, y: y - 10 }, b: { x: middle + half, y }, direction: 'time', isMarching: false };
}

/** Moved by so many millimetres, never off the grid. */
export function moved(calipers: Calipers, end: End, by: Point, picture: EkgPicture): Calipers {
  const from = calipers[end];
  return placed(calipers, end, { x: from.x + by.x, y: from.y + by.y }, picture);
}

export function placed(calipers: Calipers, end: End, to: Point, { grid }: EkgPicture): Calipers {
  const within = (value: number, from: number, length: number) => Math.min(from + length, Math.max(from, value));
  return { ...calipers, [end]: { x: within(to.x, grid.left, grid.width), y: within(to.y, grid.top, grid.height) } };
}

/** Milliseconds, or millivolts, between the ends; never below zero. */
export function distance({ a, b, direction }: Calipers, { millimetresPerSecond, millimetresPerMillivolt }: Scale): number {
  if (direction === 'time') return (Math.abs(b.x - a.x) / millimetresPerSecond) * 1000;
  return Math.abs(b.y - a.y) / millimetresPerMillivolt;
}

/** "394 ms", "1.25 mV"; of a time also the rate it would be between two beats. */
export function distanceWords(calipers: Calipers, scale: Scale): string {
  const between = distance(calipers, scale);
  return calipers.direction === 'time' ? `${Math.round(between)} ms` : `${between.toFixed(2)} mV`;
}

/** The rate that this time between two beats makes; null where nobody would ask. */
export function rateWords(calipers: Calipers, scale: Scale): string | null {
  const between = distance(calipers, scale);
  return calipers.direction === 'time' && between >= 200 && between <= 3000 ? `${Math.round(60_000 / between)}/min` : null;
}

const mostMarks = 200;

/** Where the interval comes again, to both sides, within the strip that the first end stands in. Less than 40 ms is not repeated. */
export function marchMarks({ a, b, direction, isMarching }: Calipers, picture: EkgPicture, scale: Scale): number[] {
  const step = Math.abs(b.x - a.x);
  if (!isMarching || direction !== 'time' || step < 0.04 * scale.millimetresPerSecond) return [];
  const { left, right } = stripAt(a, picture) ?? { left: picture.grid.left, right: picture.grid.left + picture.grid.width };
  const [low, high] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const marks: number[] = [];
  for (let x = low - step; x >= left && marks.length < mostMarks; x -= step) marks.push(x);
  for (let x = high + step; x <= right && marks.length < mostMarks; x += step) marks.push(x);
  return marks.sort((one, other) => one - other);
}

/** The strip under a place on the paper. */
export function stripAt({ x, y }: Point, { places }: EkgPicture): Place | null {
  return places.find(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom) ?? null;
}
