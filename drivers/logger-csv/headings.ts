/**
 * Which words stand above which column. Programs write headings with a cell too many or too few; where a line of headings cannot be
 * laid over the columns for sure it heads none, so that a humidity is never taken for a temperature.
 */
import type { Delimiter } from '../model/log-mapping.ts';
import { cellsOf, longestRow, type TableLine } from './cells.ts';

export interface Headings {
  labels: string[];
  /** Columns of the table: those of most rows, or of the headings where some row is as wide. */
  width: number;
  /** The line nearest to the rows has headings that cannot be laid over the columns. */
  isCrooked: boolean;
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
  for (const { text } of above) {
    if (text.length > longestRow) continue;
    const cells = cellsOf(text, delimiter);
    const ended = cells.slice(0, 1 + cells.findLastIndex((cell) => cell !== ''));
    const compact = ended.filter((cell) => cell !== '');
    isCrooked = false;
    if (ended.length === widest && widest > usual) {
      width = widest;
      lines.push(ended);
    } else if (cells.length === usual || ended.length === used || ended.length === usual) lines.push(cells);
    else if (compact.length > 1 && (compact.length === used || compact.length === usual)) lines.push(compact);
    else isCrooked = compact.length > 1;
  }
  const labels = Array.from({ length: width }, (_, index) => {
    const words = lines.flatMap((cells) => (cells[index] === undefined || cells[index] === '' ? [] : [cells[index]]));
    return [...new Set(words)].join(' ');
  });
  return { labels, width, isCrooked };
}
