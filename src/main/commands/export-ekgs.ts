/** The signed EKGs of a patient for `isoline export`: each as it stands now, withdrawn ones as entered in error. Reads only. */
import { UnwritableTracing } from '../../../drivers/model/tracing-format.ts';
import { tracingOf } from '../delivery/fhir/ekg-part.ts';
import { type EkgNaming, ekgIdentifier, encodeEkgPart } from '../delivery/fhir/ekg-resource.ts';
import { ekgValues } from '../delivery/fhir/ekg-values.ts';
import { addressOf } from '../delivery/folder/bundle.ts';
import { type EkgDeliverable, readEkgDeliverable } from '../storage/deliverable.ts';
import { ekgResultsOfPatient } from '../storage/ekg-results.ts';
import type { Db } from '../storage/open.ts';
import type { EkgPartKind } from '../storage/outbox-parts.ts';
import { readStation } from '../storage/station-values.ts';

export interface Exporting {
  patientId: string;
  identifierSystem: string;
  stationName: string;
}

export interface ExportedEntry {
  fullUrl: string;
  resource: object;
}

export async function exportEkgs(db: Db, exporting: Exporting): Promise<ExportedEntry[]> {
  const station = readStation(db, 'id') ?? 'station';
  const entries: ExportedEntry[] = [];
  for (const { id, seriesId } of ekgResultsOfPatient(db, exporting.patientId))
    entries.push(...(await entriesOf(readEkgDeliverable(db, id), `${station}:${seriesId}`, exporting)));
  return entries;
}

async function entriesOf(deliverable: EkgDeliverable, prefix: string, exporting: Exporting): Promise<ExportedEntry[]> {
  const { content } = deliverable;
  const here = new Set<string>();
  const naming: EkgNaming = {
    identifierSystem: exporting.identifierSystem,
    prefix,
    patientReference: `Patient/${exporting.patientId}`,
    stationName: exporting.stationName,
    // A page names the one it replaces, which is in the same export.
    referenceTo: (type, identifier) => (type === 'DocumentReference' || here.has(identifier) ? addressOf(identifier) : null),
  };
  const tracing = await tracingOf(deliverable);
  const kinds: EkgPartKind[] = [...ekgValues(content).map(({ kind }) => kind), 'ekg-wave', 'ekg-page', 'ekg-report'];
  return kinds.flatMap((kind) => {
    const resource = encodedOrLeftOut(() => encodeEkgPart(deliverable, content, kind, naming, tracing));
    if (resource === null) return [];
    const identifier = ekgIdentifier(prefix, kind);
    here.add(identifier);
    return [{ fullUrl: addressOf(identifier), resource }];
  });
}

/** A waveform whose steps have no known worth is no SampledData; the page shows it. */
function encodedOrLeftOut(encode: () => object | null): object | null {
  try {
    return encode();
  } catch (thrown) {
    if (thrown instanceof UnwritableTracing) return null;
    throw thrown;
  }
}
