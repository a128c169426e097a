/** Where leads stand on the page, in seconds and rows. EKG notes 3. */
import { type Lead, noSample, standardLeads } from '../tracing.ts';

/** A stretch of one lead in one row. */
export interface Strip {
  lead: string;
  row: number;
  /** Seconds from the row's beginning, and from the record's. */
  at: number;
  from: number;
  seconds: number;
}

export type LayoutName = '3x4+1' | '3x4+3' | '6x2' | '12x1';

export interface Arrangement {
  rows: number;
  strips: Strip[];
  /** The record is shorter than the row, so each column begins anew: else leads in the last ones would show nothing. */
  beginsAnew: boolean;
  /** Leads of the record that this layout has no place for. */
  left: string[];
}

const columns = [
  ['I', 'II', 'III'],
  ['aVR', 'aVL', 'aVF'],
  ['V1', 'V2', 'V3'],
  ['V4', 'V5', 'V6'],
] as const;
const mostRows = 12;
/** A record that ends this much before its row does is still shown in one go. */
const mayLack = 0.5;

/**
 * Columns go on in time: of ten seconds the second shows 2.5 to 5 s. Leads that the record does not have leave their place empty; a
 * record without any of the twelve has its own leads one below the other.
 * `from`: seconds of the record at which the page begins; `seconds`: how many a row holds; `length`: how many the record has.
 */
export function arrange(
  layout: LayoutName,
  names: readonly string[],
  { from, seconds, length }: { from: number; seconds: number; length: number },
): Arrangement {
  const own = names.filter((name) => !(standardLeads as readonly string[]).includes(name));
  if (own.length === names.length) {
    const shown = own.slice(0, mostRows);
    return {
      rows: Math.max(1, shown.length),
      strips: shown.map((lead, row) => ({ lead, row, at: 0, from, seconds })),
      beginsAnew: false,
      left: own.slice(mostRows),
    };
  }
  const beginsAnew = layout !== '12x1' && length - from < seconds - mayLack;
  const strip = (lead: string, row: number, part: number, parts: number): Strip => {
    const at = (part * seconds) / parts;
    return { lead, row, at, from: beginsAnew ? from : from + at, seconds: seconds / parts };
  };
  const strips = stripsOf(layout, strip, names);
  return { rows: rowsOf(layout), strips, beginsAnew, left: own };
}

function stripsOf(
  layout: LayoutName,
  strip: (lead: string, row: number, part: number, parts: number) => Strip,
  names: readonly string[],
): Strip[] {
  if (layout === '12x1') return columns.flat().map((lead, row) => strip(lead, row, 0, 1));
  if (layout === '6x2') {
    const halves = [columns.slice(0, 2).flat(), columns.slice(2).flat()];
    return halves.flatMap((leads, half) => leads.map((lead, row) => strip(lead, row, half, 2)));
  }
  return [
    ...columns.flatMap((leads, column) => leads.map((lead, row) => strip(lead, row, column, 4))),
    ...rhythmOf(layout, names).map((lead, index) => strip(lead, 3 + index, 0, 1)),
  ];
}

/** II, or V1, II and V5; in the one strip another where the record has no II. */
function rhythmOf(layout: LayoutName, names: readonly string[]): string[] {
  if (layout === '3x4+3') return ['V1', 'II', 'V5'];
  return [['II', 'V1', 'I', ...names].find((name) => names.includes(name)) ?? 'II'];
}

function rowsOf(layout: LayoutName): number {
  return { '3x4+1': 4, '3x4+3': 6, '6x2': 6, '12x1': 12 }[layout];
}

/** Seconds that all of the leads together span. */
export function secondsOf(leads: readonly Pick<Lead, 'samples' | 'hz'>[]): number {
  return leads.reduce((longest, { samples, hz }) => Math.max(longest, hz > 0 ? samples.length / hz : 0), 0);
}

/** A point of the trace: seconds from the strip's beginning, and millivolts. */
export type Point = readonly [seconds: number, millivolts: number];

/** The trace of a strip in pieces: no line crosses a sample that is not there. `level`: the integer that lies on the row's line. */
export function piecesOf({ samples, hz, nanovoltsPerBit }: Lead, { from, seconds }: Strip, level: number): Point[][] {
  if (nanovoltsPerBit === null) return [];
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  const first = Math.round(from * hz);
  const last = Math.min(samples.length - 1, Math.round((from + seconds) * hz));
  for (let index = first; index <= last; index++) {
    const value = samples[index]!;
    if (value !== noSample) piece.push([(index - first) / hz, ((value - level) * nanovoltsPerBit) / 1e6]);
    else if (piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/**
 * The integer that lies on a lead's line: the middle one of those shown. Where a lead stands on paper means nothing, but an amplifier
 * without a high-pass would put it beyond the edge.
 */
export function levelOf({ samples, hz, baseline }: Lead, from: number, seconds: number): number {
  const shown = samples.subarray(Math.round(from * hz), Math.round((from + seconds) * hz)).filter((value) => value !== noSample);
  return shown.length === 0 ? baseline : shown.sort()[Math.floor(shown.length / 2)]!;
}
