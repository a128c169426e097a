/** A station's database with a person, patients and signed values, put in through the storage functions. */
import { createHash } from 'node:crypto';
import { type Quantity, quantities, type Unit } from '../../../drivers/model/quantity.ts';
import { inOwnUnit } from '../../../drivers/model/unit.ts';
import { insertMeasurement } from '../../../src/main/storage/measurements.ts';
import { type Db, transaction } from '../../../src/main/storage/open.ts';
import { insertPatient } from '../../../src/main/storage/patients.ts';
import { insertPerson, listPeople } from '../../../src/main/storage/people.ts';
import { findSignedValue, insertSignedSet, insertSignedValue } from '../../../src/main/storage/signed.ts';
import { ulid } from '../../../src/main/storage/ulid.ts';
import { insertVisit } from '../../../src/main/storage/visits.ts';
import type { Measurement, Patient, Person, Qualifiers, ReadingNote, SheetKey } from '../../../src/preload/contract.ts';

export const mrnSystem = 'urn:test:mrn';
export const identifierSystem = 'urn:test:reading';
export const measuredAt = new Date('2026-03-02T14:05:10.000Z');
export const signedAt = new Date('2026-03-02T14:09:30.000Z');

export interface Value {
  key: SheetKey;
  /** Number and unit as sent or typed. */
  numbers: readonly [quantity: Quantity, value: number, unit: Unit][];
  source?: Measurement['source'];
  qualifiers?: Qualifiers;
  note?: ReadingNote;
  /** What an average or an index is made of. These are not signed themselves. */
  madeOf?: Value[];
  arithmetic?: string;
  at?: Date;
  deviceIdentity?: Measurement['deviceIdentity'];
}

export const simple = (key: Exclude<SheetKey, 'bloodPressure'>, value: number, unit: Unit, more: Partial<Value> = {}): Value => ({
  key,
  numbers: [[key, value, unit]],
  ...more,
});
export const pressure = (systolic: number, diastolic: number, more: Partial<Value> = {}): Value => ({
  key: 'bloodPressure',
  numbers: [
    ['systolic', systolic, 'mm[Hg]'],
    ['diastolic', diastolic, 'mm[Hg]'],
  ],
  ...more,
});

export type EnqueueOrder = {
  what: 'vitals' | 'correction' | 'withdrawal';
  setId: string;
  valueIds: string[];
  patientId: string;
};
type Enqueue = (db: Db, order: EnqueueOrder) => void;

export interface Signed {
  setId: string;
  valueIds: string[];
  patient: Patient;
}

export interface Clinic {
  db: Db;
  person: Person;
  addPatient(mrn: string, family?: string): Patient;
  sign(patient: Patient, values: readonly Value[]): Signed;
  /** A corrected value, or a withdrawal where none is given. */
  change(signed: Signed, index: number, why: string, to?: Value): Signed;
}

export function createClinic(db: Db, enqueue: Enqueue): Clinic {
  const person = listPeople(db)[0] ?? addPerson(db);
  return {
    db,
    person,
    addPatient(mrn, family = 'Sample') {
      const patient: Patient = {
        id: ulid(measuredAt),
        family,
        given: 'Robin',
        dateOfBirth: '1970-05-04',
        mrn,
        sex: 'female',
        limbRestriction: null,
      };
      insertPatient(db, patient, null, measuredAt);
      return patient;
    },
    sign(patient, values) {
      return transaction(db, () => {
        const visitId = ulid(measuredAt);
        insertVisit(db, visitRow(visitId, patient, person));
        const setId = signSet(db, visitId, patient, person);
        const measured = new Map<SheetKey, string>();
        const valueIds = values.map((value) => {
          // An index is made of the weight and height of its own set.
          const inputs =
            value.key === 'bodyMassIndex' ? ['weight' as const, 'height' as const].flatMap((key) => measured.get(key) ?? []) : [];
          const { id } = insertOne(db, visitId, person, value, inputs);
          measured.set(value.key, id);
          return signOne(db, person, { setId, key: value.key, measurementId: id });
        });
        enqueue(db, { what: 'vitals', setId, valueIds, patientId: patient.id });
        return { setId, valueIds, patient };
      });
    },
    change(signed, index, why, to) {
      return transaction(db, () => {
        const old = findSignedValue(db, signed.valueIds[index]!)!;
        const visitId = db.prepare('SELECT visit_id FROM signed_sets WHERE id = ?').pluck().get(signed.setId) as string;
        const measurementId = to === undefined ? old.measurement.id : insertOne(db, visitId, person, { ...to, source: 'typed' }).id;
        const act = to === undefined ? 'withdraw' : 'correct';
        const id = signOne(db, person, { setId: signed.setId, key: old.key, measurementId, act, replaces: old.id, why });
        enqueue(db, {
          what: to === undefined ? 'withdrawal' : 'correction',
          setId: signed.setId,
          valueIds: [id],
          patientId: signed.patient.id,
        });
        return { ...signed, valueIds: signed.valueIds.with(index, id) };
      });
    },
  };
}

function addPerson(db: Db): Person {
  const person: Person = { id: ulid(measuredAt), name: 'Alex Doe', role: 'assistant', visitOpenIn: null };
  insertPerson(db, { ...person, pin: { salt: Buffer.alloc(16), hash: Buffer.alloc(32) }, addedAt: measuredAt });
  return person;
}

function visitRow(id: string, patient: Patient, person: Person) {
  return {
    id,
    patientId: patient.id,
    appointmentId: null,
    room: '2',
    clinician: 'Dr. Test',
    reason: 'Visit',
    personId: person.id,
    at: measuredAt,
  };
}

function signSet(db: Db, visitId: string, patient: Patient, person: Person): string {
  const id = ulid(signedAt);
  const seenHash = createHash('sha256').update('[]').digest('hex');
  insertSignedSet(db, { id, visitId, patientId: patient.id, signedBy: person.id, at: signedAt, seen: '[]', seenHash });
  return id;
}

interface One {
  setId: string;
  key: SheetKey;
  measurementId: string;
  act?: 'sign' | 'correct' | 'withdraw';
  replaces?: string;
  why?: string;
}

function signOne(db: Db, person: Person, { act = 'sign', replaces, why, ...value }: One): string {
  const id = ulid(signedAt);
  insertSignedValue(db, { id, ...value, act, replaces: replaces ?? null, why: why ?? null, by: person.id, at: signedAt });
  return id;
}

function insertOne(db: Db, visitId: string, person: Person, value: Value, inputs: readonly string[] = []): Measurement {
  const madeOf = inputs.length > 0 ? [...inputs] : (value.madeOf ?? []).map((one) => insertOne(db, visitId, person, one).id);
  const source = value.source ?? (madeOf.length > 0 ? 'computed' : 'device');
  const at = (value.at ?? measuredAt).toISOString();
  const measurement: Measurement = {
    id: ulid(measuredAt),
    kind: value.key === 'bloodPressure' ? 'bloodPressure' : 'single',
    values: value.numbers.map(([quantity, number, unit]) => readingOf(quantity, number, unit, value.note ?? {})),
    source,
    how: 'spot',
    deviceId: null,
    driverId: source === 'device' ? 'nonin' : null,
    deviceLabel: source === 'device' ? 'Monitor in room 2' : null,
    deviceIdentity: value.deviceIdentity ?? null,
    receivedAt: at,
    measuredAt: at,
    typedBy: null,
    qualifiers: value.qualifiers ?? {},
    apart: null,
    withdrawn: false,
    setAside: null,
    madeOf,
    arithmetic: value.arithmetic ?? null,
  };
  const typedById = source === 'device' || source === 'computed' ? null : person.id;
  insertMeasurement(db, { measurement, visitId, typedById, frame: null, stream: null, origin: null });
  return measurement;
}

function readingOf(quantity: Quantity, number: number, unit: Unit, note: ReadingNote): Measurement['values'][number] {
  const own = quantities[quantity].unit;
  const value = inOwnUnit(quantity, number, unit);
  return {
    id: ulid(measuredAt),
    quantity,
    value,
    unit: own,
    sent: unit === own ? null : { value: number, unit },
    marks: [],
    note,
  };
}
