/** The clinic's settings: read with defaults, written by name, every change in the audit log with its old and new value. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Person, Settings } from '../../preload/contract.ts';
import type { Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { localDay } from '../worklist/age.ts';
import { defaultSettings, openToAll, settingChecks } from './shape.ts';

export interface SettingsParts {
  db: Db;
  clock: Clock;
  /** After a change is on disk: names, room and lock time are among the station's own facts. */
  changed?: (settings: Settings) => void;
}

type Name = keyof Settings;

const settingNames = Object.keys(settingChecks) as Name[];
const check = z.strictObject(settingChecks).partial() as z.ZodType<Partial<Settings>>;

export function createSettings(parts: SettingsParts): { answers: Answers<'settings.read' | 'settings.write'> } {
  const { db, clock, changed } = parts;
  return {
    answers: {
      'settings.read': { who: 'signed-in', check: z.null(), answer: () => readSettings(db) },
      'settings.write': {
        who: 'signed-in',
        check,
        answer: (changes, { person }) => {
          const settings = changeSettings(db, clock, changes, person);
          changed?.(settings);
          return settings;
        },
      },
    },
  };
}

/** What is stored, and the default for all that is not. Throws when a stored value is damaged: a limit is never dropped in silence. */
export function readSettings(db: Db): Settings {
  const rows = db.prepare('SELECT name, value FROM settings').all() as { name: string; value: string }[];
  const settings: Record<string, unknown> = structuredClone({ ...defaultSettings });
  for (const { name, value } of rows) if (Object.hasOwn(settingChecks, name)) settings[name] = readOne(name as Name, value);
  return settings as unknown as Settings;
}

/** Writes what differs, without asking who may: for the station itself (`by` null) and for `settings.write`. */
export function writeSettings(db: Db, changes: Partial<Settings>, by: Person | null, at: Date): Settings {
  return transaction(db, () => {
    const before = readSettings(db);
    for (const name of changedNames(before, changes)) {
      writeOne(db, name, changes[name], by, at);
      const detail = { from: before[name], to: changes[name] };
      writeAudit(db, { at, personId: by?.id ?? null, action: 'settings.changed', subjectKind: 'setting', subjectId: name, detail });
    }
    return readSettings(db);
  });
}

function changeSettings(db: Db, clock: Clock, changes: Partial<Settings>, by: Person): Settings {
  const before = readSettings(db);
  const names = changedNames(before, changes);
  if (by.role !== 'administrator' && names.some((name) => !openToAll.includes(name))) throw new Refusal('not-allowed');
  const wanted = { ...before, ...changes };
  if (wanted.room !== '' && wanted.rooms.length > 0 && !wanted.rooms.includes(wanted.room)) throw new Refusal('check-failed', 'room');
  if (names.includes('destinations')) refuseAddress(wanted.destinations.fhir?.baseUrl ?? null);
  const now = clock.now();
  return writeSettings(db, names.includes('limits') ? { ...changes, ...setBy(by, now) } : withoutSetBy(changes), by, now);
}

function changedNames(before: Settings, changes: Partial<Settings>): Name[] {
  return settingNames.filter((name) => changes[name] !== undefined && !isDeepStrictEqual(before[name], changes[name]));
}

/** Whose policy the limits are is stated by the station, never by the form. */
function setBy(person: Person, at: Date): Pick<Settings, 'limitsSetBy' | 'limitsSetOn'> {
  return { limitsSetBy: person.name, limitsSetOn: localDay(at) };
}

function withoutSetBy({ limitsSetBy: _by, limitsSetOn: _on, ...changes }: Partial<Settings>): Partial<Settings> {
  return changes;
}

/** Patient data leaves this machine over TLS only, and no password stands in an address that is shown and audited. */
function refuseAddress(baseUrl: string | null): void {
  if (baseUrl === null) return;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isHere = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
  if (!isSafe || url?.username !== '' || url.password !== '') throw new Refusal('destination-address', baseUrl);
}

function writeOne(db: Db, name: Name, value: unknown, by: Person | null, at: Date): void {
  db.prepare(
    `INSERT INTO settings (name, value, changed_by, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
  ).run(name, JSON.stringify(value), by?.id ?? null, at.toISOString());
}

function readOne(name: Name, stored: string): unknown {
  const read = settingChecks[name].safeParse(JSON.parse(stored));
  if (!read.success) throw new Error(`the stored setting ${name} cannot be read`);
  return read.data;
}
