/**
 * The text of a Fridge-tag or Q-tag as a tree, nothing left out. Cold-chain notes 4.2.
 *
 *   Conf:                              a key alone opens a section
 *    Alarm:                            as many single spaces as levels
 *     0:
 *      T AL: +2.0, t AL: 60            one or more "Key: value" on a line
 *   Data:
 *   TAB yyyy-MM-dd hh:mm TAB T TAB Out of limits        rows of a table begin with a TAB
 */
import type { SkippedRow } from '../model/logger-log.ts';

export type Pairs = ReadonlyMap<string, string>;

export interface Row {
  /** Counted from 1. */
  line: number;
  cells: string[];
}

export interface Branch {
  key: string;
  /** Where it is opened, counted from 1. */
  line: number;
  /** One for each line of values directly in this section. */
  lines: Pairs[];
  branches: Branch[];
  rows: Row[];
}

export interface Parsed {
  root: Branch;
  skipped: SkippedRow[];
}

const deepest = 8;

export function parseBerlinger(text: string): Parsed {
  const root = branch('', 0);
  const open: Branch[] = [root];
  const skipped: SkippedRow[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (const [index, written] of lines.entries()) {
    const line = index + 1;
    if (written.trim() === '' || written.trim() === '\u001a') continue;
    if (written.startsWith('\t')) {
      const table = open.at(-1)!;
      if (table === root) skipped.push({ line, reason: 'a row of a table stands outside any section' });
      else table.rows.push({ line, cells: written.slice(1).split('\t') });
      continue;
    }
    const level = written.length - written.trimStart().length;
    const pairs = pairsOf(written.trim());
    if (pairs === null || level > Math.min(deepest, open.length)) {
      skipped.push({ line, reason: pairs === null ? `"${written.trim().slice(0, 40)}" is no "Key: value"` : 'it is set in too deep' });
      continue;
    }
    open.length = Math.min(open.length, level + 1);
    const parent = open.at(-1)!;
    const [only] = pairs;
    if (pairs.size === 1 && only![1] === '') {
      const opened = branch(only![0], line);
      parent.branches.push(opened);
      open.push(opened);
    } else parent.lines.push(pairs);
  }
  return { root, skipped };
}

function branch(key: string, line: number): Branch {
  return { key, line, lines: [], branches: [], rows: [] };
}

/** "T AL: +2.0, t AL: 60": a value ends where a comma, a blank and the next key begin. A person's own words are one value. */
function pairsOf(line: string): Pairs | null {
  const parts = line.startsWith('User String') ? [line] : line.split(/, (?=[A-Za-z][^:,]*:(?: |$|,))/);
  const pairs = new Map<string, string>();
  for (const part of parts) {
    const colon = part.indexOf(':');
    if (colon <= 0) return null;
    pairs.set(part.slice(0, colon), part.slice(colon + 1).trim());
  }
  return pairs;
}

/** The first value of that key directly in the section; undefined where there is none or it is empty. */
export function fieldOf(section: Branch | undefined, key: string): string | undefined {
  for (const pairs of section?.lines ?? []) {
    const value = pairs.get(key);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

export function branchOf(section: Branch | undefined, key: string): Branch | undefined {
  return section?.branches.find((one) => one.key === key);
}

/** Numbered children in their order in the file. */
export function numbered(section: Branch | undefined): Branch[] {
  return section?.branches.filter(({ key }) => /^\d+$/.test(key)) ?? [];
}
