/** Which patient of the server ours is: the one with our medical record number and date of birth. Never made by us. */
import type { Patient, PatientDiffers } from '../../../preload/contract.ts';
import { isSamePatient, knownAs, setKnownAs } from '../../storage/known-as.ts';
import type { Attempt, Outcome } from '../destination.ts';
import { type Answered, type Exchanged, exchange } from './exchange.ts';
import { meaningOf } from './meaning.ts';
import type { Resource } from './observation.ts';
import { type Ended, type FhirParts, knownTo } from './parts.ts';
import { differenceFrom } from './same-person.ts';
import { bears } from './same-value.ts';

/** A chart merges records and corrects them: what was seen longer ago is looked at again before anything is filed to it. */
const seenForMs = 15 * 60_000;

/** "Patient/id" there, or why it cannot be had. */
export async function resolvePatient(fhir: FhirParts, attempt: Attempt): Promise<string | Ended> {
  const { patient } = attempt.deliverable;
  const known = knownAs(fhir.db, knownTo(fhir), 'patient', patient.id);
  if (known === null) return findPatient(fhir, attempt);
  if (fhir.now().getTime() - Date.parse(known.foundAt) < seenForMs) return known.serverId;
  const read = await readPatient(fhir, attempt, known.serverId);
  if (!('theirs' in read)) return mayBeSearched(read) ? findPatient(fhir, attempt) : notRead(read);
  const { theirs } = read;
  const isStillOurs =
    stands(theirs) && bears(theirs, fhir.settings.mrnSystem, patient.mrn) && differenceUnseen(fhir, patient, theirs) === null;
  return isStillOurs ? keep(fhir, patient, known.serverId) : findPatient(fhir, attempt);
}

async function findPatient(fhir: FhirParts, attempt: Attempt): Promise<string | Ended> {
  const { patient } = attempt.deliverable;
  const { mrnSystem, baseUrl } = fhir.settings;
  const token = encodeURIComponent(mrnSystem === '' ? patient.mrn : `${mrnSystem}|${patient.mrn}`);
  const answer = await exchange({ method: 'GET', url: `${baseUrl}/Patient?identifier=${token}`, attempt });
  if (answer.kind !== 'answered' || answer.status !== 200) return notRead(answer);
  // A server that does not know the parameter answers with whomever it has: only who bears the number is meant.
  const bearing = resourcesIn(answer, 'Patient').filter((theirs) => bears(theirs, mrnSystem, patient.mrn));
  const standing = bearing.filter(stands);
  if (standing.length > 1) return unmatched('duplicates-there');
  const found = standing.length === 1 ? { theirs: standing[0]! } : await mergedInto(fhir, attempt, bearing);
  if (found === null) return unmatched('patient-unknown-there');
  if (!('theirs' in found)) return notRead(found);
  const differs = differenceUnseen(fhir, patient, found.theirs);
  if (differs !== null) return { ...unmatched('patient-differs-there'), differs };
  return keep(fhir, patient, `Patient/${String(found.theirs.id)}`);
}

function unmatched(reason: string): Extract<Ended, { state: 'rejected' }> {
  return { state: 'rejected', reason, httpStatus: null, serverText: null };
}

function keep(fhir: FhirParts, patient: Patient, serverId: string): string {
  setKnownAs(fhir.db, knownTo(fhir), 'patient', patient.id, serverId, fhir.now());
  return serverId;
}

/** Nothing may be filed any more to a record that was closed or merged into another. */
function stands(theirs: Resource): boolean {
  return theirs.active !== false && replacementsOf(theirs).length === 0;
}

function replacementsOf({ link }: Resource): (string | undefined)[] {
  const links = Array.isArray(link) ? (link as { type?: string; other?: { reference?: string } }[]) : [];
  return links.filter(({ type }) => type === 'replaced-by').map(({ other }) => other?.reference);
}

/** As often as records are likely to be merged one into the next; a ring of them has no end. */
const mergesAtMost = 3;

/** The one record that those with our number were merged into; it is compared like any other. null: there is not one. */
async function mergedInto(fhir: FhirParts, attempt: Attempt, bearing: readonly Resource[]): Promise<Read | Exchanged | null> {
  let records = bearing;
  for (let merges = 0; merges < mergesAtMost; merges += 1) {
    const [reference, ...more] = new Set(records.flatMap(replacementsOf));
    if (reference === undefined || more.length > 0 || !/^Patient\/[A-Za-z0-9.-]{1,64}$/.test(reference)) return null;
    const read = await readPatient(fhir, attempt, reference);
    if (!('theirs' in read)) return mayBeSearched(read) ? null : read;
    if (stands(read.theirs)) return read;
    records = [read.theirs];
  }
  return null;
}

interface Read {
  theirs: Resource;
}

async function readPatient({ settings }: FhirParts, attempt: Attempt, serverId: string): Promise<Read | Exchanged> {
  const answer = await exchange({ method: 'GET', url: `${settings.baseUrl}/${serverId}`, attempt });
  const isTheirs = answer.kind === 'answered' && answer.status === 200 && `${answer.body?.resourceType}/${answer.body?.id}` === serverId;
  return isTheirs ? { theirs: answer.body! } : answer;
}

/** It is gone, or cannot be read by its id; anything else is asked again. */
function mayBeSearched(answer: Exchanged): boolean {
  const meaning = meaningOf(answer, 'create');
  return meaning.kind !== 'end' || meaning.outcome.state === 'rejected';
}

/** What a person still has to compare; null where the two agree, or somebody has said that they are one person. */
function differenceUnseen(fhir: FhirParts, patient: Patient, theirs: Resource): PatientDiffers | null {
  const difference = differenceFrom(patient, theirs);
  if (difference === null) return null;
  const differs = { where: knownTo(fhir), ...difference };
  return isSamePatient(fhir.db, patient.id, JSON.stringify(differs)) ? null : differs;
}

/** A reading or search that was not answered. It changed nothing: whatever became of it, it may be asked again. */
export function notRead(answer: Parameters<typeof meaningOf>[0]): Ended {
  const meaning = meaningOf(answer, 'create');
  if (meaning.kind === 'end' && meaning.outcome.state !== 'ambiguous') return meaning.outcome;
  const httpStatus = answer.kind === 'answered' ? answer.status : null;
  return { state: 'retry-wait', reason: 'unreachable', httpStatus, retryAfterMs: null, slowDown: false } satisfies Outcome;
}

export function resourcesIn(answer: Answered, type: string): Resource[] {
  const entries = (answer.body?.entry ?? []) as { resource?: Resource }[];
  return entries.flatMap(({ resource }) => (resource?.resourceType === type ? [resource] : []));
}
