/** One line of the list: what the file says, whose it is, and whose it might be. Reads only. */
import { tracingFormats } from '../../../../drivers/tracings.ts';
import type { EkgCandidate, EkgCard, EkgFilePatient, Patient } from '../../../preload/contract.ts';
import { standingEkgResult } from '../../storage/ekg-results.ts';
import { findEkgTake } from '../../storage/ekg-takes.ts';
import { type EkgRow, newestEkgAct } from '../../storage/ekgs.ts';
import type { Db } from '../../storage/open.ts';
import { deliveryOfEkg } from '../../storage/outbox-receipts.ts';
import { findPatient, patientsLike, patientsNamed } from '../../storage/patients.ts';

export function cardOf(db: Db, row: EkgRow): EkgCard {
  const filePatient = row.file_patient === null ? null : (JSON.parse(row.file_patient) as EkgFilePatient);
  const patient = row.patient_id === null ? null : findPatient(db, row.patient_id);
  const confirmed = row.state === 'confirmed' ? newestEkgAct(db, row.id, 'confirmed') : null;
  return {
    id: row.id,
    state: row.state,
    fileName: row.file_name,
    format: tracingFormats.find(({ id }) => id === row.format)?.label ?? row.format,
    problem: row.problem,
    receivedAt: row.received_at,
    takenAt: row.taken_at,
    filePatient,
    patient:
      patient === null
        ? null
        : {
            id: patient.id,
            family: patient.family,
            given: patient.given,
            dateOfBirth: patient.dateOfBirth,
            mrn: patient.mrn,
            sex: patient.sex,
          },
    signed: standingEkgResult(db, row.id)?.content.signed ?? null,
    confirmed: confirmed === null ? null : { by: confirmed.person_name, at: confirmed.at },
    delivery: deliveryOfEkg(db, row.id),
    taken: findEkgTake(db, row.id),
    proposed: row.state === 'unmatched' && filePatient !== null ? proposals(db, filePatient) : [],
  };
}

/** Our patients who might be meant, the likeliest first. A person decides; a name alone proposes but never matches. */
function proposals(db: Db, file: EkgFilePatient): EkgCard['proposed'] {
  const found = patientsLike(db, file.ids, file.family).map((one) => candidateOf(one, file));
  const likeness = (one: EkgCard['proposed'][number]) =>
    Number(one.numberMatches) * 4 + Number(one.birthDateMatches) * 2 + Number(one.nameMatches);
  return found
    .filter((one) => likeness(one) > 0)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, 5);
}

/** Those whose name or number holds these words, with what of the file agrees. */
export function candidates(db: Db, row: EkgRow, words: string): EkgCandidate[] {
  const file = row.file_patient === null ? null : (JSON.parse(row.file_patient) as EkgFilePatient);
  return patientsNamed(db, words).map((one) => candidateOf(one, file));
}

function candidateOf({ id, family, given, dateOfBirth, mrn }: Patient, file: EkgFilePatient | null): EkgCandidate {
  const numbers = file?.ids.map(plainNumber) ?? [];
  return {
    patientId: id,
    family,
    given,
    dateOfBirth,
    mrn,
    numberMatches: numbers.includes(plainNumber(mrn)),
    nameMatches: file !== null && sameWord(family, file.family) && (file.given === null || sameWord(given, file.given)),
    birthDateMatches: file !== null && file.birthDate !== null && file.birthDate === dateOfBirth,
  };
}

/** Carts pad numbers with noughts and break them with blanks. */
function plainNumber(text: string): string {
  return text.replaceAll(/[\s-]/g, '').replace(/^0+/, '').toUpperCase();
}

function sameWord(a: string, b: string | null): boolean {
  const bare = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/[^\p{Letter}]/gu, '')
      .toUpperCase();
  return b !== null && bare(a) === bare(b) && bare(a) !== '';
}
