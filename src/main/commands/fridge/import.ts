/** `isoline fridge import`: loggers' files into a storage unit of a station's data, one JSON line for each file. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { LogQuestion } from '../../../../drivers/model/log-mapping.ts';
import type { LogAnswers } from '../../fridge/files/read-log-file.ts';
import { largestLoggerFile } from '../../fridge/files/shapes.ts';
import { type ImportedLog, importLog, keepLog, type LogImport, type RefusedLog } from '../../fridge/import-log.ts';
import { rangeOf } from '../../fridge/limit-basis.ts';
import { writeAudit } from '../../storage/audit.ts';
import { type ExcursionRow, excursionsOfIncident } from '../../storage/fridge-incidents.ts';
import { findStorageUnitByName, insertStorageUnit, listStorageUnits, type StorageUnitRow } from '../../storage/fridge-units.ts';
import { loadOrCreateKey } from '../../storage/key.ts';
import { keepKind } from '../../storage/kind.ts';
import { type Db, openDatabase, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { readInput, UnreadInput } from '../input.ts';
import { isLoggerPort, memoryAtPort } from './read-port.ts';
import { answersOf, type FridgeOrder, judgedByOf } from './run.ts';

/** `--unit` names the storage unit here, so the degrees have an option of their own. */
const answeredBy: Readonly<Partial<Record<LogQuestion | 'serial', string>>> = {
  'date-order': '--date-order',
  unit: '--unit-degrees',
  serial: '--serial',
};

export interface FridgeImportOrder extends FridgeOrder {
  dataDir: string | null;
  unitName: string | null;
  serial: string | null;
  movedAt: string | null;
  demo: boolean;
}

export interface FridgeImported {
  lines: string[];
  /** For each file that could not be taken, why and what to do; nothing of it was stored. */
  problems: string[];
}

/** Throws an Error for the person who typed where no file could even be begun; StorageError where the data is of the other kind. */
export async function importLogs(
  order: FridgeImportOrder,
  files: readonly string[],
  progress: (done: number, of: number) => void,
): Promise<FridgeImported> {
  const { dataDir, unitName } = order;
  if (dataDir === null || unitName === null || unitName.trim() === '' || files.length === 0)
    throw new Error('fridge import: give --data DIR, --unit NAME and at least one file.');
  const answers = logAnswersOf(order);
  const database = join(dataDir, 'station.db');
  if (!existsSync(database)) throw new Error(`${dataDir} holds no station's data.`);
  const db = openDatabase({ file: database, key: loadOrCreateKey(dataDir) });
  try {
    keepKind(db, order.demo ? 'demo' : 'real');
    const unit = unitFor(db, unitName.trim(), order);
    const imported: FridgeImported = { lines: [], problems: [] };
    for (const path of files) {
      if (isLoggerPort(path)) await importMemory(db, unit, { path, answers, progress }, imported);
      else importOne(db, unit, { path, answers }, imported);
    }
    return imported;
  } finally {
    db.close();
  }
}

function logAnswersOf({ unit, dateOrder, serial, zone, movedAt }: FridgeImportOrder): LogAnswers {
  const moved = movedAt === null ? null : `${movedAt.replace(' ', 'T')}:00`.slice(0, 19);
  if (moved !== null && Number.isNaN(clockSeconds(moved)))
    throw new Error(`--moved-at ${movedAt} is no time of the logger's clock; one is written 2026-05-02T04:44.`);
  return {
    mapping: answersOf({ unit, dateOrder }),
    ...(serial === null ? {} : { serial }),
    ...(zone === null ? {} : { zone }),
    ...(moved === null ? {} : { movedAt: moved }),
    // Told in the line about it, and among the unit's notices for good.
    alteredBecause: 'named at the command line',
  };
}

/** The unit of that name; made only where all that it needs was said. */
function unitFor(db: Db, name: string, order: FridgeImportOrder): StorageUnitRow {
  const found = findStorageUnitByName(db, name);
  if (found?.retired_at) throw new Error(`The unit ${found.name} was retired on ${found.retired_at.slice(0, 10)}.`);
  if (found !== null) return found;
  if (!order.kind || !order.basis || !order.profile) {
    const names = listStorageUnits(db).map((unit) => unit.name);
    const there = names.length === 0 ? 'There are no units yet.' : `There are: ${names.join(', ')}.`;
    throw new Error(`There is no unit ${name}. ${there} A new one needs --kind, --basis and --profile.`);
  }
  const { kind, basis, profile } = judgedByOf(order);
  const at = new Date();
  const unit: StorageUnitRow = {
    id: ulid(at),
    name,
    kind,
    basis,
    ...rangeOf(kind, basis),
    program: profile.id,
    place: '',
    contents: '',
    added_at: at.toISOString(),
    retired_at: null,
  };
  transaction(db, () => {
    insertStorageUnit(db, unit);
    const detail = { name, kind, basis, low: unit.low, high: unit.high, program: unit.program };
    writeAudit(db, { at, personId: null, action: 'fridge.unit-added', subjectKind: 'storage-unit', subjectId: unit.id, detail });
  });
  return unit;
}

interface OneFile {
  path: string;
  answers: LogAnswers;
}

function importOne(db: Db, unit: StorageUnitRow, { path, answers }: OneFile, { lines, problems }: FridgeImported): void {
  let bytes: Uint8Array;
  try {
    bytes = readInput(path, largestLoggerFile);
  } catch (thrown) {
    if (!(thrown instanceof UnreadInput)) throw thrown;
    problems.push(`${path}: ${thrown.message}.`);
    return;
  }
  const file = { name: basename(path), bytes };
  const result = importLog(db, { file, unitId: unit.id, at: new Date(), personId: null, answers });
  tell(db, unit, { path, result }, { lines, problems });
}

/** What is plugged in, in place of a file. */
async function importMemory(
  db: Db,
  unit: StorageUnitRow,
  { path, answers, progress }: OneFile & { progress: (done: number, of: number) => void },
  imported: FridgeImported,
): Promise<void> {
  try {
    const { driver, label, log, original } = await memoryAtPort(path, progress);
    const serial = log.serial ?? answers.serial ?? '';
    const file = { name: `${label} ${serial}`, bytes: original };
    const order = { file, unitId: unit.id, at: new Date(), personId: null, answers };
    const result: LogImport =
      serial === ''
        ? { state: 'unanswered', what: 'The logger does not tell its number', questions: ['serial'] }
        : keepLog(db, order, { driver, serial, log });
    tell(db, unit, { path, result }, imported);
  } catch (thrown) {
    imported.problems.push((thrown as Error).message);
  }
}

function tell(
  db: Db,
  unit: StorageUnitRow,
  { path, result }: { path: string; result: LogImport },
  { lines, problems }: FridgeImported,
): void {
  if ('driver' in result) {
    lines.push(JSON.stringify({ file: path, ...summaryOf(db, result) }));
  } else {
    lines.push(JSON.stringify({ file: path, ...result }));
    problems.push(`${path}: ${problemOf(result, unit)}`);
  }
}

function problemOf(result: RefusedLog, unit: StorageUnitRow): string {
  if (result.state === 'elsewhere')
    return `the logger ${result.serial} hangs in ${result.unit}. Where it came to ${unit.name}, give --moved-at TIME by the logger's clock.`;
  if (result.state === 'altered') return `the signature does not fit the file of logger ${result.serial}.`;
  if (result.state === 'unreadable') return `${result.what}${result.where === null ? '' : ` (${result.where})`}.`;
  const give = result.questions.flatMap((question) => answeredBy[question] ?? []);
  return `${result.what}: ${result.questions.join(', ')}.${give.length > 0 ? ` Give ${give.join(', ')}.` : ''}`;
}

function summaryOf(db: Db, { fresh, excursions, incidents, ...result }: ImportedLog): Record<string, unknown> {
  const { state, driver, serial, known, conflicts, skipped, signature, since, days, degrees, notes } = result;
  return {
    state,
    driver,
    serial,
    new: fresh,
    known,
    conflicts,
    skipped,
    signature,
    events: excursions,
    incidents: incidents.map(({ id, became }) => ({ id, became, events: excursionsOfIncident(db, id).map(eventOf) })),
    days,
    degrees,
    notes,
    ...(state === 'nothing-new' ? { noNewReadingsSince: since } : {}),
  };
}

/** Times by the logger's own clock, temperatures in the unit's basis. */
function eventOf(row: ExcursionRow): Record<string, unknown> {
  const time = (at: number | null) => (at === null ? null : clockAt(at));
  return {
    source: row.source,
    side: row.side,
    start: time(row.start_at),
    end: time(row.end_at),
    minutes: row.minutes,
    worstCaseMinutes: row.worst_case_minutes,
    boundBefore: time(row.bound_before),
    boundAfter: time(row.bound_after),
    peak: row.peak,
    peakAt: time(row.peak_at),
    gapMinutes: row.gap_minutes,
  };
}
