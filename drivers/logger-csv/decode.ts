/** Any table of times and temperatures: found by content, read by the mapping that follows from it and from a person's answers. Cold-chain notes 13. */
import { looseText } from '../framing/loose-text.ts';
import type { LogMapping, LogQuestion, LogStudy } from '../model/log-mapping.ts';
import { UnansweredLog, UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggerLog } from '../model/logger-log.ts';
import { movedClocks } from '../model/printed-clock.ts';
import { linesOf } from './cells.ts';
import { type Proposal, propose } from './propose.ts';
import { isEnded, type Rows, readRows, withoutStrays } from './rows.ts';
import { medianStep, resolutionOf, sequenceNotes } from './sequence.ts';
import { findTable, type Table } from './table.ts';

const fewestReadings = 3;

/** Questions without whose answer the rows cannot be told. The unit is asked too, but the numbers stand as they are. */
const mustBeAnswered: Readonly<Partial<Record<LogQuestion, string>>> = {
  'date-column': 'which column holds the date',
  'temperature-column': 'which column holds the temperature',
  'date-order': 'whether the day or the month stands first',
  sensor: 'which of its sensors to take',
};

/** Throws `UnreadableLog`, or `UnansweredLog` with the questions. */
export function readLoggerCsv(bytes: Uint8Array, answers: Partial<LogMapping> = {}): LoggerLog {
  const { text, encoding } = looseText(bytes);
  const table = tableIn(text, answers);
  const proposal = propose(table, answers);
  const open = proposal.questions.flatMap((question) => mustBeAnswered[question] ?? []);
  if (open.length > 0) throw new UnansweredLog(`A person must say ${open.join(' and ')}`, proposal.questions);
  const rows = withoutStrays(readRows(table, proposal.mapping, isEnded(text)));
  const temperatures = rows.readings.filter(({ value }) => value !== null).length;
  if (temperatures < fewestReadings)
    throw new UnreadableLog(`It holds ${temperatures} temperatures; fewer than ${fewestReadings} are no log`, whereOf(rows));
  return logOf(table, proposal, rows, encoding === 'utf-8' ? [] : [['Encoding', encoding]]);
}

function tableIn(text: string, { delimiter }: Partial<LogMapping>): Table {
  const table = findTable(linesOf(text), delimiter ?? null);
  if (table === null) throw new UnreadableLog('It holds no three rows in a row with a date and a number');
  return table;
}

function whereOf({ skipped: [first] }: Rows): string | null {
  return first === undefined ? null : `line ${first.line}: ${first.reason}`;
}

function logOf(table: Table, { mapping, metadata, questions, layout, notes }: Proposal, rows: Rows, more: LoggerLog['facts']): LoggerLog {
  const step = medianStep(rows.readings);
  const offset = mapping.offsetMinutes ?? rows.offsetMinutes;
  const facts: LoggerLog['facts'] = [...metadata.facts, ...more, ...rows.events.map(([at, words]) => [`Event ${at}`, words] as const)];
  const unitNotes = questions.includes('unit')
    ? [`Nothing in the file says the unit for sure; its values are shown as °${mapping.unit}.`]
    : [];
  const log: LoggerLog = {
    ...emptyLog(),
    model: metadata.model ?? layout,
    serial: metadata.serial ?? serialIn(table),
    sensor: mapping.sensor,
    unit: mapping.unit,
    unitKnown: !questions.includes('unit'),
    intervalSeconds: step ?? metadata.intervalSeconds,
    clock: {
      offsetMinutes: offset,
      offsetFrom: offset !== null && (metadata.offset !== null || rows.offsetMinutes !== null) ? 'file' : null,
      written: metadata.offset?.written ?? null,
      deviceNow: null,
    },
    readings: rows.readings,
    resolution: resolutionOf(rows.readings),
    facts,
    notes: [...unitNotes, ...notes, ...rows.notes, ...sequenceNotes(rows.readings, metadata.intervalSeconds, step)],
    skipped: rows.skipped,
  };
  for (const { after, at } of movedClocks(log))
    log.notes.push(
      `After reading ${after} (${at.replace('T', ' ')}) the printed clock was moved by an hour, as for summer time; no reading is missing.`,
    );
  return log;
}

/** A column of serial numbers, filled in the first row only or in all. */
function serialIn({ columns, body }: Table): string | null {
  const column = columns.find(({ label }) => /^serial number$/i.test(label));
  return column === undefined ? null : body[0]?.cells[column.index] || null;
}

const mostShown = 40;

/** The file laid open for a person's answers. Throws `UnreadableLog` where there is no table, or one of something else. */
export function studyLoggerCsv(bytes: Uint8Array, answers: Partial<LogMapping> = {}): LogStudy {
  const { text } = looseText(bytes);
  const table = tableIn(text, answers);
  const { mapping, questions, sensors } = propose(table, answers);
  const isReadable = mapping.dateColumn >= 0 && mapping.temperatureColumn >= 0;
  return {
    above: table.above.slice(0, mostShown).map((line) => line.text.slice(0, 200)),
    columns: table.columns,
    mapping,
    questions,
    sensors,
    outcome: isReadable ? outcomeOf(withoutStrays(readRows(table, mapping, isEnded(text)))) : null,
  };
}

function outcomeOf({ readings, skipped }: Rows): LogStudy['outcome'] {
  let [min, max]: [number | null, number | null] = [null, null];
  for (const { value } of readings) {
    if (value === null) continue;
    min = min === null ? value : Math.min(min, value);
    max = max === null ? value : Math.max(max, value);
  }
  const rows = readings.slice(0, mostShown).map(({ at, value }) => ({ at, value }));
  return {
    rows,
    count: readings.length,
    first: readings[0]?.at ?? null,
    last: readings.at(-1)?.at ?? null,
    min,
    max,
    skipped: skipped.length,
  };
}
