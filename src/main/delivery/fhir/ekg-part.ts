/** What a part of an EKG says at this server. */
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { UnreadableTracing, UnwritableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import type { EkgDeliverable } from '../../storage/deliverable.ts';
import { deliveredPartNamed, type EkgPartKind, type PartRow, undecidedPartNamed } from '../../storage/outbox-parts.ts';
import { type EkgNaming, ekgIdentifier, encodeEkgPart } from './ekg-resource.ts';
import { isHere } from './look-up.ts';
import type { FhirParts, PartContents } from './parts.ts';

/** A waveform of ten seconds is a third of a megabyte; a recording of hours is no result of a visit. */
const largestWave = 8_000_000;

/** Why a part cannot be said in FHIR at all; the rest goes on without it. */
export interface Unsayable {
  why: string;
}

export async function ekgContents(
  fhir: FhirParts,
  deliverable: EkgDeliverable,
  part: PartRow,
  patient: string,
): Promise<PartContents | Unsayable | null> {
  const kind = part.kind as EkgPartKind;
  const naming = namingOf(fhir, part, patient);
  try {
    const tracing = kind === 'ekg-wave' ? await tracingOf(deliverable) : null;
    const resource = encodeEkgPart(deliverable, deliverable.content, kind, naming, tracing);
    if (resource === null) return null;
    if (kind === 'ekg-wave' && JSON.stringify(resource).length > largestWave) return { why: 'too long' };
    return {
      resource,
      before: encodeEkgPart(deliverable, deliverable.before ?? deliverable.content, kind, naming, tracing) ?? resource,
      whenAbsent: deliverable.act === 'sign' || deliverable.act === 'confirm' ? 'create' : 'skip',
      delivered: deliveredPartNamed(fhir.db, fhir.id, part.identifier),
      undecided: undecidedPartNamed(fhir.db, fhir.id, part.identifier, part.id),
    };
  } catch (thrown) {
    if (thrown instanceof UnwritableTracing || thrown instanceof UnreadableTracing) return { why: thrown.message };
    throw thrown;
  }
}

/** The record as it was received. */
export function tracingOf({ file }: EkgDeliverable): Promise<Tracing> {
  return readTracing(file());
}

function namingOf(fhir: FhirParts, { identifier, kind }: PartRow, patientReference: string): EkgNaming {
  const ending = ekgIdentifier('', kind as EkgPartKind);
  return {
    identifierSystem: fhir.settings.identifierSystem,
    prefix: identifier.slice(0, -ending.length),
    patientReference,
    stationName: fhir.stationName,
    referenceTo(type, of) {
      const there = deliveredPartNamed(fhir.db, fhir.id, of);
      return there !== null && isHere(fhir, there) ? `${type}/${there.server_id}` : null;
    },
  };
}
