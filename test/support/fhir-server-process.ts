/** The test server as a process of its own, which prints its base URL. Run as: PATIENTS FAULTS [PORT], the first two as JSON. */

import { type ServedPatient, startFhirServer } from './fhir-server.ts';
import type { Fault } from './fhir-server-faults.ts';

const [patients = '[]', faults = '[]', port = '0'] = process.argv.slice(2);
const server = await startFhirServer({
  patients: JSON.parse(patients) as ServedPatient[],
  faults: JSON.parse(faults) as Fault[],
  port: Number(port),
});
process.stdout.write(`${server.baseUrl}\n`);
