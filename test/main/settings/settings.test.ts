import { describe, expect, test } from 'vitest';
import { createSettings, readSettings, writeSettings } from '../../../src/main/settings/settings.ts';
import { type Db, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { ageYears } from '../../../src/main/worklist/age.ts';
import type { ClinicLimit, Person, Quantity, Role, Settings } from '../../../src/preload/contract.ts';
import { thrownBy } from '../storage/thrown.ts';

const at = new Date('2026-11-23T15:00:00');

function staff(db: Db, role: Role): Person {
  db.prepare(`INSERT INTO people (id, name, role, pin_salt, pin_hash, added_at) VALUES (?, ?, ?, x'00', x'00', ?)`).run(
    role,
    `The ${role}`,
    role,
    at.toISOString(),
  );
  return { id: role, name: `The ${role}`, role, visitOpenIn: null };
}

function settingsOf(role: Role) {
  const db = openMemoryDatabase();
  const person = staff(db, role);
  const changed: Settings[] = [];
  const { answers } = createSettings({ db, clock: { now: () => at }, changed: (settings) => changed.push(settings) });
  const { check, answer } = answers['settings.write'];
  const write = (changes: Partial<Settings>) => answer(check.parse(changes), { person }) as Settings;
  return { db, write, changed, person };
}

const limit: ClinicLimit = { quantity: 'spo2', fromYears: 0, toYears: null, level: 'now', atOrBelow: 88, atOrAbove: null };

describe('settings', () => {
  test('begin with defaults', () => {
    expect(readSettings(openMemoryDatabase())).toMatchObject({
      idleLockMinutes: 3,
      temperatureUnit: '[degF]',
      weightUnit: 'kg',
      heightUnit: 'cm',
      bloodPressure: { restSeconds: 300, readings: 3, betweenSeconds: 60, dropFirst: true },
      limitsSetBy: 'Isoline defaults, clinic must confirm',
      destinations: { fhir: null, folder: null },
    });
  });

  test('are written by name, told, and in the audit log with old and new value; what did not change is not', () => {
    const { db, write, changed } = settingsOf('administrator');
    write({ clinicName: ' Maple Street Clinic ', idleLockMinutes: 3 });
    expect(readSettings(db).clinicName).toBe('Maple Street Clinic');
    expect(changed).toHaveLength(1);
    const rows = db.prepare('SELECT person_id, action, subject_id, detail FROM audit').all();
    expect(rows).toEqual([
      {
        person_id: 'administrator',
        action: 'settings.changed',
        subject_id: 'clinicName',
        detail: '{"from":"Clinic","to":"Maple Street Clinic"}',
      },
    ]);
  });

  test('limits say whose they are and since when, whatever the form says', () => {
    const { write } = settingsOf('administrator');
    expect(write({ limits: [limit], limitsSetBy: 'Somebody else' })).toMatchObject({
      limits: [limit],
      limitsSetBy: 'The administrator',
      limitsSetOn: '2026-11-23',
    });
    expect(write({ limitsSetBy: 'Somebody else' }).limitsSetBy).toBe('The administrator');
  });

  test.each<Partial<Settings>>([
    { limits: [limit] },
    { rooms: ['Room 9'] },
    { destinations: { fhir: null, folder: { path: '/srv/bundles' } } },
    { idleLockMinutes: 15 },
    { room: 'Room 3', clinicName: 'Mine' },
  ])('%j is for an administrator, and then nothing of it is written', (changes) => {
    const { db, write } = settingsOf('nurse');
    const before = readSettings(db);
    expect(thrownBy(() => write(changes)).code).toBe('not-allowed');
    expect(readSettings(db)).toEqual(before);
  });

  test('anyone may set the station’s room and how it shows units', () => {
    const { db, write } = settingsOf('assistant');
    writeSettings(db, { rooms: ['Room 1', 'Room 3'] }, null, at);
    expect(write({ ...readSettings(db), room: 'Room 3', temperatureUnit: 'Cel' })).toMatchObject({
      room: 'Room 3',
      temperatureUnit: 'Cel',
    });
    expect(thrownBy(() => write({ room: 'Room 7' }))).toMatchObject({ code: 'check-failed', about: 'room' });
  });

  test.each(['ftp://x/fhir', 'nonsense', 'http://10.0.0.5/fhir', 'https://user:word@x.org/fhir'])(
    '%s is no address to send patient data to',
    (baseUrl) => {
      const { write } = settingsOf('administrator');
      const fhir = { baseUrl, identifierSystem: '', mrnSystem: '', sendIndividualReadings: true, sendProvenance: true };
      expect(thrownBy(() => write({ destinations: { fhir, folder: null } }))).toMatchObject({
        code: 'destination-address',
        about: baseUrl,
      });
    },
  );

  test.each(['https://chart.example.org/fhir', 'http://127.0.0.1:8103/fhir', 'http://localhost/fhir'])('%s is one', (baseUrl) => {
    const { write } = settingsOf('administrator');
    const fhir = { baseUrl, identifierSystem: '', mrnSystem: '', sendIndividualReadings: true, sendProvenance: true };
    expect(write({ destinations: { fhir, folder: null } }).destinations.fhir?.baseUrl).toBe(baseUrl);
  });

  test.each<[string, unknown]>([
    ['a limit without a bound', { limits: [{ ...limit, atOrBelow: null }] }],
    ['a limit that everything is outside of', { limits: [{ ...limit, atOrAbove: 80 }] }],
    ['an age band that ends before it begins', { limits: [{ ...limit, fromYears: 5, toYears: 5 }] }],
    ['dropping the only reading', { bloodPressure: { restSeconds: 0, readings: 1, betweenSeconds: 60, dropFirst: true } }],
    ['never locking', { idleLockMinutes: 0 }],
    ['a folder that depends on where the station was started', { destinations: { fhir: null, folder: { path: 'bundles' } } }],
    ['a name nobody knows', { color: 'red' }],
  ])('refuses %s', (_name, changes) => {
    const { write } = settingsOf('administrator');
    expect(thrownBy(() => write(changes as Partial<Settings>)).message).not.toBe('nothing was thrown');
  });

  test('a damaged stored value is never replaced by a default in silence', () => {
    const { db } = settingsOf('administrator');
    db.prepare(`INSERT INTO settings (name, value, changed_at) VALUES ('limits', '[{}]', ?)`).run(at.toISOString());
    expect(thrownBy(() => readSettings(db)).message).toContain('limits');
  });
});

describe('the limits a clinic starts from', () => {
  const { limits } = readSettings(openMemoryDatabase());

  function levels(quantity: Quantity, value: number, age: number): string[] {
    const rows = limits.filter((row) => row.quantity === quantity && row.fromYears <= age && (row.toYears === null || age < row.toYears));
    return rows.filter(({ atOrBelow, atOrAbove }) => (atOrBelow ?? -1) >= value || (atOrAbove ?? 1000) <= value).map(({ level }) => level);
  }

  test.each<[Quantity, number, number, string[]]>([
    ['systolic', 159, 68, []],
    ['systolic', 160, 68, ['before-seen']],
    ['systolic', 180, 68, ['before-seen', 'now']],
    ['systolic', 100, 68, []],
    ['systolic', 99, 68, ['before-seen']],
    ['systolic', 90, 68, ['before-seen', 'now']],
    ['diastolic', 120, 13, ['before-seen', 'now']],
    ['pulseRate', 100, 40, []],
    ['pulseRate', 101, 40, ['before-seen']],
    ['heartRate', 131, 40, ['before-seen', 'now']],
    ['respiratoryRate', 8, 40, ['before-seen', 'now']],
    ['spo2', 95, 40, []],
    ['spo2', 94, 40, ['before-seen']],
    ['spo2', 91, 5, ['now']],
    ['temperature', 37.9, 40, []],
    ['temperature', 39.1, 40, ['before-seen', 'now']],
    ['temperature', 35, 40, ['now']],
    ['painScore', 7, 40, ['before-seen']],
    ['pulseRate', 136, 4, ['before-seen']],
    ['pulseRate', 131, 4, []],
    ['pulseRate', 64, 4, ['before-seen']],
    ['respiratoryRate', 30, 5, ['before-seen']],
    ['systolic', 77, 4, ['now']],
    ['systolic', 78, 4, []],
    ['systolic', 69, 0.5, ['now']],
    ['systolic', 59, 0, ['now']],
    ['temperature', 38, 0.2, ['now']],
  ])('%s of %d at %d years: %j', (quantity, value, age, expected) => expect(levels(quantity, value, age)).toEqual(expected));

  test('cover every age once for heart rate and breathing', () => {
    for (const quantity of ['heartRate', 'pulseRate', 'respiratoryRate'] as const) {
      for (let month = 0; month < 240; month += 1) {
        const born = `${2026 - Math.floor(month / 12)}-01-01`;
        const age = ageYears(born, new Date(2026, month % 12, 2));
        const holding = limits.filter((row) => row.quantity === quantity && row.level === 'before-seen' && row.fromYears <= age);
        expect(holding.filter(({ toYears }) => toYears === null || age < toYears)).toHaveLength(1);
      }
    }
  });
});
