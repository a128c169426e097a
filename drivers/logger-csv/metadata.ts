/** What the lines above a table say: serial number, model, interval, offset, unit. Everything is kept as written. Cold-chain notes 13. */
import type { DegreeUnit } from '../model/logger-log.ts';
import { cellsOf, type TableLine } from './cells.ts';
import type { Table } from './table.ts';

export interface Metadata {
  facts: (readonly [string, string])[];
  serial: string | null;
  model: string | null;
  intervalSeconds: number | null;
  offset: { minutes: number; written: string } | null;
}

const mostFacts = 200;
const longestFact = 500;

export function readMetadata(table: Table, temperatureColumn: number): Metadata {
  const facts = table.above.slice(0, mostFacts).flatMap((line) => factIn(line, table));
  const labels = table.columns.map(({ label }) => label).join(' ');
  const find = (key: RegExp) => facts.find(([name, value]) => key.test(name) && value !== '')?.[1] ?? null;
  const serial =
    serialUnder(table, temperatureColumn) ?? find(/(serial|s\/n|registration number)/i) ?? /S\/N:?\s*([\w-]+)/i.exec(labels)?.[1] ?? null;
  return {
    facts,
    serial: serial?.replace(/[\s-]+$/, '') || null,
    model: find(/^(device )?(model|type)\b|part number/i),
    intervalSeconds: intervalIn(find(/interval|sample rate/i)),
    offset: offsetOf([...table.columns.filter(({ holds }) => holds === 'date').map(({ label }) => label), ...zoneLines(facts)]),
  };
}

/** "Label: value", "Label = value", "Label,value", "Label      value"; any other line under its number, so that none is lost. */
function factIn({ text, number }: TableLine, { delimiter, width }: Table): (readonly [string, string])[] {
  const whole = text.slice(0, longestFact).trim();
  const cells = cellsOf(whole, delimiter).filter((cell) => cell !== '');
  const line = cells.length <= 1 ? (cells[0] ?? '') : whole;
  const written = /^([^:=,;\t"]{2,60}?)(?:\s*[:=]\s*|\s{2,})(.*?)[\s,;\t]*$/.exec(line);
  if (written !== null && (cells.length <= 2 || cells.length < width - 1))
    return [[written[1]!.trim(), written[2]!.replace(/^[,;\t\s]+/, '')]];
  if (cells.length === 2) return [[cells[0]!.replace(/:$/, ''), cells[1]!]];
  return [[`Line ${number}`, whole]];
}

/** A line of serial numbers, one above each column. */
function serialUnder({ above, delimiter }: Table, column: number): string | null {
  for (const { text } of above) {
    const cells = cellsOf(text, delimiter);
    if (/^(s\/n|serial)/i.test(cells[0] ?? '') && column > 1 && cells[column] !== undefined && cells[column] !== '') return cells[column];
  }
  return null;
}

function zoneLines(facts: readonly (readonly [string, string])[]): string[] {
  return facts.flatMap(([key, value]) => (/time ?zone|utc offset|gmt offset/i.test(key) ? [value] : []));
}

function offsetOf(texts: readonly string[]): Metadata['offset'] {
  for (const text of texts) {
    const found = /(?:GMT|UTC)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)/.exec(text);
    if (found !== null) {
      const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
      if (minutes <= 14 * 60) return { minutes: found[1] === '-' ? -minutes : minutes, written: found[0] };
    }
  }
  return null;
}

/** "00:30:00", "300 seconds", "Every 60 minute(s)", "5 min", "1 hour". */
export function intervalIn(text: string | null): number | null {
  if (text === null) return null;
  const clock = /(\d{1,2}):(\d{2}):(\d{2})/.exec(text);
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) || null;
  const words = /(\d+(?:\.\d+)?)\s*(s|sec|second|m|min|minute|h|hr|hour)\(?s?\)?\b/i.exec(text);
  if (words === null) return null;
  const each = { s: 1, m: 60, h: 3600 }[words[2]![0]!.toLowerCase() as 's' | 'm' | 'h'];
  return Number(words[1]) * each || null;
}

/** The letters after a degree sign or in words; a sign lost on the way ("\ufffdC") says nothing for sure. */
export function unitsIn(text: string): Set<DegreeUnit> {
  const found = new Set<DegreeUnit>();
  for (const [, sign, letter] of text.matchAll(/([°º*˚]|\u2103|\u2109|\bdeg(?:rees?)?\.?)\s*([CF])?(?![a-z])/gi)) {
    if (letter !== undefined) found.add(letter.toUpperCase() as DegreeUnit);
    else if (sign === '\u2103' || sign === '\u2109') found.add(sign === '\u2103' ? 'C' : 'F');
  }
  for (const [, letter] of text.matchAll(/temp(?:erature)?[\s_.:-]{0,2}([CF])(?![a-z])/gi)) found.add(letter!.toUpperCase() as DegreeUnit);
  if (/\bcelsius\b/i.test(text) || /[([]C[)\]]/.test(text)) found.add('C');
  if (/\bfahrenheit\b/i.test(text) || /[([]F[)\]]/.test(text)) found.add('F');
  return found;
}
