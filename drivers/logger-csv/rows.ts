/** The rows of a table under a mapping: readings, events, and every line that is neither with the reason. */
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { LogMapping } from '../model/log-mapping.ts';
import type { LoggedReading, SkippedRow } from '../model/logger-log.ts';
import { longestRow } from './cells.ts';
import { clockIn, dateIn, momentOf, offsetIn } from './moment.ts';
import type { Table } from './table.ts';
import { decimalsOf, isAbsent, isPossible, numberIn, unitInCell } from './value.ts';

export interface Rows {
  readings: LoggedReading[];
  /** Line of each reading. */
  lines: number[];
  /** What the logger or a person noted at a time without a temperature: [time, words]. */
  events: (readonly [string, string])[];
  skipped: SkippedRow[];
  /** The offset the times carry, where they do; rows with another were moved to it. */
  offsetMinutes: number | null;
  notes: string[];
}

type Outcome = { reading: LoggedReading } | { event: readonly [string, string] } | { skip: string } | 'other-sensor';

/** `endsWithLine`: the file's last line has its line end. */
export function readRows(table: Table, mapping: LogMapping, endsWithLine: boolean): Rows {
  const read: Rows = { readings: [], lines: [], events: [], skipped: [], offsetMinutes: null, notes: [] };
  const optional = optionalFrom(table);
  let fewestDecimals = Number.POSITIVE_INFINITY;
  let mostDecimals = 0;
  for (const [index, line] of table.body.entries()) {
    const { cells } = line;
    const isLast = index === table.body.length - 1 && !endsWithLine;
    const temperature = cells[mapping.temperatureColumn] ?? '';
    const isCutHere = isLast && cells.length - 1 <= mapping.temperatureColumn && !line.text.trimEnd().endsWith('"');
    const outcome: Outcome =
      isLast && (cells.length < Math.min(optional, table.width) || (isCutHere && decimalsOf(temperature) < fewestDecimals))
        ? { skip: 'the last line is not whole' }
        : readRow(cells, table, mapping, optional, read);
    if (outcome === 'other-sensor') continue;
    if ('skip' in outcome) read.skipped.push({ line: line.number, reason: outcome.skip });
    else if ('event' in outcome) read.events.push(outcome.event);
    else {
      read.readings.push(outcome.reading);
      read.lines.push(line.number);
      fewestDecimals = Math.min(fewestDecimals, decimalsOf(temperature));
      if (isCutHere && decimalsOf(temperature) < mostDecimals)
        read.notes.push(`Line ${line.number}, the last, has no line end; its value may have had more digits.`);
      mostDecimals = Math.max(mostDecimals, decimalsOf(temperature));
    }
  }
  return read;
}

/** From which column on rows may end early: only columns that mostly hold nothing may be missing. */
function optionalFrom({ body, columns }: Table): number {
  const sample = body.slice(0, 60).map(({ cells }) => cells);
  let from = columns.length;
  while (from > 0 && sample.filter((cells) => (cells[from - 1] ?? '') === '').length * 2 >= sample.length) from -= 1;
  return from;
}

function readRow(cells: readonly string[], table: Table, mapping: LogMapping, optional: number, read: Rows): Outcome {
  if (cells.length === 0) return { skip: `it is longer than ${longestRow} characters` };
  const cell = cells[mapping.temperatureColumn];
  const written = cells[mapping.dateColumn] ?? '';
  const date = dateIn(written);
  const clockCell = mapping.timeColumn === null ? written : (cells[mapping.timeColumn] ?? '');
  const seconds = clockIn(clockCell);
  if (date === null || seconds === null) return { skip: `"${short(date === null ? written : clockCell)}" is no date and time` };
  const moment = momentOf(date, seconds, mapping.dateOrder);
  if (moment === null) return { skip: `"${short(written)}" is no date in the order ${mapping.dateOrder}` };
  if (cells.slice(table.width).some((extra) => extra !== '')) return { skip: `it has ${cells.length} values where ${table.width} belong` };
  if (cells.length < optional) return { skip: `it has ${cells.length} values where ${table.width} belong` };
  if (mapping.sensorColumn !== null && mapping.sensor !== null && cells[mapping.sensorColumn] !== mapping.sensor) return 'other-sensor';
  const at = atOneOffset(moment, clockCell, read);
  const noted = eventsIn(cells, table, mapping);
  const value = numberIn(cell ?? '');
  if (isAbsent(cell ?? '', mapping.unit, mapping.nullTokens)) {
    if ((cell ?? '') === '' && noted !== '') return { event: [at, noted] };
    return { reading: withNumber({ at, value: null, note: cell === '' || cell === undefined ? 'no value' : cell }, cells, mapping) };
  }
  if (value === null) return { skip: `"${short(cell ?? '')}" is no temperature` };
  if ((unitInCell(cell!) ?? mapping.unit) !== mapping.unit)
    return { skip: `"${short(cell!)}" is not in °${mapping.unit}, as the others are` };
  if (!isPossible(value, mapping.unit)) return { skip: `${value} °${mapping.unit} is beyond what a storage temperature can be` };
  return { reading: withNumber(noted === '' ? { at, value } : { at, value, note: noted }, cells, mapping) };
}

function withNumber(reading: LoggedReading, cells: readonly string[], { numberColumn }: LogMapping): LoggedReading {
  const number = numberColumn === null ? null : numberIn(cells[numberColumn] ?? '');
  return number !== null && Number.isInteger(number) ? { ...reading, number } : reading;
}

/** Times that carry an offset are told at the offset of the first: a clock that is moved in summer shows as one that is not. */
function atOneOffset(moment: string, cell: string, read: Rows): string {
  const offset = offsetIn(cell);
  if (offset === null) return moment;
  read.offsetMinutes ??= offset;
  return offset === read.offsetMinutes ? moment : (clockAt(clockSeconds(moment) + (read.offsetMinutes - offset) * 60) ?? moment);
}

/** "Logged" under a heading is an event of that name. */
function eventsIn(cells: readonly string[], { columns }: Table, { dateColumn, temperatureColumn }: LogMapping): string {
  const names: string[] = [];
  for (const { index, label } of columns)
    if (index !== dateColumn && index !== temperatureColumn && cells[index] === 'Logged')
      names.push(label.replace(/\s*\(.*$/, '') || 'event');
  return names.join(', ');
}

function short(text: string): string {
  return text.slice(0, 40);
}

/** A row whose time lies outside its neighbors', which themselves follow each other: its date is damaged. */
export function withoutStrays(rows: Rows): Rows {
  const seconds = rows.readings.map(({ at }) => clockSeconds(at));
  const strays = new Set<number>();
  for (let index = 1; index < seconds.length - 1; index += 1) {
    const [before, now, after] = [seconds[index - 1]!, seconds[index]!, seconds[index + 1]!];
    const between = Math.abs(after - before);
    const isOutside = now < Math.min(before, after) || now > Math.max(before, after);
    if (isOutside && between > 0 && Math.abs(now - before) > 86_400 && between < 86_400 && !strays.has(index - 1)) strays.add(index);
  }
  if (strays.size === 0 || strays.size * 20 > seconds.length) return rows;
  const skipped = [...strays].map((index) => ({
    line: rows.lines[index]!,
    reason: `its time, ${rows.readings[index]!.at.replace('T', ' ')}, does not lie between its neighbors'`,
  }));
  return {
    ...rows,
    readings: rows.readings.filter((_, index) => !strays.has(index)),
    lines: rows.lines.filter((_, index) => !strays.has(index)),
    skipped: [...rows.skipped, ...skipped].sort((a, b) => a.line - b.line),
  };
}

export function isEnded(text: string): boolean {
  return /[\r\n]$/.test(text);
}
