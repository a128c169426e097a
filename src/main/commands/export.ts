/** `isoline export`: what the chart holds of one patient, as a FHIR Bundle. Reads only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeObservation } from '../delivery/fhir/observation.ts';
import { addressOf } from '../delivery/folder/bundle.ts';
import { readSettings } from '../settings/settings.ts';
import { readVitals } from '../storage/deliverable.ts';
import { loadOrCreateKey } from '../storage/key.ts';
import { type Db, openDatabase } from '../storage/open.ts';
import { firstIdentifierOf } from '../storage/outbox-parts.ts';
import { findPatientByMrn } from '../storage/patients.ts';
import { firstOfChain, signedOf } from '../storage/signed.ts';
import { type ExportedEntry, exportEkgs } from './export-ekgs.ts';

/** Throws an Error that names the folder or the number when there is nothing to read. */
export async function exportPatientFrom(dataDir: string, mrn: string): Promise<object> {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) throw new Error(`${dataDir} holds no station's data.`);
  const db = openDatabase({ file, key: loadOrCreateKey(dataDir) });
  try {
    return await exportPatient(db, mrn);
  } finally {
    db.close();
  }
}

/** A collection of the patient, every value that was signed, corrected or withdrawn, and every EKG that was. */
export async function exportPatient(db: Db, mrn: string): Promise<object> {
  const patient = findPatientByMrn(db, mrn);
  if (patient === null) throw new Error(`No patient here has the number ${mrn}.`);
  const settings = readSettings(db);
  const fhir = settings.destinations.fhir;
  const sets = db.prepare('SELECT id FROM signed_sets WHERE patient_id = ? ORDER BY signed_at').all(patient.id) as { id: string }[];
  const identifierSystem = fhir?.identifierSystem ?? 'urn:isoline:reading';
  const { stationName } = settings;
  const observations = sets.flatMap(({ id }) => observationsOf(db, id, patient.id, identifierSystem, stationName));
  const ekgs = await exportEkgs(db, { patientId: patient.id, identifierSystem, stationName });
  const gender = patient.sex;
  const resource = {
    resourceType: 'Patient',
    id: patient.id,
    identifier: [{ ...(fhir?.mrnSystem ? { system: fhir.mrnSystem } : {}), value: patient.mrn }],
    name: [{ family: patient.family, given: [patient.given] }],
    birthDate: patient.dateOfBirth,
    gender,
  };
  return { resourceType: 'Bundle', type: 'collection', entry: [{ resource }, ...observations, ...ekgs] };
}

function observationsOf(db: Db, setId: string, patientId: string, identifierSystem: string, stationName: string): ExportedEntry[] {
  // A value that was corrected is there as corrected; one that was withdrawn as entered in error.
  const rows = db
    .prepare(
      `SELECT s.id FROM signed_values s WHERE s.set_id = ? AND NOT EXISTS (SELECT 1 FROM signed_values r WHERE r.replaces = s.id) ORDER BY s.rowid`,
    )
    .all(setId) as { id: string }[];
  const deliverable = readVitals(db, { set_id: setId, patient_id: patientId, value_ids: JSON.stringify(rows.map(({ id }) => id)) });
  return deliverable.values.map((value) => {
    const identifier = identifierOf(db, value.id);
    const inputs = signedOf(
      db,
      value.madeOf.map(({ id }) => id),
    );
    const resource = encodeObservation(deliverable, value, {
      identifierSystem,
      identifier,
      patientReference: `Patient/${patientId}`,
      stationName,
      derivedFrom: inputs.map((id) => addressOf(identifierOf(db, id))),
    });
    return { fullUrl: addressOf(identifier), resource };
  });
}

/** What a chart knows it as, else what the folder does: an export beside either is the same result. What went nowhere is itself. */
function identifierOf(db: Db, valueId: string): string {
  return firstIdentifierOf(db, 'fhir', valueId) ?? firstIdentifierOf(db, 'folder', valueId) ?? firstOfChain(db, valueId);
}
