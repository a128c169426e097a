/**
 * The tracing as a picture in millimetres, the one source of the PDF, of the printed page and of the screen: a second is 25 mm (or
 * 50), a millivolt 10 mm (or 5, 20), exactly. Whoever draws it draws its lines and words where they are. EKG notes 3.
 */
import { withDerivedLeads } from '../leads.ts';
import type { Lead } from '../tracing.ts';
import { type Arrangement, arrange, type LayoutName, levelOf, piecesOf, type Strip, secondsOf } from './layout.ts';
import { type Paper, papers } from './millimetres.ts';

export interface Scale {
  layout: LayoutName;
  millimetresPerSecond: 25 | 50;
  millimetresPerMillivolt: 5 | 10 | 20;
  /** Seconds of the record at which the sheet begins. */
  fromSeconds: number;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A line through points. */
export type Stroke = readonly (readonly [x: number, y: number])[];

export interface Name {
  words: string;
  x: number;
  /** Where the letters stand. */
  y: number;
}

/** Where a strip stands, so that a place on the paper can be told as lead, time and voltage. */
export interface Place extends Strip {
  left: number;
  right: number;
  baseline: number;
  top: number;
  bottom: number;
}

export interface EkgPicture {
  width: number;
  height: number;
  paper: Paper;
  grid: Box;
  /** Drawn with `traceWidth`. Pulses have corners; traces are round at theirs. */
  pulses: Stroke[];
  ticks: Stroke[];
  traces: Stroke[];
  names: Name[];
  places: Place[];
  arrangement: Arrangement;
  /** Seconds of the record that the sheet shows, and that there are. */
  shown: readonly [from: number, to: number];
  length: number;
}

export const traceWidth = 0.3;
export const nameSize = 3.6;
const calibrationWidth = 10;
const gridLength = 250;
/** Twelve rows need their room on the screen as well: there the sheet grows. */
const leastRow = 14;

/** How many seconds a sheet holds. */
export function secondsPerSheet(millimetresPerSecond: 25 | 50): number {
  return gridLength / millimetresPerSecond;
}

export function ekgPicture(stored: readonly Lead[], scale: Scale, paperName: Paper['name']): EkgPicture {
  const leads = withDerivedLeads(stored);
  const length = secondsOf(leads);
  const seconds = secondsPerSheet(scale.millimetresPerSecond);
  const from = scale.fromSeconds;
  const names = leads.map(({ name }) => name);
  const arrangement = arrange(scale.layout, names, { from, seconds, length });
  const paper = sheetFor(papers[paperName], arrangement.rows);
  const grid = gridOf(paper);
  const places = arrangement.strips.map((strip) => placeOf(strip, grid, arrangement.rows, scale));
  const rows = Array.from({ length: arrangement.rows }, (_, row) => baselineOf(grid, row, arrangement.rows));
  return {
    width: paper.width,
    height: paper.height,
    paper,
    grid,
    pulses: rows.map((y) => pulseAt(grid.left, y, scale)),
    ticks: places
      .filter(({ at }) => at > 0)
      .map(
        ({ left, top }) =>
          [
            [left, top + 4],
            [left, top + 7],
          ] as const,
      ),
    names: places.map(({ lead, left, top, baseline }) => ({ words: lead, x: left + 1.5, y: Math.min(top + 4, baseline - 5) })),
    traces: places.flatMap((place) => tracesOf(leads, place, scale, from, seconds)),
    places,
    arrangement,
    shown: [from, Math.min(length, from + seconds)],
    length,
  };
}

function sheetFor(paper: Paper, rows: number): Paper {
  if (paper.name !== 'screen') return paper;
  const height = Math.max(paper.height, paper.gridTop + Math.ceil((rows * leastRow) / 5) * 5 + paper.footHeight);
  return { ...paper, height };
}

function gridOf({ name, width, height, gridTop, footHeight }: Paper): Box {
  const wide = calibrationWidth + gridLength;
  const high = height - gridTop - footHeight;
  return { left: (width - wide) / 2, top: gridTop, width: wide, height: name === 'screen' ? high : Math.floor(high / 5) * 5 };
}

/** Room above the first row's line and below the last one's, so that few rows and many keep their first pulse on the paper. */
const leastAbove = 14;
const leastBelow = 10;

function spacingOf({ height }: Box, rows: number): { above: number; between: number } {
  const above = Math.max(0.55 * (height / rows), leastAbove);
  const below = Math.max(0.45 * (height / rows), leastBelow);
  return { above, between: rows === 1 ? height : (height - above - below) / (rows - 1) };
}

/** On a whole millimetre of the grid, a little below its row's middle: what goes up is larger than what goes down. */
function baselineOf(grid: Box, row: number, rows: number): number {
  const { above, between } = spacingOf(grid, rows);
  return grid.top + Math.round(above + row * between);
}

function placeOf(strip: Strip, grid: Box, rows: number, { millimetresPerSecond }: Scale): Place {
  const left = grid.left + calibrationWidth + strip.at * millimetresPerSecond;
  const { between } = spacingOf(grid, rows);
  const baseline = baselineOf(grid, strip.row, rows);
  return {
    ...strip,
    left,
    right: left + strip.seconds * millimetresPerSecond,
    baseline,
    top: Math.max(grid.top, baseline - 0.55 * between),
    bottom: Math.min(grid.top + grid.height, baseline + 0.45 * between),
  };
}

/** One millivolt, 200 ms: flat, up, flat, down, flat. */
function pulseAt(left: number, y: number, { millimetresPerSecond, millimetresPerMillivolt }: Scale): Stroke {
  const width = Math.min(0.2 * millimetresPerSecond, calibrationWidth - 2);
  const from = left + (calibrationWidth - width) / 2;
  const top = y - millimetresPerMillivolt;
  return [
    [left + 1, y],
    [from, y],
    [from, top],
    [from + width, top],
    [from + width, y],
    [left + calibrationWidth - 1, y],
  ];
}

function tracesOf(leads: readonly Lead[], place: Place, scale: Scale, from: number, seconds: number): Stroke[] {
  const lead = leads.find(({ name }) => name === place.lead);
  if (lead === undefined) return [];
  return piecesOf(lead, place, levelOf(lead, from, seconds)).map((piece) =>
    piece.map(
      ([second, millivolts]) =>
        [place.left + second * scale.millimetresPerSecond, place.baseline - millivolts * scale.millimetresPerMillivolt] as const,
    ),
  );
}
