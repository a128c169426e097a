/** Which patient of the server ours is: the one with our medical record number and date of birth. Never made by us. */
import type { Patient, PatientDiffers } from '../../../preload/contract.ts';
import { isSamePatient, knownAs, setKnownAs } from '../../storage/known-as.ts';
import type { Attempt, Outcome } from '../destination.ts';
import { type Answered, exchange } from './exchange.ts';
import { meaningOf } from './meaning.ts';
import type { Resource } from './observation.ts';
import { type Ended, type FhirParts, knownTo } from './parts.ts';
import { differenceFrom } from './same-person.ts';
import { bears } from './same-value.ts';

/** "Patient/id" there, or why it cannot be had. */
export async function resolvePatient(fhir: FhirParts, attempt: Attempt): Promise<string | Ended> {
  const { patient } = attempt.deliverable;
  const known = knownAs(fhir.db, knownTo(fhir), 'patient', patient.id);
  if (known !== null) return known;
  const { mrnSystem, baseUrl } = fhir.settings;
  const token = encodeURIComponent(mrnSystem === '' ? patient.mrn : `${mrnSystem}|${patient.mrn}`);
  const answer = await exchange({ method: 'GET', url: `${baseUrl}/Patient?identifier=${token}`, attempt });
  if (answer.kind !== 'answered' || answer.status !== 200) return notRead(answer);
  // A record that was merged into another is kept as inactive: nothing may be filed to it any more. A server that
  // does not know the parameter answers with whomever it has: only who bears the number is meant.
  const found = resourcesIn(answer, 'Patient').filter((theirs) => theirs.active !== false && bears(theirs, mrnSystem, patient.mrn));
  if (found.length !== 1) {
    const reason = found.length === 0 ? 'patient-unknown-there' : 'duplicates-there';
    return { state: 'rejected', reason, httpStatus: null, serverText: null };
  }
  const differs = differenceUnseen(fhir, patient, found[0]!);
  if (differs !== null) return { state: 'rejected', reason: 'patient-differs-there', httpStatus: null, serverText: null, differs };
  const serverId = `Patient/${String(found[0]!.id)}`;
  setKnownAs(fhir.db, knownTo(fhir), 'patient', patient.id, serverId, fhir.now());
  return serverId;
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
