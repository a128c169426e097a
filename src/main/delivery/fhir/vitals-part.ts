/** What a signed value, or a reading that goes with its average, says at this server. */
import type { DeliverableValue, VitalsDeliverable } from '../../storage/deliverable.ts';
import { deliveredPartOf, type PartRow, partOfReading, partsOfMeasurements, undecidedPartOf } from '../../storage/outbox-parts.ts';
import { encodeObservation, type Resource } from './observation.ts';
import type { FhirParts, PartContents } from './parts.ts';

export function vitalsContents(fhir: FhirParts, deliverable: VitalsDeliverable, part: PartRow, patient: string): PartContents {
  const value = valueOfPart(deliverable, part);
  return {
    resource: encode(fhir, deliverable, part, value, patient),
    before: encode(fhir, deliverable, part, asBefore(value), patient),
    whenAbsent: value.act === 'correct' ? 'create' : 'skip',
    delivered: part.act === 'update' ? deliveredBefore(fhir, part, value) : null,
    undecided: part.act === 'update' ? undecidedBefore(fhir, part, value) : null,
  };
}

function encode(fhir: FhirParts, deliverable: VitalsDeliverable, part: PartRow, value: DeliverableValue, patient: string): Resource {
  return encodeObservation(deliverable, value, {
    identifierSystem: fhir.settings.identifierSystem,
    identifier: part.identifier,
    patientReference: patient,
    stationName: fhir.stationName,
    derivedFrom: partsOfMeasurements(
      fhir.db,
      fhir.id,
      value.madeOf.map(({ id }) => id),
    ).map(({ server_id: id }) => `Observation/${id}`),
  });
}

/** A reading of an average goes out as itself; what was done to the average was done to it. */
export function valueOfPart(
  { values }: Pick<VitalsDeliverable, 'values'>,
  part: Pick<PartRow, 'signed_value_id' | 'measurement_id'>,
): DeliverableValue {
  if (part.measurement_id === null) return values.find(({ id }) => id === part.signed_value_id)!;
  const average = values.find(({ madeOf }) => madeOf.some(({ id }) => id === part.measurement_id))!;
  const measurement = average.madeOf.find(({ id }) => id === part.measurement_id)!;
  return { ...average, measurement, madeOf: [], before: null };
}

/** The value that a change replaces, as it was signed. */
function asBefore(value: DeliverableValue): DeliverableValue {
  return {
    ...value,
    act: 'sign',
    measurement: value.before ?? value.measurement,
    before: null,
    why: null,
    changedAt: null,
    changedBy: null,
  };
}

function deliveredBefore({ db, id }: FhirParts, part: PartRow, value: DeliverableValue): PartRow | null {
  return part.measurement_id === null ? deliveredPartOf(db, id, value.id) : partOfReading(db, id, part.measurement_id, 'delivered');
}

function undecidedBefore(fhir: FhirParts, part: PartRow, value: DeliverableValue): PartRow | null {
  if (part.measurement_id === null) return undecidedPartOf(fhir.db, fhir.id, value.id);
  const first = partOfReading(fhir.db, fhir.id, part.measurement_id);
  return first !== null && first.id !== part.id && ['sending', 'ambiguous', 'accepted-pending'].includes(first.state) ? first : null;
}
