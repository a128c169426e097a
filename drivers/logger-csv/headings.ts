/**
 * Which words stand above which column. Programs write headings with a cell too many or too few; where a line of headings cannot be
 * laid over the columns for sure it heads none, so that a humidity is never taken for a temperature.
 */
import type { Delimiter } from '../model/log-mapping.ts';
import { cellsOf, longestRow, type TableLine } from './cells.ts';
import { dateIn } from './moment.ts';
import { numberIn } from './value.ts';

export interface Headings {
  labels: string[];
  /** Columns of the table: those of most rows, or of the headings where some row is as wide. */
  width: number;
  /** The line nearest to the rows has headings that cannot be laid over the columns. */
  isCrooked: boolean;
  /** Index of the last line that is headings for sure; what follows it belongs to the table. -1 where there is none. */
  last: number;
}

export function headingsOf(above: readonly TableLine[], delimiter: Delimiter, rows: readonly string[][], usual: number): Headings {
  const used =
    1 +
    rows.reduce(
      (last, cells) =>
        Math.max(
          last,
          cells.findLastIndex((cell) => cell !== ''),
        ),
      -1,
    );
  const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
  let width = usual;
  let isCrooked = false;
  const lines: string[][] = [];
  let last = -1;
  for (const [index, { text }] of above.entries()) {
    if (text.length > longestRow) continue;
    const cells = cellsOf(text, delimiter);
    // A damaged row.
    if (cells.some((cell) => dateIn(cell) !== null)) continue;
    const before = lines.length;
    const ended = cells.slice(0, 1 + cells.findLastIndex((cell) => cell !== ''));
    const compact = ended.filter((cell) => cell !== '');
    isCrooked = false;
    if (ended.length === widest && widest > usual) {
      width = widest;
      lines.push(ended);
    } else if (cells.length === usual || ended.length === used || ended.length === usual) lines.push(cells);
    else if (compact.length > 1 && (compact.length === used || compact.length === usual)) lines.push(compact);
    else isCrooked = compact.length > 1;
    if (lines.length > before && compact.filter((cell) => numberIn(cell) !== null).length * 2 < compact.length) last = index;
  }
  const labels = Array.from({ length: width }, (_, index) => {
    const words = lines.flatMap((cells) => (cells[index] === undefined || cells[index] === '' ? [] : [cells[index]]));
    return [...new Set(words)].join(' ');
  });
  return { labels, width, isCrooked, last };
}
