/** Signs and confirms one EKG after another and delivers them, printing a line for each that is signed. Run as: FILE BASE_URL EKGS */
import { writeSync } from 'node:fs';
import { createEngine } from '../../../src/main/delivery/engine.ts';
import { createFhirDestination } from '../../../src/main/delivery/fhir/destination.ts';
import { createOutbox } from '../../../src/main/delivery/outbox.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { findPatientByMrn } from '../../../src/main/storage/patients.ts';
import { createClinic, identifierSystem, mrnSystem } from './clinic.ts';
import { createEkgDesk } from './ekg-desk.ts';

const [file = '', baseUrl = '', ekgs = '0'] = process.argv.slice(2);
const db = openDatabase({ file, key: null });
const clock = { now: () => new Date() };
const settings = { baseUrl, identifierSystem, mrnSystem, sendIndividualReadings: false, sendProvenance: false };
const destinations = [createFhirDestination({ id: 'fhir', db, settings, stationName: 'Station 2', now: clock.now })];
const engine = createEngine({
  db,
  // Quick: what is proved here is order and number, not pace.
  timers: {
    ...clock,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds / 50);
      return () => clearTimeout(timer);
    },
  },
  destinations: () => destinations,
  changed() {},
  fault(thrown) {
    throw thrown;
  },
  random: () => 0.5,
});
const outbox = createOutbox({
  db,
  clock,
  announce() {},
  engine,
  destinations: () => destinations,
  stationId: 'st2',
  sendProvenance: () => false,
  sendIndividualReadings: () => false,
});
const clinic = createClinic(db, outbox.enqueue);
const desk = createEkgDesk(db, outbox.enqueue);
desk.switchAnalysisOff();
const patient = findPatientByMrn(db, '100') ?? clinic.addPatient('100');
engine.start();
for (let number = 1; number <= Number(ekgs); number += 1) {
  // Another moment is another recording, and what an earlier run took is here already.
  const taken = db.prepare('SELECT count(*) FROM ekgs').pluck().get() as number;
  const ekg = await desk.take(patient, { startedAt: new Date(1_760_000_000_000 + taken * 60_000).toISOString().slice(0, 19) });
  await desk.sign(ekg);
  writeSync(1, `${number}\n`);
  await desk.confirm(ekg, { qt: 402 });
}
