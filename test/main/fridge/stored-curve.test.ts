/** A unit's curve as a screen asks for it: by seconds up to a moment or to the newest, with its excursions, silences, alarms and buttons, newest first. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggerFile } from '../../../drivers/model/logger-format.ts';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { storedCurve } from '../../../src/main/fridge/stored-curve.ts';
import { findStorageUnit } from '../../../src/main/storage/fridge-units.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { fridgeTag2L, signed } from '../../support/berlinger-file.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

function unitWith(...files: readonly LoggerFile[]) {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  for (const file of files) importLog(db, { file, unitId: 'unit-1', at: new Date(), personId: null });
  return (seconds: number | null, to: number | null) => storedCurve(db, findStorageUnit(db, 'unit-1')!, { seconds, to, points: 2000 });
}

const at = (time: string) => clockSeconds(`2026-05-04T${time}:00`);

test('up to the newest, or to a moment, and what is beyond it stays out', () => {
  const curveOf = unitWith(
    tableLog('2026-05-04T08:00', [6, 8.1, 8.4, 7.9, ...inRange(20)]),
    tableLog('2026-05-04T12:00', [9, ...inRange(10)], 'later.csv'),
  );
  const all = curveOf(null, null);
  expect(all).toMatchObject({ from: at('08:00'), first: at('08:00'), last: at('12:50'), to: at('12:50') + 1, readings: 35 });
  expect(all.events).toMatchObject([
    { what: 'excursion', from: at('12:00'), to: at('12:05'), peak: 9, incident: { number: 1, open: true } },
    { what: 'gap', from: at('09:55'), to: at('12:00'), minutes: 125 },
    { what: 'excursion', from: at('08:05'), to: at('08:15'), minutes: 10, peak: 8.4, peakAt: at('08:10') },
  ]);
  expect(all.runs).toHaveLength(2);
  expect(curveOf(3600, at('09:00'))).toMatchObject({ from: at('08:00'), readings: 12, events: [{ what: 'excursion', from: at('08:05') }] });
  expect(curveOf(600, null)).toMatchObject({ readings: 2, events: [] });
});

test('the device’s own alarms and buttons stand beside our excursions, never in their place', () => {
  const { events, runs, readings } = unitWith({ name: 'tag.txt', bytes: signed(fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:'))) })(
    40 * 86_400,
    clockSeconds('2026-06-10T00:00:00'),
  );
  expect([readings, runs]).toEqual([0, []]);
  const kinds = new Set(events.map(({ what }) => what));
  expect(kinds.has('device-alarm')).toBe(true);
  expect(events.filter(({ what }) => what === 'excursion')).toHaveLength(3);
});

test('a unit of which nothing was ever read has an empty curve', () => {
  expect(unitWith()(86_400, null)).toMatchObject({ first: null, last: null, runs: [], readings: 0, events: [] });
  expect(unitWith()(null, null)).toMatchObject({ runs: [], readings: 0 });
});
