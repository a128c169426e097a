/** Loggers' files into a real database: new, known, overlapping, disagreeing, broken off, and the incidents they open and let grow. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import type { LoggerFile } from '../../../drivers/model/logger-format.ts';
import type { LogAnswers } from '../../../src/main/fridge/files/read-log-file.ts';
import { type ImportedLog, importLog } from '../../../src/main/fridge/import-log.ts';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import { acknowledgeIncident, excursionsOfIncident, findIncident } from '../../../src/main/storage/fridge-incidents.ts';
import { type Db, openDatabase, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { insertPerson } from '../../../src/main/storage/people.ts';
import { fridgeTag2L, signed } from '../../support/berlinger-file.ts';
import { addRefrigerator, inRange, serial, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

let db: Db;
beforeEach(() => {
  db = openMemoryDatabase();
  addRefrigerator(db);
});

const at = new Date('2026-06-01T12:00:00Z');

function bring(file: LoggerFile, answers: LogAnswers = {}, unitId = 'unit-1') {
  return importLog(db, { file, unitId, at, personId: null, answers });
}

function brought(file: LoggerFile, answers: LogAnswers = {}, unitId = 'unit-1'): ImportedLog {
  const result = bring(file, answers, unitId);
  if (result.state !== 'imported' && result.state !== 'nothing-new') throw new Error(JSON.stringify(result));
  return result;
}

const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const everything = () =>
  ['loggers', 'logger_files', 'logger_readings', 'logger_days', 'fridge_incidents', 'fridge_excursions', 'logger_assignments', 'audit'].map(
    count,
  );

describe('readings', () => {
  it('are there once with the bytes they came in, and again changes nothing and says since when', () => {
    const file = tableLog('2026-05-04T08:00', inRange(12));
    expect(brought(file)).toMatchObject({
      state: 'imported',
      driver: 'logger-csv',
      serial,
      since: null,
      fresh: 12,
      known: 0,
      conflicts: [],
    });
    expect(db.prepare('SELECT name, bytes, sha256 FROM logger_files').get()).toEqual({
      name: 'log.csv',
      bytes: file.bytes,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    });
    const before = everything();
    expect(brought(file)).toMatchObject({ state: 'nothing-new', since: '2026-05-04T08:55:00', fresh: 0, known: 12, incidents: [] });
    expect(everything()).toEqual(before);
  });

  it('of two downloads that overlap are there once each', () => {
    const all = inRange(30);
    brought(tableLog('2026-05-04T08:00', all.slice(0, 20)));
    const second = brought(tableLog('2026-05-04T09:00', all.slice(12), 'later.csv'));
    expect(second).toMatchObject({ state: 'imported', fresh: 10, known: 8, conflicts: [], since: '2026-05-04T09:35:00' });
    expect(db.prepare('SELECT value FROM logger_readings ORDER BY at').pluck().all()).toEqual(all);
    // A part of what is known, in a file of its own: kept as a file, nothing new.
    expect(brought(tableLog('2026-05-04T08:30', all.slice(6, 9), 'part.csv'))).toMatchObject({ state: 'nothing-new', known: 3 });
    expect([count('logger_readings'), count('logger_files')]).toEqual([30, 3]);
  });

  it('that say otherwise than what is known are told and never written over', () => {
    brought(tableLog('2026-05-04T08:00', [4, 4.1, 4.2, 4.3]));
    const second = brought(tableLog('2026-05-04T08:00', [4, 9.9, '--', 4.3, 4.4]));
    expect(second).toMatchObject({ fresh: 1, known: 2, incidents: [] });
    expect(second.conflicts).toEqual([
      { at: '2026-05-04T08:05:00', stored: 4.1, file: 9.9 },
      { at: '2026-05-04T08:10:00', stored: 4.2, file: null },
    ]);
    expect(db.prepare('SELECT value FROM logger_readings ORDER BY at').pluck().all()).toEqual([4, 4.1, 4.2, 4.3, 4.4]);
    expect(JSON.parse(db.prepare('SELECT conflicts FROM logger_files ORDER BY number DESC').pluck().get() as string)).toHaveLength(2);
    expect(() => db.exec('UPDATE logger_readings SET value = 5')).toThrow('never changes');
  });

  it('of a file half wrong are there for the good half, every skipped row beside them', () => {
    const { skipped, fresh } = brought(tableLog('2026-05-04T08:00', [4, 4.1, 4.2, 'x', 4.3, 'warm']));
    expect([fresh, skipped.map(({ line }) => line)]).toEqual([4, [6, 8]]);
    expect(db.prepare('SELECT line, reason FROM logger_skipped_rows').all()).toEqual(skipped);
  });

  it('of an hour that was printed twice are all kept, and known in a file that begins within it', () => {
    const rows = ['01:00,4.0', '01:30,4.1', '01:00,4.2', '01:30,4.3', '02:00,4.4'];
    const table = (of: string[]) => ({
      name: 'autumn.csv',
      bytes: Buffer.from(`Serial Number: ${serial}\nDate Time,Temp (°C)\n${of.map((row) => `2026-11-01 ${row}\n`).join('')}`),
    });
    expect(brought(table(rows))).toMatchObject({ fresh: 5 });
    expect(brought(table(rows.slice(2)))).toMatchObject({ fresh: 0, known: 3, conflicts: [] });
  });

  it('hang together in ten thousand rows', () => {
    expect(brought(tableLog('2026-01-01T00:00', inRange(10_000)))).toMatchObject({ fresh: 10_000, excursions: 0 });
    expect(count('logger_readings')).toBe(10_000);
  });
});

describe('a file that cannot be taken', () => {
  it.each([
    ['nothing', { name: 'empty.txt', bytes: new Uint8Array() }, { state: 'unreadable' }],
    ['no temperatures', { name: 'note.txt', bytes: Buffer.from('The fridge was fine.\n') }, { state: 'unreadable' }],
    [
      'a date that may be two',
      { name: 'us.csv', bytes: Buffer.from('Time,Temp (°C)\n03/04/2026 08:00,5.1\n03/04/2026 08:05,5.2\n03/04/2026 08:10,5.3\n') },
      { state: 'unanswered', questions: ['date-order'] },
    ],
    [
      'no serial number',
      { name: 'x.csv', bytes: Buffer.from('Time,Temp (°C)\n2026-04-03 08:00,5.1\n2026-04-03 08:05,5.2\n2026-04-03 08:10,5.3\n') },
      { state: 'unanswered', questions: ['serial'] },
    ],
  ])('for %s changes nothing and says what is missing', (_, file, expected) => {
    const before = everything();
    expect(bring(file)).toMatchObject(expected);
    expect(everything()).toEqual(before);
  });

  it('is taken once a person has answered', () => {
    const bytes = Buffer.from('Time,Temp (°C)\n03/04/2026 08:00,5.1\n03/04/2026 08:05,5.2\n03/04/2026 08:10,5.3\n');
    const answers = { mapping: { dateOrder: 'day-month-year' as const }, serial: 'B-7' };
    expect(brought({ name: 'us.csv', bytes }, answers)).toMatchObject({ fresh: 3, serial: 'B-7' });
  });
});

describe('an incident', () => {
  const anna = { id: 'anna', name: 'Anna', role: 'coordinator' as const, addedAt: at };

  function acknowledged(id: string): boolean {
    return findIncident(db, id)!.acknowledged_at !== null;
  }

  it('grows across a second download, and what was acknowledged is open again', () => {
    insertPerson(db, { ...anna, pin: { salt: Buffer.alloc(16), hash: Buffer.alloc(32) } });
    const first = brought(tableLog('2026-05-04T08:00', [6, 7.5, 8.1, 8.4]));
    const [{ id } = { id: '' }] = first.incidents;
    expect(first.incidents).toEqual([{ id, became: 'opened' }]);
    expect(() => acknowledgeIncident(db, id, { personId: 'anna', comment: ' ', at })).toThrow('comment');
    acknowledgeIncident(db, id, { personId: 'anna', comment: 'Door stood open.', at });
    expect(acknowledged(id)).toBe(true);

    // The same readings in another file change nothing about it.
    expect(brought(tableLog('2026-05-04T08:05', [7.5, 8.1, 8.4])).incidents).toEqual([]);
    expect(acknowledged(id)).toBe(true);

    const second = brought(tableLog('2026-05-04T08:10', [8.1, 8.4, 9.2, 8.3, 7.9, 6]));
    expect(second.incidents).toEqual([{ id, became: 'grew' }]);
    expect(acknowledged(id)).toBe(false);
    const clock = (text: string) => Date.parse(`2026-05-04T${text}:00Z`) / 1000;
    expect(excursionsOfIncident(db, id)).toMatchObject([
      {
        side: 'high',
        start_at: clock('08:10'),
        end_at: clock('08:30'),
        minutes: 20,
        worst_case_minutes: 25,
        bound_before: clock('08:05'),
        bound_after: clock('08:30'),
        peak: 9.2,
        peak_at: clock('08:20'),
      },
    ]);
    expect(db.prepare('SELECT act FROM fridge_incident_acts ORDER BY number').pluck().all()).toEqual(['opened', 'acknowledged', 'grew']);
  });

  it.each([
    ['the first', [9, 4], 4],
    ['the second', [4, 9], 4],
  ])('is found in %s pass of an hour that an autumn’s clock shows twice', (_, [first, second], after) => {
    const rows = [first!, second!].flatMap((value) =>
      [0, 1, 2, 3].map((quarter) => `01:${String(quarter * 15).padStart(2, '0')},${value}.${quarter}`),
    );
    const all = ['00:30,5.0', '00:45,5.1', ...rows, `02:00,${after}.5`, `02:15,${after}.6`];
    const bytes = Buffer.from(`Serial Number: ${serial}\nDate Time,Temp (°C)\n${all.map((row) => `2026-11-01 ${row}\n`).join('')}`);
    const { fresh, excursions } = brought({ name: 'autumn.csv', bytes });
    expect([fresh, excursions]).toEqual([12, 1]);
    const [incident] = db.prepare('SELECT id FROM fridge_incidents').pluck().all() as string[];
    expect(excursionsOfIncident(db, incident!)).toMatchObject([{ side: 'high', readings: 4, peak: 9.3 }]);
  });

  it('takes in what lies within a day of it, and another day opens another', () => {
    brought(tableLog('2026-05-04T08:00', [6, 9, 6]));
    expect(brought(tableLog('2026-05-05T07:00', [6, 1, 6])).incidents).toMatchObject([{ became: 'grew' }]);
    expect(brought(tableLog('2026-05-08T08:00', [6, 9, 6])).incidents).toMatchObject([{ became: 'opened' }]);
    expect([count('fridge_incidents'), count('fridge_excursions')]).toEqual([2, 3]);
  });

  it('begins sooner where an older download is brought later', () => {
    const { incidents } = brought(tableLog('2026-05-04T08:10', [8.4, 8.2, 7]));
    const later = brought(tableLog('2026-05-04T07:55', [6, 9.5, 8.6]));
    expect(later.incidents).toEqual([{ id: incidents[0]!.id, became: 'grew' }]);
    expect(excursionsOfIncident(db, incidents[0]!.id)).toMatchObject([{ minutes: 20, peak: 9.5, worst_case_minutes: 25 }]);
  });

  it('is the same found in parts as found at once', () => {
    const values = Array.from({ length: 600 }, (_, index) => (index % 97 < 40 ? 5 : index % 97 < 70 ? 8.1 + (index % 7) / 10 : 1.5));
    for (let from = 0; from < values.length; from += 37) {
      const start = new Date(Date.parse('2026-05-04T08:00Z') + from * 300_000).toISOString().slice(0, 16);
      brought(tableLog(start, values.slice(from, from + 50)));
    }
    const figures = (of: Db) =>
      of
        .prepare(
          'SELECT side, start_at, end_at, minutes, worst_case_minutes, peak, peak_at, readings, bound_before, bound_after FROM fridge_excursions ORDER BY start_at',
        )
        .all();
    const inParts = figures(db);
    const parts = db;
    db = openMemoryDatabase();
    addRefrigerator(db);
    brought(tableLog('2026-05-04T08:00', values));
    expect(inParts).toEqual(figures(db));
    expect(inParts.length).toBeGreaterThan(8);
    expect(parts).not.toBe(db);
  });
});

describe('a logger', () => {
  it('stays where it hangs until somebody says since when it hangs elsewhere; each reading belongs to the unit of its time', () => {
    addRefrigerator(db, 'unit-2', 'Fridge 2');
    brought(tableLog('2026-05-04T08:00', [6, 9, 6]));
    const before = everything();
    const later = tableLog('2026-05-10T08:00', [6, 9, 6, 9, 6]);
    expect(bring(later, {}, 'unit-2')).toEqual({ state: 'elsewhere', serial, unit: 'Fridge 1' });
    expect(everything()).toEqual(before);
    brought(later, { movedAt: '2026-05-10T08:10:00' }, 'unit-2');
    const found = db.prepare('SELECT unit_id, start_at FROM fridge_excursions ORDER BY start_at').all() as { unit_id: string }[];
    expect(found.map(({ unit_id }) => unit_id)).toEqual(['unit-1', 'unit-1', 'unit-2']);
  });

  it('that signs its file: readings, days, a clock that was set, and its strange key', () => {
    const file = { name: 'tag.txt', bytes: signed(fridgeTag2L) };
    expect(brought(file)).toMatchObject({ driver: 'berlinger', signature: 'unknown-key', fresh: 4, days: 3 });
    expect(db.prepare('SELECT date, complete FROM logger_days ORDER BY date').raw().all()).toEqual([
      ['2026-05-02', 1],
      ['2026-05-03', 1],
      ['2026-05-04', 0],
    ]);
    expect(brought(file)).toMatchObject({ state: 'nothing-new', days: 0 });
  });

  it('whose clock was set back keeps both runs apart, whichever file tells of it', () => {
    const rows = ['04:44\t9.0', '04:49\t9.1', '04:54\t9.2', '04:49\t8.5', '04:54\t5.0', '04:59\t5.1'];
    const tag = (of: string[]) => {
      const head = fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:') + 2);
      return { name: 'tag.txt', bytes: signed([...head, ...of.map((row) => `\t2026-05-02 ${row}`)]) };
    };
    brought(tag(rows.slice(0, 3)));
    expect(brought(tag(rows))).toMatchObject({ fresh: 3, known: 3, conflicts: [] });
    expect(brought(tag(rows.slice(1)))).toMatchObject({ fresh: 0, known: 5, conflicts: [] });
    expect(brought(tag(rows.slice(4)))).toMatchObject({ fresh: 0, known: 2, conflicts: [] });
    const found = db.prepare('SELECT minutes, peak, bound_after, readings FROM fridge_excursions ORDER BY start_at').all();
    expect(found).toMatchObject([
      { minutes: 15, peak: 9.2, bound_after: null, readings: 3 },
      { minutes: 5, peak: 8.5, readings: 1 },
    ]);
  });

  it('that keeps only days: a day out of range is an incident with the device’s minutes', () => {
    const { fresh, incidents } = brought({ name: 'tag.txt', bytes: signed(fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:'))) });
    expect([fresh, incidents.map(({ became }) => became)]).toEqual([0, ['opened']]);
    expect(excursionsOfIncident(db, incidents[0]!.id)).toMatchObject([
      { source: 'day', minutes: 75, peak: 8.3 },
      { source: 'day', minutes: 116, peak: 10.1 },
      { source: 'day', minutes: 10, peak: 9.2 },
    ]);
  });
});

const importer = fileURLToPath(new URL('./import-until-killed.ts', import.meta.url));

test.each([1000, 7000])(
  'SIGKILL after %i readings of a file leaves none of it, and the whole file comes later',
  async (after) => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    db = openDatabase({ file, key });
    addRefrigerator(db);
    db.close();
    const run = async (readings: number, dieAfter: number) => {
      const child = spawn(process.execPath, [importer, file, key.toString('hex'), String(readings), String(dieAfter)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        told += text;
      });
      const [, signal] = await once(child, 'close');
      return [told, signal];
    };
    expect(await run(8000, after)).toEqual(['', 'SIGKILL']);
    db = openDatabase({ file, key });
    expect(everything()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    expect(await run(8000, 9000)).toEqual(['imported', null]);
    db = openDatabase({ file, key });
    onTestFinished(() => void db.close());
    expect([count('logger_readings'), count('logger_files'), count('fridge_incidents')]).toEqual([8000, 1, 1]);
    expect(verifyAudit(db)).toEqual({ rows: 1, brokenAt: null });
  },
  60_000,
);
