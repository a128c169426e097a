/** The monthly temperature log of a unit: two landscape sheets, days 1 to 15 and 16 to the end, and an appendix. Cold-chain notes 2.9. */
import type { FridgeReview } from '../../../preload/contract.ts';
import { appendix } from './appendix.ts';
import { type Clinic, daysOf, degreesText, kindText, momentText, monthText, type UnitSpan, weekdayText } from './facts.ts';
import { type DayColumn, dayColumns, type HalfCell, type Ladder, ladderOf } from './month-grid.ts';
import { createSheets, ink, type PaperName, type Sheets } from './pages.ts';

export interface MonthLogOrder {
  clinic: Clinic;
  /** YYYY-MM */
  month: string;
  span: UnitSpan;
  paper: PaperName;
}

/** The bytes of a PDF. */
export function monthLog({ clinic, month, span, paper }: MonthLogOrder): Promise<Uint8Array> {
  const sheets = createSheets({
    paper,
    landscape: true,
    title: `Temperature log, ${span.unit.name}, ${monthText(month)}`,
    foot: `${span.unit.name} · ${monthText(month)} · printed ${momentText(clinic.printedAt)} by Isoline`,
  });
  const days = daysOf(month);
  for (const part of [days.slice(0, 15), days.slice(15)]) drawHalf(sheets, { clinic, month, span, days: part });
  appendix(sheets, span, `${span.unit.name}, ${monthText(month)}`);
  return sheets.end();
}

interface Half {
  clinic: Clinic;
  month: string;
  span: UnitSpan;
  days: readonly string[];
}

/** Millimetres. The narrowest column still takes "08:12*". */
const label = 27;
const mostDays = 16;
const row = { head: 7.4, half: 3.8, initials: 4.6, time: 4.6, extreme: 4.6, current: 4.6, danger: 6.2, action: 17 } as const;
const headRoom = 21;
const footRoom = 21;

function drawHalf(sheets: Sheets, half: Half): void {
  const { span } = half;
  sheets.add();
  drawHead(sheets, half);
  const ladder = ladderOf(span.unit);
  const columns = dayColumns(span, half.days, ladder);
  const top = sheets.margin + headRoom;
  const grid = createGrid(sheets, columns, top);
  drawDays(grid);
  drawSigned(grid);
  drawLadder(grid, span, ladder, sheets.bottom + 2 - footRoom);
  drawAction(grid, span);
  for (const [index] of columns.entries()) {
    const x = grid.xOf(index);
    sheets.line(x, top, x, grid.y, { width: 0.35, color: ink.black });
  }
  const end = grid.xOf(columns.length);
  sheets.line(end, top, end, grid.y, { width: 0.35, color: ink.black });
  sheets.box(sheets.margin, top, end - sheets.margin, grid.y - top, { width: 0.35, color: ink.black });
  drawFoot(sheets, half, grid.y);
}

function drawHead(sheets: Sheets, { clinic, month, span, days }: Half): void {
  const { unit, loggers } = span;
  const { margin, width } = sheets;
  const kind = `${kindText[unit.kind]} temperature log, °${unit.basis}`;
  sheets.words(kind, margin, margin + 4.6, { size: 4.6, bold: true });
  const title = `${monthText(month)}, days ${Number(days[0]!.slice(8))} to ${Number(days.at(-1)!.slice(8))}`;
  sheets.words(title, width - margin, margin + 4.6, { size: 4.6, bold: true, align: 'end' });
  const main = loggers.filter(({ role }) => role === 'main');
  const logger = main.map(({ serial, model }) => (model === null ? serial : `${serial} (${model})`)).join(', ');
  const ends = [...new Set(main.map(({ certificateEndsOn }) => certificateEndsOn ?? 'not written down'))].join(', ');
  const room = (width - 2 * margin) / 3 - 3;
  const said = [
    ['Facility', clinic.facility, 'Program PIN', clinic.programPin, 'Unit', unit.place === '' ? unit.name : `${unit.name}, ${unit.place}`],
    ['Logger', logger, 'Calibration ends', main.length === 0 ? '' : ends, 'Range', rangeText(span)],
  ];
  for (const [line, cells] of said.entries()) {
    for (let pair = 0; pair < 3; pair += 1) {
      const x = margin + pair * (room + 3);
      const y = margin + 11 + line * 5.4;
      sheets.words(cells[2 * pair]!, x, y, { size: 2.6, grey: true });
      sheets.words(cells[2 * pair + 1]! || '—', x + 22, y, { size: 3, bold: true, room: room - 22, atLeast: 1.7 });
    }
  }
}

function rangeText({ unit }: UnitSpan): string {
  return `${degreesText(unit.low, unit.basis)} to ${degreesText(unit.high, unit.basis)}`;
}

interface Grid {
  sheets: Sheets;
  columns: readonly DayColumn[];
  /** Where the next row begins. */
  y: number;
  xOf(day: number): number;
  /** The middle of a half day. */
  middleOf(day: number, half: number): number;
  dayWidth: number;
  /** A row with its name at the left. */
  row(height: number, name: string, how?: { fill?: string; bold?: boolean; note?: string }): number;
  /** A line between morning and afternoon, down a row that was just drawn. */
  parted(from: number): void;
}

function createGrid(sheets: Sheets, columns: readonly DayColumn[], top: number): Grid {
  const dayWidth = (sheets.width - 2 * sheets.margin - label) / mostDays;
  const xOf = (day: number) => sheets.margin + label + day * dayWidth;
  const grid: Grid = {
    sheets,
    columns,
    y: top,
    xOf,
    middleOf: (day, half) => xOf(day) + dayWidth * (half === 0 ? 0.25 : 0.75),
    dayWidth,
    row(height, name, { fill, bold = false, note } = {}) {
      const from = grid.y;
      if (fill !== undefined) sheets.box(sheets.margin, from, xOf(columns.length) - sheets.margin, height, { fill });
      const middle = from + height / 2 + (note === undefined ? 0.9 : -0.3);
      sheets.words(name, sheets.margin + 1, middle, { size: 2.5, bold, room: label - 2, atLeast: 1.8 });
      if (note !== undefined) sheets.words(note, sheets.margin + 1, middle + 2.6, { size: 2, grey: true, room: label - 2, atLeast: 1.6 });
      grid.y += height;
      sheets.line(sheets.margin, grid.y, xOf(columns.length), grid.y);
      return from;
    },
    parted(from) {
      for (const [day] of columns.entries())
        sheets.line(xOf(day) + dayWidth / 2, from, xOf(day) + dayWidth / 2, grid.y, { color: ink.thin });
    },
  };
  return grid;
}

function drawDays(grid: Grid): void {
  const { sheets } = grid;
  const from = grid.row(row.head, 'Day', { bold: true });
  for (const [day, { date, closed }] of grid.columns.entries()) {
    const x = grid.xOf(day) + grid.dayWidth / 2;
    sheets.words(String(Number(date.slice(8))), x, from + 3.6, { size: 3.3, bold: true, align: 'center' });
    sheets.words(closed ? `${weekdayText(date)}, closed` : weekdayText(date), x, from + 6.4, {
      size: 2.1,
      grey: true,
      align: 'center',
      room: grid.dayWidth - 0.4,
    });
  }
  const halves = grid.row(row.half, '');
  for (const [day, { halves: cells }] of grid.columns.entries())
    for (const [half, cell] of cells.entries())
      sheets.words(cell.half, grid.middleOf(day, half), halves + 2.7, { size: 2.2, grey: true, align: 'center' });
  grid.parted(halves);
}

function drawSigned(grid: Grid): void {
  inHalves(grid, row.initials, 'Staff initials', (cell) => (cell.more > 0 ? `${cell.initials} +${cell.more}` : cell.initials), true);
  inHalves(grid, row.time, 'Exact time', ({ time }) => time);
  for (const [name, which] of [
    ['Min since last check', 'lowest'],
    ['Max since last check', 'highest'],
  ] as const) {
    const from = grid.row(row.extreme, name);
    for (const [day, column] of grid.columns.entries())
      grid.sheets.words(column[which], grid.xOf(day) + grid.dayWidth / 2, from + 3.2, {
        size: 2.9,
        bold: column[`${which}Out`],
        align: 'center',
        room: grid.dayWidth - 1,
        atLeast: 1.8,
      });
  }
  inHalves(grid, row.current, 'Current', ({ current }) => current);
}

function inHalves(grid: Grid, height: number, name: string, text: (cell: HalfCell) => string, bold = false): void {
  const from = grid.row(height, name);
  for (const [day, { halves }] of grid.columns.entries())
    for (const [half, cell] of halves.entries())
      grid.sheets.words(text(cell), grid.middleOf(day, half), from + height / 2 + 0.9, {
        size: 2.2,
        bold,
        align: 'center',
        room: grid.dayWidth / 2 - 0.3,
        atLeast: 1.5,
      });
  grid.parted(from);
}

function drawLadder(grid: Grid, { unit }: UnitSpan, { rungs, goesOn }: Ladder, bottom: number): void {
  const rows = rungs.length + (goesOn ? 1 : 0);
  const height = Math.min(7.6, (bottom - grid.y - 2 * row.danger - row.action) / rows);
  drawDanger(grid, 'above', `Above ${degreesText(unit.high, unit.basis)}`);
  for (const rung of rungs) {
    const from = grid.row(height, `${rung} °${unit.basis}`, { bold: true });
    marks(grid, from, height, (cell) => (cell.mark === rung ? 'X' : ''));
  }
  if (goesOn) {
    const from = grid.row(height, `Below ${rungs.at(-1)}, in range`);
    marks(grid, from, height, (cell) => (cell.mark === 'lower' ? cell.current : ''));
  }
  drawDanger(grid, 'below', `Below ${degreesText(unit.low, unit.basis)}`);
}

function drawDanger(grid: Grid, mark: 'above' | 'below', name: string): void {
  const from = grid.row(row.danger, name, { fill: ink.shade, bold: true, note: 'danger: exact value, act' });
  marks(grid, from, row.danger, (cell) => (cell.mark === mark ? cell.current : ''));
}

function marks(grid: Grid, from: number, height: number, text: (cell: HalfCell) => string): void {
  for (const [day, { halves }] of grid.columns.entries())
    for (const [half, cell] of halves.entries()) {
      const words = text(cell);
      const size = words === 'X' ? Math.min(3.2, height * 0.85) : 2.4;
      grid.sheets.words(words, grid.middleOf(day, half), from + height / 2 + size * 0.36, {
        size,
        bold: true,
        align: 'center',
        room: grid.dayWidth / 2 - 0.2,
        atLeast: 1.5,
      });
    }
  grid.parted(from);
}

function drawAction(grid: Grid, { unit }: UnitSpan): void {
  const from = grid.row(row.action, 'Action', { bold: true, note: `out-of-range value, room °${unit.basis}` });
  grid.sheets.words('incident number', grid.sheets.margin + 1, from + row.action / 2 + 4.7, { size: 2, grey: true });
  const most = 6;
  for (const [day, { action }] of grid.columns.entries()) {
    const shown = action.length <= most ? action : [...action.slice(0, most - 1), `+${action.length - most + 1}, see appendix`];
    for (const [line, words] of shown.entries())
      grid.sheets.words(words, grid.xOf(day) + 0.8, from + 3 + line * 2.6, { size: 2.2, room: grid.dayWidth - 1.2, atLeast: 1.5 });
  }
}

function drawFoot(sheets: Sheets, { clinic, span, days }: Half, top: number): void {
  const { margin, width } = sheets;
  const reviews = span.reviews.filter((review) => review.from <= days.at(-1)! && review.to >= days[0]!);
  const y = top + 6;
  const complete = reviews.find((review) => review.from <= days[0]! && review.to >= days.at(-1)!);
  const shown = complete ?? reviews.at(-1);
  sheets.words('Reviewed by', margin, y, { size: 2.6, grey: true });
  sheets.words('Date', margin + 120, y, { size: 2.6, grey: true });
  sheets.line(margin + 20, y + 0.8, margin + 115, y + 0.8, { color: ink.black });
  sheets.line(margin + 129, y + 0.8, margin + 175, y + 0.8, { color: ink.black });
  if (shown !== undefined) {
    sheets.words(signedText(shown, shown !== complete), margin + 21, y, { size: 3, bold: true, room: 93, atLeast: 1.8 });
    sheets.words(momentText(shown.at), margin + 130, y, { size: 3, bold: true });
  }
  const notes = [
    `X: current temperature at the row of its nearest degree, judged by its exact value. * written down on another day, see the appendix. +1: more checks, see the appendix. Blank: no check.`,
    `Out of range: mark the vaccine DO NOT USE, keep it cold, write down what was done. Keep this log and the logger's files for at least ${clinic.retentionYears} years.`,
  ];
  for (const [line, words] of notes.entries())
    sheets.words(words, margin, y + 5 + line * 3.4, { size: 2.3, grey: true, room: width - 2 * margin, atLeast: 1.6 });
}

function signedText({ by, from, to }: FridgeReview, isPart: boolean): string {
  return isPart ? `${by}, only ${from} to ${to}` : by;
}
