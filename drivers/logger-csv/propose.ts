/** What the content says of a mapping, and what only a person can say. */

import type { LogColumn, LogMapping, LogQuestion } from '../model/log-mapping.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import type { DegreeUnit } from '../model/logger-log.ts';
import { type DatedRow, findDateOrder } from './date-order.ts';
import { layoutOf } from './layouts.ts';
import { type Metadata, readMetadata, unitsIn } from './metadata.ts';
import { clockIn, dateIn } from './moment.ts';
import type { Table } from './table.ts';
import { numberIn, unitInCell } from './value.ts';

export interface Proposal {
  mapping: LogMapping;
  questions: LogQuestion[];
  sensors: string[];
  metadata: Metadata;
  layout: string | null;
  notes: string[];
}

const temperatureWords = /temp|celsius|fahrenheit|(^|[^a-z])t\s*[/([]|[°º*\u2103\u2109\ufffd]\s*[CF]?\b|\bdegrees?\b/i;
const otherWords =
  /humid|\brh\b|%|dew|lux|\blx|\buv\b|\buw\b|batt|volt|alarm|limit|\bset\b|pressure|hpa|co2|light|illumin|average|\bmin\b|\bmax\b|\bmkt\b|heat index|differ/i;
const extremeWords = /\b(min|max|minimum|maximum)\b/i;
const meanWords = /\b(avg|average|mean)\b/i;
/** A time that has passed looks like a time of day. */
const spanWords = /elapsed|duration|since|run ?time/i;
const sensorWords = /transmitter|sensor|probe|channel|location|logger|serial|device|room/i;

/** Throws `UnreadableLog` where the table has numbers, but of something else. */
export function propose(table: Table, answers: Partial<LogMapping>): Proposal {
  const layout = layoutOf(table);
  const dateColumn = answers.dateColumn ?? layout?.columns?.dateColumn ?? table.columns.find(({ holds }) => holds === 'date')?.index ?? -1;
  const candidates = temperatureColumns(table, dateColumn);
  const named = answers.temperatureColumn ?? layout?.columns?.temperatureColumn;
  if (named === undefined && candidates.length === 0) throw refusal(table);
  const temperatureColumn = named ?? (candidates.length === 1 && !table.isCrooked ? candidates[0]! : -1);
  refuseTornDecimals(table);
  const metadata = readMetadata(table, temperatureColumn);
  const rows = table.body.map(({ cells }) => cells);
  const timeColumn = answers.timeColumn === undefined ? timeColumnOf(table, rows, dateColumn) : answers.timeColumn;
  const said = [...metadata.facts, ['', table.columns[dateColumn]?.label ?? ''] as const];
  const order = findDateOrder(datedRows(rows, dateColumn, timeColumn), said, layout?.dateOrder ?? null);
  const dateOrder = answers.dateOrder ?? order?.order ?? null;
  const unit = answers.unit ?? unitOf(table, rows, temperatureColumn, metadata);
  const { sensorColumn, sensors } = sensorsOf(table, rows, answers);
  const sensor = answers.sensor ?? (sensors.length === 1 ? sensors[0]! : null);
  const questions: LogQuestion[] = [];
  if (dateColumn < 0) questions.push('date-column');
  if (temperatureColumn < 0) questions.push('temperature-column');
  if (dateOrder === null) questions.push('date-order');
  if (sensors.length > 1 && sensor === null) questions.push('sensor');
  if (unit === null) questions.push('unit');
  return {
    mapping: {
      delimiter: table.delimiter,
      dateColumn,
      timeColumn,
      temperatureColumn,
      numberColumn: answers.numberColumn ?? layout?.columns?.numberColumn ?? numberColumnOf(table.columns, rows, temperatureColumn),
      sensorColumn,
      sensor,
      dateOrder: dateOrder ?? 'month-day-year',
      unit: unit ?? likelierUnit(rows, temperatureColumn),
      offsetMinutes: answers.offsetMinutes ?? metadata.offset?.minutes ?? null,
      nullTokens: answers.nullTokens ?? [],
    },
    questions,
    sensors,
    metadata,
    layout: layout?.name ?? null,
    notes: answers.dateOrder === undefined && dateOrder !== null && order?.note != null ? [order.note] : [],
  };
}

function refusal({ columns }: Table): UnreadableLog {
  const held = columns.filter(({ holds }) => holds === 'number').map(({ label, index }) => label.slice(0, 60) || `column ${index + 1}`);
  return new UnreadableLog(`It holds no temperature column, only ${held.join(', ') || 'dates and text'}`);
}

/** "4,5" cut at its decimal comma: a column more than there are headings, and two of whole numbers side by side. */
function refuseTornDecimals({ delimiter, columns, isCrooked }: Table): void {
  if (delimiter !== ',' || !isCrooked) return;
  const areWhole = columns.map(({ holds, samples }) => holds === 'number' && samples.every((cell) => /^-?\d{1,3}$/.test(cell)));
  if (areWhole.some((isWhole, index) => isWhole && areWhole[index + 1] === true))
    throw new UnreadableLog('A comma seems to stand both between its columns and within its numbers; export it with another separator');
}

/** Columns headed as temperatures; where there are no headings at all, the only column of numbers that can be one. */
function temperatureColumns({ columns }: Table, dateColumn: number): number[] {
  const numbers = columns.filter(({ index, holds }) => index !== dateColumn && holds === 'number');
  const headed = numbers.filter(({ label }) => temperatureWords.test(label) && !otherWords.test(withoutSerials(label)));
  const summaries = numbers.filter(({ label }) => isSummary(label));
  // A mean beside its extremes is theirs, and no reading.
  const plain = summaries.some(({ label }) => extremeWords.test(label)) ? headed.filter((one) => !summaries.includes(one)) : headed;
  if (plain.length > 0) return plain.map(({ index }) => index);
  const unheaded = numbers.filter(({ label, samples }) => !otherWords.test(withoutSerials(label)) && !isCounting(samples));
  if (headed.length === 0 && unheaded.length > 0) return unheaded.map(({ index }) => index);
  // Nothing but summaries: a person says whether one of them is what is to be kept.
  return summaries.length > 1 ? summaries.map(({ index }) => index) : [];
}

/** Of an interval or a day; "Time (min)" is none. */
function isSummary(label: string): boolean {
  const isOfTemperature = temperatureWords.test(label) || /^\W*(min|max|avg|average|mean)/i.test(label);
  return isOfTemperature && (extremeWords.test(label) || meanWords.test(label));
}

/** HOBOware writes "SEN S/N" beside every heading. */
function withoutSerials(label: string): string {
  return label.replace(/\((LGR|SEN)[^)]*\)?/g, '');
}

function isCounting(samples: readonly string[]): boolean {
  const numbers = samples.map(numberIn);
  return numbers.length > 1 && numbers.every((number, index) => number !== null && (index === 0 || number === numbers[index - 1]! + 1));
}

function timeColumnOf({ columns }: Table, rows: readonly string[][], dateColumn: number): number | null {
  const sample = rows.slice(0, 20).map((cells) => cells[dateColumn] ?? '');
  if (sample.some((cell) => clockIn(cell) !== null)) return null;
  const times = columns.filter(({ holds, label }) => holds === 'time' && !spanWords.test(label));
  return (times.find(({ label }) => /^time/i.test(label)) ?? times[0])?.index ?? null;
}

function datedRows(rows: readonly string[][], dateColumn: number, timeColumn: number | null): DatedRow[] {
  return rows.flatMap((cells) => {
    const date = dateIn(cells[dateColumn] ?? '');
    const seconds = clockIn(cells[timeColumn ?? dateColumn] ?? '');
    return date === null || seconds === null ? [] : [{ date, seconds }];
  });
}

/** The heading's own unit; a column of nothing but "C"; what is said above the table, where it says one only. */
function unitOf({ above, columns }: Table, rows: readonly string[][], column: number, metadata: Metadata): DegreeUnit | null {
  const headed = unitsIn(columns[column]?.label ?? '');
  if (headed.size === 1) return [...headed][0]!;
  if (headed.size > 1 || /\ufffd\s*[CF]\b/.test(columns[column]?.label ?? '')) return null;
  const carried = new Set(rows.flatMap((cells) => unitInCell(cells[column] ?? '') ?? []));
  if (carried.size > 0) return carried.size === 1 ? [...carried][0]! : null;
  const letters = columns.find(
    ({ index }) => rows.length > 0 && rows.every((cells) => /^[CF]?$/.test(cells[index] ?? 'none') && cells[index] !== ''),
  );
  if (letters !== undefined) {
    const found = new Set(rows.map((cells) => cells[letters.index]));
    return found.size === 1 ? ([...found][0] as DegreeUnit) : null;
  }
  const spoken = unitsIn([...above.map(({ text }) => text), ...metadata.facts.map(([, value]) => value)].join('\n'));
  return spoken.size === 1 ? [...spoken][0]! : null;
}

/** Only to have something to show: in a refrigerator or a room, numbers above 30 are the likelier Fahrenheit. */
function likelierUnit(rows: readonly string[][], column: number): DegreeUnit {
  const values = rows.flatMap((cells) => numberIn(cells[column] ?? '') ?? []).sort((a, b) => a - b);
  return (values[values.length >> 1] ?? 0) > 30 ? 'F' : 'C';
}

function numberColumnOf(columns: readonly LogColumn[], rows: readonly string[][], temperatureColumn: number): number | null {
  if (columns[0]?.holds !== 'number' || temperatureColumn === 0) return null;
  return isCounting(rows.slice(0, 10).map((cells) => cells[0] ?? '')) ? 0 : null;
}

const mostSensors = 50;

function sensorsOf(
  { columns }: Table,
  rows: readonly string[][],
  answers: Partial<LogMapping>,
): { sensorColumn: number | null; sensors: string[] } {
  const sensorColumn =
    answers.sensorColumn ??
    columns.find(({ label, holds }) => holds === 'text' && sensorWords.test(label) && !/serial number/i.test(label))?.index ??
    null;
  if (sensorColumn === null) return { sensorColumn, sensors: [] };
  const names = new Set<string>();
  for (const cells of rows) {
    if (cells.length >= columns.length && cells[sensorColumn] !== '') names.add(cells[sensorColumn]!);
    if (names.size >= mostSensors) break;
  }
  return { sensorColumn, sensors: [...names] };
}
