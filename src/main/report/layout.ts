/** Where leads stand on the page, in seconds and rows. EKG notes 3. */
import { type Lead, noSample } from '../../../drivers/model/tracing.ts';

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

const columns = [
  ['I', 'II', 'III'],
  ['aVR', 'aVL', 'aVF'],
  ['V1', 'V2', 'V3'],
  ['V4', 'V5', 'V6'],
] as const;
const pageSeconds = 10;

/** Columns go on in time: the second shows 2.5 to 5 s. Leads that the record does not have leave their place empty. */
export function stripsOf(layout: LayoutName): Strip[] {
  if (layout === '12x1') return columns.flat().map((lead, row) => ({ lead, row, at: 0, from: 0, seconds: pageSeconds }));
  if (layout === '6x2') {
    const halves = [columns.slice(0, 2).flat(), columns.slice(2).flat()];
    return halves.flatMap((leads, half) => leads.map((lead, row) => strip(lead, row, half * 5, 5)));
  }
  const rhythm = layout === '3x4+1' ? ['II'] : ['V1', 'II', 'V5'];
  return [
    ...columns.flatMap((leads, column) => leads.map((lead, row) => strip(lead, row, column * 2.5, 2.5))),
    ...rhythm.map((lead, index) => strip(lead, 3 + index, 0, pageSeconds)),
  ];
}

function strip(lead: string, row: number, at: number, seconds: number): Strip {
  return { lead, row, at, from: at, seconds };
}

export function rowsOf(layout: LayoutName): number {
  return { '3x4+1': 4, '3x4+3': 6, '6x2': 6, '12x1': 12 }[layout];
}

/** A point of the trace: seconds from the strip's beginning, and millivolts. */
export type Point = readonly [seconds: number, millivolts: number];

/** The trace of a strip in pieces: no line crosses a sample that is not there. */
export function piecesOf({ samples, hz, nanovoltsPerBit, baseline }: Lead, { from, seconds }: Strip): Point[][] {
  if (nanovoltsPerBit === null) return [];
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  const first = Math.round(from * hz);
  const last = Math.min(samples.length - 1, Math.round((from + seconds) * hz));
  for (let index = first; index <= last; index++) {
    const value = samples[index]!;
    if (value !== noSample) piece.push([(index - first) / hz, ((value - baseline) * nanovoltsPerBit) / 1e6]);
    else if (piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}
