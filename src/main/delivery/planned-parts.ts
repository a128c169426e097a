/** The resources an order becomes at one destination, in the order they are sent: the readings of an average go before it. */
import type { SheetKey } from '../../preload/contract.ts';
import { readSignedValue } from '../storage/deliverable.ts';
import type { Db } from '../storage/open.ts';
import { firstIdentifierOf, type PartRow, partOfReading } from '../storage/outbox-parts.ts';
import type { VitalsOrder } from './enqueue.ts';
import { isAverageOf } from './fhir/observation.ts';
import { sourceOf } from './fhir/provenance.ts';
import { valueOfPart } from './fhir/vitals-part.ts';

export type PlannedPart = Pick<PartRow, 'signed_value_id' | 'measurement_id' | 'kind' | 'act' | 'identifier'>;

export interface Planning {
  destination: string;
  /** The station's own short name, the first part of every identifier. */
  stationId: string;
  sendProvenance: boolean;
  sendIndividualReadings: boolean;
  /** A new identifier for a resource of this kind. */
  nextIdentifier(kind: string): string;
}

export function plannedParts(db: Db, order: VitalsOrder, planning: Planning): PlannedPart[] {
  const values = order.valueIds.flatMap((valueId) => {
    const value = readSignedValue(db, valueId);
    const readings = isAverageOf(value) ? value.madeOf.map(({ id }) => id) : [];
    return [...readings.flatMap((id) => readingPart(db, order, planning, id) ?? []), ...valuePart(db, order, planning, valueId, value.key)];
  });
  if (order.what !== 'vitals' || !planning.sendProvenance) return values;
  return [...values, ...sourcesOf(db, order, values).map(() => provenancePart(planning))];
}

/** In the order of their first part. */
function sourcesOf(db: Db, { valueIds }: VitalsOrder, parts: readonly PlannedPart[]): string[] {
  const values = valueIds.map((valueId) => readSignedValue(db, valueId));
  return [...new Set(parts.map((part) => sourceOf(valueOfPart({ values }, part))))];
}

function provenancePart(planning: Planning): PlannedPart {
  const identifier = planning.nextIdentifier('provenance');
  return { signed_value_id: null, measurement_id: null, kind: 'provenance', act: 'create', identifier };
}

function valuePart(db: Db, order: VitalsOrder, planning: Planning, valueId: string, kind: SheetKey): PlannedPart[] {
  // A change goes to what was delivered under the first identifier; what never went there needs no change there.
  const first = firstIdentifierOf(db, planning.destination, valueId);
  if (first === null && order.what !== 'vitals') return [];
  const identifier = first ?? planning.nextIdentifier(kind);
  const part: PlannedPart = {
    signed_value_id: valueId,
    measurement_id: null,
    kind,
    act: order.what === 'vitals' ? 'create' : 'update',
    identifier,
  };
  return [part];
}

/** A corrected average leaves what was measured as it was; a withdrawn one takes its readings with it, wherever they went. */
function readingPart(db: Db, { what }: VitalsOrder, planning: Planning, measurementId: string): PlannedPart | null {
  const reading = { signed_value_id: null, measurement_id: measurementId, kind: 'bloodPressure' as const };
  if (what === 'correction') return null;
  if (what === 'vitals')
    return planning.sendIndividualReadings ? { ...reading, act: 'create', identifier: planning.nextIdentifier('reading') } : null;
  const first = partOfReading(db, planning.destination, measurementId);
  return first === null ? null : { ...reading, act: 'update', identifier: first.identifier };
}
