/** Correcting or withdrawing what was signed: a new row that points at the old one, which stays. */
import { canBeSaved } from '../../../drivers/model/entry-range.ts';
import { isPlausiblePressure, type Quantity, quantities, type Unit } from '../../../drivers/model/quantity.ts';
import { inOwnUnit } from '../../../drivers/model/unit.ts';
import type { CorrectVitals, Measurement, SignedValue } from '../../preload/contract.ts';
import type { SignedIn } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { findMeasurement, insertMeasurement } from '../storage/measurements.ts';
import { type Db, transaction } from '../storage/open.ts';
import { findSignedValue, insertSignedValue, type NewSignedValue, signedSetsOf } from '../storage/signed.ts';
import { ulid } from '../storage/ulid.ts';
import { findVisit } from '../storage/visits.ts';
import { bodyMassIndex } from './computed.ts';
import type { SignParts } from './sign.ts';

export function correctVitals(parts: SignParts, order: CorrectVitals, { person }: SignedIn): void {
  const { db, clock } = parts;
  const visit = findVisit(db, order.visitId)?.visit;
  const value = findSignedValue(db, order.signedValueId);
  if (visit === undefined || value === null) throw new Refusal('reading-gone');
  const setOfVisit = db.prepare('SELECT 1 FROM signed_sets WHERE id = ? AND visit_id = ?').get(value.setId, order.visitId);
  if (setOfVisit === undefined) throw new Refusal('other-patient');
  if (value.replacedBy !== null || value.status === 'withdrawn') throw new Refusal('already-signed');
  if (order.reason.trim() === '') throw new Refusal('reason-missing');
  const now = clock.now();
  transaction(db, () => {
    const measurement = order.change === 'correct' ? insertCorrected(db, order, value.measurement, person.id, now) : value.measurement;
    const write = (valueId: string, measurementId: string, words: string) =>
      insertChange(db, { act: order.change, replaces: valueId, measurementId, why: words, by: person.id, at: now });
    const why = order.reason.trim();
    const id = write(value.id, measurement.id, why);
    const index = indexMadeOf(db, order.visitId, value);
    const follows =
      index === null
        ? []
        : [write(index.id, measuredAgain(db, order.visitId, index.measurement, value, measurement), `${followWords(value.key)}: ${why}`)];
    parts.enqueue(db, {
      what: order.change === 'correct' ? 'correction' : 'withdrawal',
      setId: value.setId,
      valueIds: [id, ...follows],
      patientId: visit.patient.id,
    });
    writeAudit(db, {
      at: now,
      personId: person.id,
      action: order.change === 'correct' ? 'vitals.corrected' : 'vitals.withdrawn',
      subjectKind: 'signed-value',
      subjectId: id,
      patientId: visit.patient.id,
      detail: { replaces: value.id, change: order.change, why, follows },
    });
  });
}

/** In the set of what it changes. */
function insertChange(db: Db, change: Omit<NewSignedValue, 'id' | 'setId' | 'key'> & { replaces: string }): string {
  const old = findSignedValue(db, change.replaces)!;
  const id = ulid(change.at);
  insertSignedValue(db, { ...change, id, setId: old.setId, key: old.key });
  return id;
}

/** The body mass index that was signed from this weight or height and still stands; null where there is none. */
function indexMadeOf(db: Db, visitId: string, { id, key, measurement }: SignedValue): SignedValue | null {
  if (key !== 'weight' && key !== 'height') return null;
  const standing = signedSetsOf(db, visitId)
    .flatMap(({ values }) => values)
    .filter((one) => one.id !== id && one.replacedBy === null && one.status !== 'withdrawn');
  return standing.find((one) => one.key === 'bodyMassIndex' && one.measurement.madeOf.includes(measurement.id)) ?? null;
}

/** The index with the number that is right now; withdrawn with its input, it keeps its own. Returns the measurement's id. */
function measuredAgain(db: Db, visitId: string, index: Measurement, old: SignedValue, input: Measurement): string {
  if (input.id === old.measurement.id) return index.id;
  const [weight, height] = index.madeOf.map((id) => (id === old.measurement.id ? input : findMeasurement(db, id)));
  const again = bodyMassIndex(weight ?? null, height ?? null);
  if (again === null) return index.id;
  insertMeasurement(db, { measurement: again, visitId, typedById: null, frame: null, stream: null, origin: null });
  return again.id;
}

function followWords(key: SignedValue['key']): string {
  return key === 'weight' ? 'Follows the weight' : 'Follows the height';
}

/** The corrected number is a typed one: it is no longer the device's. What the device showed stays with the old value. */
function insertCorrected(db: Db, order: CorrectVitals, old: Measurement, personId: string, now: Date): Measurement {
  const unit = order.unit;
  const wanted: readonly Quantity[] = old.kind === 'bloodPressure' ? ['systolic', 'diastolic'] : [old.values[0]!.quantity];
  if (unit === null || order.numbers === null || order.numbers.length !== wanted.length) throw new Refusal('value-impossible');
  const values = wanted.map((quantity, index) => typedValue(quantity, order.numbers![index]!, unit, ulid(now)));
  if (old.kind === 'bloodPressure' && !isPlausiblePressure(values[0]!.value!, values[1]!.value!, null))
    throw new Refusal('value-impossible', 'diastolic');
  const id = ulid(now);
  const measurement: Measurement = {
    ...old,
    id,
    values,
    source: 'typed',
    how: 'spot',
    deviceId: null,
    driverId: null,
    deviceLabel: null,
    madeOf: [old.id],
    arithmetic: null,
    setAside: null,
  };
  const visitId = (db.prepare('SELECT visit_id AS visitId FROM measurements WHERE id = ?').get(old.id) as { visitId: string }).visitId;
  insertMeasurement(db, { measurement, visitId, typedById: personId, frame: null, stream: null, origin: null });
  return measurement;
}

/** A number as a person typed it. Throws Refusal 'value-impossible' or 'unit-unknown'. */
export function typedValue(quantity: Quantity, number: number, unit: Unit, id: string): Measurement['values'][number] {
  const own = inOwnUnit(quantity, number, unit);
  if (own === null) throw new Refusal('unit-unknown', quantity);
  if (!canBeSaved(quantity, number, unit)) throw new Refusal('value-impossible', quantity);
  const ownUnit = quantities[quantity].unit;
  return { id, quantity, value: own, unit: ownUnit, sent: unit === ownUnit ? null : { value: number, unit }, marks: [], note: {} };
}
