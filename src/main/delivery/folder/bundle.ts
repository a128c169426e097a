/** A transaction that any FHIR server could take, each entry guarded by its identifier. */
import { createHash } from 'node:crypto';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { UnwritableTracing } from '../../../../drivers/model/tracing-format.ts';
import type { Deliverable, EkgDeliverable, VitalsDeliverable } from '../../storage/deliverable.ts';
import { deliveredPartNamed, type EkgPartKind, type PartRow, partsOfMeasurements } from '../../storage/outbox-parts.ts';
import { type EkgNaming, ekgIdentifier, encodeEkgPart } from '../fhir/ekg-resource.ts';
import { encodeObservation, type Resource } from '../fhir/observation.ts';
import type { FolderParts } from './destination.ts';

/** `tracing` is that of an EKG whose waveform goes with it; null otherwise. */
export function bundleOf(folder: FolderParts, deliverable: Deliverable, parts: readonly PartRow[], tracing: Tracing | null): object {
  const entry = deliverable.kind === 'ekg' ? ekgEntries(folder, deliverable, parts, tracing) : vitalsEntries(folder, deliverable, parts);
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function vitalsEntries(folder: FolderParts, deliverable: VitalsDeliverable, parts: readonly PartRow[]): object[] {
  const going = parts.flatMap((part) => {
    const value = deliverable.values.find(({ id }) => id === part.signed_value_id);
    return value === undefined ? [] : [{ part, value }];
  });
  const here = new Map(going.map(({ part, value }) => [value.measurement.id, part.identifier]));
  return going.map(({ part, value }) => {
    const naming = {
      identifierSystem: folder.identifierSystem,
      identifier: part.identifier,
      patientReference: patientOf(folder, deliverable),
      stationName: folder.stationName,
      derivedFrom: value.madeOf.flatMap(({ id }) => referenceTo(folder, here, id) ?? []),
    };
    return { fullUrl: addressOf(part.identifier), ...entryOf(folder, part, encodeObservation(deliverable, value, naming)) };
  });
}

/** null: it never went to this folder. */
function referenceTo(folder: FolderParts, here: ReadonlyMap<string, string>, measurementId: string): string | null {
  const identifier = here.get(measurementId);
  if (identifier !== undefined) return addressOf(identifier);
  const [earlier] = partsOfMeasurements(folder.db, folder.id, [measurementId]);
  return earlier === undefined ? null : `Observation?${searchFor(folder, earlier.identifier)}`;
}

/** Resources of one bundle name each other by its own addresses, those of earlier ones by their identifiers. */
function ekgEntries(folder: FolderParts, deliverable: EkgDeliverable, parts: readonly PartRow[], tracing: Tracing | null): object[] {
  const entries: object[] = [];
  const here = new Set<string>();
  for (const part of parts) {
    if (part.kind === 'provenance') continue;
    const resource = encoded(folder, deliverable, part, here, tracing);
    if (resource === null) continue;
    here.add(part.identifier);
    entries.push({ fullUrl: addressOf(part.identifier), ...entryOf(folder, part, resource) });
  }
  return entries;
}

function encoded(
  folder: FolderParts,
  deliverable: EkgDeliverable,
  { kind, identifier }: PartRow,
  here: ReadonlySet<string>,
  tracing: Tracing | null,
): Resource | null {
  const ending = ekgIdentifier('', kind as EkgPartKind);
  const naming: EkgNaming = {
    identifierSystem: folder.identifierSystem,
    prefix: identifier.slice(0, -ending.length),
    patientReference: patientOf(folder, deliverable),
    stationName: folder.stationName,
    referenceTo(type, of) {
      if (here.has(of)) return addressOf(of);
      return deliveredPartNamed(folder.db, folder.id, of) === null ? null : `${type}?${searchFor(folder, of)}`;
    },
  };
  try {
    return encodeEkgPart(deliverable, deliverable.content, kind as EkgPartKind, naming, tracing);
  } catch (thrown) {
    if (thrown instanceof UnwritableTracing) return null;
    throw thrown;
  }
}

function entryOf(folder: FolderParts, { act, identifier }: PartRow, resource: Resource): object {
  const type = String(resource.resourceType);
  const search = searchFor(folder, identifier);
  const request = act === 'create' ? { method: 'POST', url: type, ifNoneExist: search } : { method: 'PUT', url: `${type}?${search}` };
  return { resource, request };
}

function patientOf({ mrnSystem }: FolderParts, { patient: { mrn } }: Deliverable): string {
  return `Patient?identifier=${encodeURIComponent(mrnSystem === '' ? mrn : `${mrnSystem}|${mrn}`)}`;
}

function searchFor({ identifierSystem }: FolderParts, identifier: string): string {
  return `identifier=${encodeURIComponent(`${identifierSystem}|${identifier}`)}`;
}

/** A UUID of version 8 (RFC 9562: by a maker's own rule), the same for the same identifier. */
export function addressOf(identifier: string): string {
  const hex = createHash('sha256').update(identifier).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
