/** Signs and delivers one set after another, printing the number of each once it is signed. Run as: FILE BASE_URL SETS */
import { writeSync } from 'node:fs';
import { createEngine } from '../../../src/main/delivery/engine.ts';
import { createFhirDestination } from '../../../src/main/delivery/fhir/destination.ts';
import { createOutbox } from '../../../src/main/delivery/outbox.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { findPatientByMrn } from '../../../src/main/storage/patients.ts';
import { createClinic, identifierSystem, mrnSystem, simple } from './clinic.ts';

const [file = '', baseUrl = '', sets = '0'] = process.argv.slice(2);
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
engine.start();
const patient = findPatientByMrn(db, '100') ?? clinic.addPatient('100');
for (let number = 1; number <= Number(sets); number += 1) {
  clinic.sign(patient, [simple('weight', 60 + number, 'kg'), simple('painScore', number % 10, '{score}')]);
  writeSync(1, `${number}\n`);
  await new Promise((resolve) => setTimeout(resolve, 2));
}
