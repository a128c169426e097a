/** Lines of a table cut into cells, quotes undone. */
import type { Delimiter } from '../model/log-mapping.ts';

export interface TableLine {
  /** Counted from 1. */
  number: number;
  text: string;
}

/** Longer lines are no table. */
export const longestRow = 16_384;
const mostCells = 256;

/** Lines that hold something. */
export function linesOf(text: string): TableLine[] {
  const lines: TableLine[] = [];
  let number = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    number += 1;
    if (line.trim() !== '') lines.push({ number, text: line });
  }
  return lines;
}

export function cellsOf(text: string, delimiter: Delimiter): string[] {
  if (delimiter === 'blanks') return text.trim().split(/\s+/, mostCells);
  if (!text.includes('"')) return text.split(delimiter, mostCells).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (letter === '"') {
      if (isQuoted && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (letter === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
      if (cells.length === mostCells) return cells;
    } else cell += letter;
  }
  cells.push(cell.trim());
  return cells;
}
