/** `isoline fridge report`: a unit's month as it is kept in the binder, out of a station's data, into a PDF. Reads only. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherSpan } from '../../fridge/papers/gather.ts';
import { lastDayOf } from '../../fridge/wanted-checks.ts';
import { monthLog } from '../../report/fridge/month-log.ts';
import { readSettings } from '../../settings/settings.ts';
import { checksBetween } from '../../storage/fridge-checks.ts';
import { reviewsOf } from '../../storage/fridge-notes.ts';
import { findStorageUnitByName, listStorageUnits, type StorageUnitRow } from '../../storage/fridge-units.ts';
import { loadOrCreateKey } from '../../storage/key.ts';
import { type Db, openDatabase } from '../../storage/open.ts';

export interface FridgeReportOrder {
  dataDir: string | null;
  unitName: string | null;
  month: string | null;
  out: string | undefined;
  paper: string | null;
}

/** What was written, as one JSON line. Throws an Error for the person who typed. */
export async function reportMonth({ dataDir, unitName, month, out, paper }: FridgeReportOrder): Promise<string> {
  if (dataDir === null || unitName === null || month === null || out === undefined)
    throw new Error('fridge report: give --data DIR, --unit NAME, --month YYYY-MM and a file to write, OUT.pdf.');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`--month ${month} is no month; one is written 2026-05.`);
  const size = paper ?? 'letter';
  if (size !== 'letter' && size !== 'a4') throw new Error(`--paper ${size} is neither letter nor a4.`);
  const database = join(dataDir, 'station.db');
  if (!existsSync(database)) throw new Error(`${dataDir} holds no station's data.`);
  const db = openDatabase({ file: database, key: loadOrCreateKey(dataDir) });
  try {
    const unit = unitNamed(db, unitName.trim());
    const printedAt = new Date().toISOString();
    const days = { from: `${month}-01`, to: lastDayOf(month) };
    const { fridge: calendar, clinicName } = readSettings(db);
    const people = { checks: checksBetween(db, unit.id, days.from, days.to), reviews: reviewsOf(db, unit.id), calendar, now: printedAt };
    const { programPin, retentionYears } = calendar;
    const clinic = { facility: calendar.facility || clinicName, programPin, retentionYears, printedAt };
    const span = gatherSpan(db, unit, days, people);
    const bytes = await monthLog({ clinic, month, span, paper: size });
    write(out, bytes);
    return JSON.stringify({
      file: out,
      unit: unit.name,
      month,
      readings: span.curve.readings,
      checks: span.checks.length,
      missed: span.missed.length,
      excursions: span.excursions.length,
    });
  } finally {
    db.close();
  }
}

function unitNamed(db: Db, name: string): StorageUnitRow {
  const found = findStorageUnitByName(db, name);
  if (found !== null) return found;
  const names = listStorageUnits(db).map((unit) => unit.name);
  throw new Error(`There is no unit ${name}. ${names.length === 0 ? 'There are no units yet.' : `There are: ${names.join(', ')}.`}`);
}

function write(out: string, bytes: Uint8Array): void {
  try {
    writeFileSync(out, bytes);
  } catch (thrown) {
    throw new Error(`${out}: cannot be written (${(thrown as NodeJS.ErrnoException).code}).`);
  }
}
