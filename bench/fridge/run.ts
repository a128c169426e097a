/**
 * `npm run bench:fridge [-- --loggers 10 --years 5]`: a clinic's years of loggers at five minutes. Import rate against plain inserts of the
 * same rows in the same run, size, memory, the three-year chart, all excursions, and how long a live device waits meanwhile.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { type ExcursionEvent, excursionsOf } from '../../src/main/fridge/excursions.ts';
import { storedCurve } from '../../src/main/fridge/stored-curve.ts';
import { createLogKeeper, type LogKeeper } from '../../src/main/station/log-keeper.ts';
import { readingsFrom, readingsOfRun } from '../../src/main/storage/fridge-readings.ts';
import { findStorageUnit, insertStorageUnit } from '../../src/main/storage/fridge-units.ts';
import { type Db, openDatabase, transaction } from '../../src/main/storage/open.ts';
import { benchExports } from './exports.ts';
import { fileOfMonth, firstAt, headOfMonth, readingsOfMonth, stepSeconds } from './made-up-logs.ts';

const { values } = parseArgs({ options: { loggers: { type: 'string', default: '10' }, years: { type: 'string', default: '5' } } });
const [loggers, months] = [Number(values.loggers), Number(values.years) * 12];
const threeYearsSeconds = 3 * 365 * 86_400;
const folder = mkdtempSync(join(tmpdir(), 'isoline-bench-fridge-'));
const say = (line: string) => console.log(`  ${line}`);
const seconds = (since: number) => (performance.now() - since) / 1000;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  );
  console.log(`fridge: ${loggers} loggers, ${values.years} years at five minutes`);
  const key = randomBytes(32);
  const file = join(folder, 'station.db');
  const db = openDatabase({ file, key });
  addUnits(db);
  const rate = await importAll(db, key);
  plainInserts(openDatabase({ file: join(folder, 'plain.db'), key }), rate);
  size(db, file);
  threeYears(db);
  const newest = firstAt + Math.round(months * 30.4375 * 86_400);
  for (const line of await benchExports(db, newest - threeYearsSeconds, newest)) say(line);
  allExcursions(db);
  db.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function addUnits(db: Db): void {
  for (let logger = 0; logger < loggers; logger += 1) {
    const limits = { kind: 'refrigerator', basis: 'C', low: 2, high: 8, program: 'cdc' } as const;
    insertStorageUnit(db, {
      id: `unit-${logger}`,
      name: `Fridge ${logger}`,
      ...limits,
      contents: '',
      added_at: '2021-01-01T00:00:00.000Z',
      retired_at: null,
    });
  }
}

/** Month by month, as clinics bring them, on the thread that the station has for it; a live device hands in a batch every 40 ms meanwhile. */
async function importAll(db: Db, key: Buffer): Promise<number> {
  const keeper = createLogKeeper({ db, key, announce: () => {}, fault: (thrown) => console.error(thrown) });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let [readings, busy, longest, incidents] = [0, 0, 0, 0];
  const stored = storeEvery(db, 40);
  delay.enable();
  for (let month = 0; month < months; month += 1) {
    for (let logger = 0; logger < loggers; logger += 1) {
      const log = fileOfMonth({ logger, month });
      await new Promise(setImmediate);
      const began = performance.now();
      const order = { file: log, unitId: `unit-${logger}`, at: new Date(), personId: null, answers: {} };
      const imported = await keeper.receive({ what: 'file', order });
      const took = performance.now() - began;
      if (imported.state !== 'imported') throw new Error(`month ${month} of logger ${logger}: ${imported.state}`);
      [readings, busy, longest] = [readings + imported.fresh, busy + took, Math.max(longest, took)];
      incidents += imported.incidents.filter(({ became }) => became === 'opened').length;
      await new Promise(setImmediate);
    }
  }
  delay.disable();
  const storing = stored();
  const waited = (share: number) => (delay.percentile(share) / 1e6).toFixed(0);
  const rate = readings / (busy / 1000);
  say(
    `import: ${readings.toLocaleString('en-US')} readings in ${(busy / 1000).toFixed(1)} s, ${Math.round(rate).toLocaleString('en-US')} a second, ${incidents} incidents`,
  );
  say(
    `a month's file (${Math.round(readings / months / loggers)} readings): ${(busy / months / loggers).toFixed(0)} ms, at most ${longest.toFixed(0)} ms; memory ${megabytes(process.memoryUsage().rss)}`,
  );
  say(`a live device waits meanwhile: median ${waited(50)} ms, 99 % ${waited(99)} ms, at most ${(delay.max / 1e6).toFixed(0)} ms`);
  say(`a reading stored every 40 ms meanwhile takes ${storing}`);
  await oneLongFile(db, keeper);
  await keeper.stop();
  return rate;
}

/** All years of another logger in one file: its readings come in turns, and what makes them the unit's is one. */
async function oneLongFile(db: Db, keeper: LogKeeper): Promise<void> {
  const bytes = Buffer.concat(
    Array.from({ length: months }, (_, month) => fileOfMonth({ logger: loggers, month }).bytes.subarray(month === 0 ? 0 : headOfMonth)),
  );
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const stored = storeEvery(db, 40);
  delay.enable();
  const began = performance.now();
  const order = { file: { name: 'years.csv', bytes }, unitId: 'unit-0', at: new Date(), personId: null, answers: {} };
  const imported = await keeper.receive({ what: 'file', order });
  const took = seconds(began);
  delay.disable();
  if (imported.state !== 'imported') throw new Error(`one long file: ${imported.state}`);
  say(
    `${imported.fresh.toLocaleString('en-US')} readings in one file: ${took.toFixed(1)} s; a live device waits at most ${(delay.max / 1e6).toFixed(0)} ms, a reading stored takes ${stored()}`,
  );
}

/** Stores a row as a live device's reading is, in a transaction of its own; the way to hear how long that took. */
function storeEvery(db: Db, milliseconds: number): () => string {
  db.exec('CREATE TABLE IF NOT EXISTS bench_readings (number INTEGER PRIMARY KEY, value REAL) STRICT');
  const insert = db.prepare('INSERT INTO bench_readings (value) VALUES (?)');
  const took: number[] = [];
  const timer = setInterval(() => {
    const began = performance.now();
    transaction(db, () => insert.run(took.length));
    took.push(performance.now() - began);
  }, milliseconds);
  return () => {
    clearInterval(timer);
    took.sort((a, b) => a - b);
    const at = (share: number) => (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN).toFixed(1);
    return `${at(0.5)} ms in the middle, 99 % ${at(0.99)} ms, at most ${at(1)} ms`;
  };
}

/** The same rows in the same order into a table of the same shape, a month a transaction: what the database alone takes. */
function plainInserts(db: Db, rate: number): void {
  db.exec(
    'CREATE TABLE plain (sensor INTEGER, run INTEGER, at INTEGER, occurrence INTEGER, file INTEGER, value REAL, note TEXT, PRIMARY KEY (sensor, run, at, occurrence)) STRICT, WITHOUT ROWID',
  );
  const insert = db.prepare('INSERT INTO plain VALUES (?, 0, ?, 0, ?, ?, NULL)');
  let [readings, busy] = [0, 0];
  for (let month = 0; month < months; month += 1) {
    for (let logger = 0; logger < loggers; logger += 1) {
      const rows = readingsOfMonth({ logger, month });
      const began = performance.now();
      transaction(db, () => {
        for (const [at, tenths] of rows) insert.run(logger, at, month, tenths / 10);
      });
      busy += performance.now() - began;
      readings += rows.length;
    }
  }
  db.close();
  const plain = readings / (busy / 1000);
  say(
    `plain inserts of the same rows: ${Math.round(plain).toLocaleString('en-US')} a second: the import, reading text and judging included, takes ${(plain / rate).toFixed(1)} × as long`,
  );
}

function size(db: Db, file: string): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = statSync(file).size;
  const [rows, files] = db
    .prepare('SELECT (SELECT count(*) FROM logger_readings), (SELECT sum(length(bytes)) FROM logger_files)')
    .raw()
    .get() as [number, number];
  say(`database ${megabytes(bytes)}, of it ${megabytes(files)} the files themselves: ${(bytes / rows).toFixed(0)} bytes a reading`);
}

/** As the screen asks for it: three years up to the newest, 1,200 points; against reading the same rows one by one. */
function threeYears(db: Db): void {
  const unit = findStorageUnit(db, 'unit-0')!;
  const to = firstAt + Math.round(months * 30.4375 * 86_400);
  const span = { from: to - threeYearsSeconds, to };
  const times: number[] = [];
  const open = () => storedCurve(db, unit, { seconds: threeYearsSeconds, to, points: 1200 });
  let curve = open();
  for (let again = 0; again < 7; again += 1) {
    const began = performance.now();
    curve = open();
    times.push(performance.now() - began);
  }
  const took = times.sort((one, other) => one - other)[3]!;
  const began = performance.now();
  const rows = [...readingsOfRun(db, 1, 0, span.from, span.to - 1)].length;
  const oneByOne = performance.now() - began;
  const drawn = curve.runs.reduce((sum, { at }) => sum + at.length, 0);
  say(
    `three years of a unit (${curve.readings.toLocaleString('en-US')} readings, ${drawn} points, ${curve.events.length} events): ${took.toFixed(0)} ms; only reading the ${rows.toLocaleString('en-US')} rows ${oneByOne.toFixed(0)} ms, ${(oneByOne / took).toFixed(1)} × as long`,
  );
}

/** Of every unit anew, out of the stored readings. */
function allExcursions(db: Db): void {
  const began = performance.now();
  let [events, count] = [0, 0];
  for (const sensor of db.prepare('SELECT number FROM logger_sensors').pluck().all() as number[]) {
    const readings = [...readingsFrom(db, sensor, { run: 0, at: 0 })].map(([, at, value]) => ({ at: at * 1000, value }));
    const found: ExcursionEvent[] = excursionsOf(readings, {
      low: 2,
      high: 8,
      limitUnit: 'C',
      sourceUnit: 'C',
      intervalMinutes: stepSeconds / 60,
      clockBreaks: [],
    }).events;
    events += found.length;
    count += readings.length;
  }
  say(
    `all excursions anew: ${events} in ${seconds(began).toFixed(1)} s, ${Math.round(count / seconds(began)).toLocaleString('en-US')} readings a second`,
  );
  say(`memory at the end ${megabytes(process.memoryUsage().rss)}`);
}
