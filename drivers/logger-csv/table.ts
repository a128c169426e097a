/** Finds the table in a text: its delimiter, where its rows begin, what its columns hold and how they are headed. Cold-chain notes 13. */
import type { Delimiter, LogColumn } from '../model/log-mapping.ts';
import { cellsOf, longestRow, type TableLine } from './cells.ts';
import { headingsOf } from './headings.ts';
import { clockIn, dateIn } from './moment.ts';
import { isAbsent, numberIn } from './value.ts';

export interface TableRow extends TableLine {
  /** None where the line is too long to be a row. */
  cells: string[];
}

export interface Table {
  delimiter: Delimiter;
  /** Lines above the first row, headings among them. */
  above: TableLine[];
  /** From the first row on: rows, and what stands between and after them. */
  body: TableRow[];
  columns: LogColumn[];
  /** Cells a row may have at most. */
  width: number;
  /** The headings cannot be laid over the columns. */
  isCrooked: boolean;
}

/** The likelier first: a comma in a file cut by another sign is a decimal mark. */
const delimiters: readonly Delimiter[] = ['\t', ';', '|', ',', 'blanks'];
const looked = 60;
const mostAbove = 200;
/** Rows that must stand in a row before they are believed to be the table. */
const inARow = 3;

/** Null where no rows of dates and numbers stand in the text. */
export function findTable(lines: readonly TableLine[], delimiter: Delimiter | null = null): Table | null {
  let best: { delimiter: Delimiter; rows: number } | null = null;
  const sample = lines.slice(-looked);
  for (const one of delimiter === null ? delimiters : [delimiter]) {
    const rows = sample.filter(({ text }) => isRow(text, one)).length;
    if (rows >= inARow && (best === null || rows > best.rows)) best = { delimiter: one, rows };
  }
  if (best === null) return null;
  const run = firstRun(lines, best.delimiter);
  if (run === null) return null;
  const rows = lines.slice(run, run + looked).flatMap(({ text }) => (isRow(text, best.delimiter) ? [cellsOf(text, best.delimiter)] : []));
  const width = mostFrequent(rows.map(({ length }) => length));
  const begins = earliestRow(lines, run, best.delimiter, rows[0]!, width);
  const headed = headingsOf(lines.slice(0, begins), best.delimiter, rows, width);
  const from = headed.last < 0 ? begins : headed.last + 1;
  const above = lines.slice(0, from);
  const body = lines.slice(from).map((line) => rowOf(line, best.delimiter));
  const columns = Array.from({ length: headed.width }, (_, index) => columnOf(index, rows, body, headed.labels[index] ?? ''));
  return {
    delimiter: best.delimiter,
    above,
    body,
    columns,
    width: headed.width,
    isCrooked: headed.isCrooked,
  };
}

function rowOf({ number, text }: TableLine, delimiter: Delimiter): TableRow {
  return { number, text, cells: text.length > longestRow ? [] : cellsOf(text, delimiter) };
}

/** One cell holds a date, and another a number or the absence of one. */
function isRow(text: string, delimiter: Delimiter): boolean {
  if (text.length > longestRow) return false;
  const cells = cellsOf(text, delimiter);
  const dated = cells.findIndex((cell) => dateIn(cell) !== null);
  return dated >= 0 && cells.some((cell, index) => index !== dated && cell !== '' && (numberIn(cell) !== null || isAbsent(cell, 'C')));
}

function firstRun(lines: readonly TableLine[], delimiter: Delimiter): number | null {
  let run = 0;
  for (let index = 0; index < Math.min(lines.length, mostAbove + inARow); index += 1) {
    run = isRow(lines[index]!.text, delimiter) ? run + 1 : 0;
    if (run === inARow) return index - inARow + 1;
  }
  return null;
}

/** Events and damaged rows may stand among the first: the table begins with the first line that has as many cells and the date in its place. */
function earliestRow(lines: readonly TableLine[], run: number, delimiter: Delimiter, row: readonly string[], width: number): number {
  const dated = row.findIndex((cell) => dateIn(cell) !== null);
  const first = lines.slice(0, run).findIndex(({ text }) => {
    const cells = text.length > longestRow ? [] : cellsOf(text, delimiter);
    return cells.length === width && dateIn(cells[dated] ?? '') !== null;
  });
  return first < 0 ? run : first;
}

function columnOf(index: number, rows: readonly string[][], body: readonly TableRow[], label: string): LogColumn {
  const first = filledCells(index, rows);
  if (first.length > 0) return { index, label, samples: first.slice(0, 5), holds: kindOf(first) };
  // Empty for as long as the sensor was missing: numbers may begin further on. Words there are events.
  const later = filledCells(
    index,
    body.map(({ cells }) => cells),
  );
  return kindOf(later) === 'number'
    ? { index, label, samples: later.slice(0, 5), holds: 'number' }
    : { index, label, samples: [], holds: 'nothing' };
}

/** As many as are looked at, from the first on. */
function filledCells(index: number, rows: readonly string[][]): string[] {
  const filled: string[] = [];
  for (const cells of rows) {
    const cell = cells[index];
    if (cell !== undefined && cell !== '') filled.push(cell);
    if (filled.length === looked) break;
  }
  return filled;
}

function kindOf(cells: readonly string[]): LogColumn['holds'] {
  if (cells.length === 0) return 'nothing';
  // As many as make a table are believed whatever one more holds: the last may be half written.
  const most = Math.min(cells.length * 0.8, Math.max(inARow, cells.length - 1));
  if (cells.filter((cell) => dateIn(cell) !== null).length >= most) return 'date';
  if (cells.filter((cell) => numberIn(cell) !== null || isAbsent(cell, 'C')).length >= most) return 'number';
  return cells.filter((cell) => /^\D{0,2}\d{1,2}:\d{2}/.test(cell) && clockIn(cell) !== null).length >= most ? 'time' : 'text';
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
