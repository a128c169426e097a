/** A whole delivery: database, outbox, engine and destination, with a clock that can be put forward. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SignedIn } from '../../../src/main/answer.ts';
import type { Destination } from '../../../src/main/delivery/destination.ts';
import { createEngine, type Engine } from '../../../src/main/delivery/engine.ts';
import { createFhirDestination } from '../../../src/main/delivery/fhir/destination.ts';
import type { LaneTimers } from '../../../src/main/delivery/lane.ts';
import { createOutbox } from '../../../src/main/delivery/outbox.ts';
import { type Db, openDatabase } from '../../../src/main/storage/open.ts';
import { listItems, type OutboxItemRow } from '../../../src/main/storage/outbox.ts';
import { type PartRow, partsOf } from '../../../src/main/storage/outbox-parts.ts';
import type { DeliveryState, OutboxItem } from '../../../src/preload/contract.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';
import type { Fault } from '../../support/fhir-server-faults.ts';
import { until } from '../../support/until.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { type Clinic, createClinic, identifierSystem, mrnSystem } from './clinic.ts';

export interface DeliveringOptions {
  baseUrl?: string;
  /** In place of the FHIR server. */
  destinations?: (db: Db) => Destination[];
  file?: string;
  sendProvenance?: boolean;
  sendIndividualReadings?: boolean;
  /** A clock to be moved by hand, in place of a quick one. */
  timers?: LaneTimers;
}

export interface Delivering {
  db: Db;
  file: string;
  clinic: Clinic;
  engine: Engine;
  outbox: ReturnType<typeof createOutbox>;
  faults: unknown[];
  announced: unknown[];
  /** Puts the clock forward, so that what waits for its time is due. */
  skip(milliseconds: number): void;
  /** Items in the order they were signed. */
  items(): OutboxItemRow[];
  parts(number?: number): PartRow[];
  /** Waits until the item with this number (from 1) is in the state. */
  reaches(state: DeliveryState, number?: number): Promise<OutboxItemRow>;
  /** As a signed-in person. */
  ask(
    call: 'outbox.hold' | 'outbox.sendAgain' | 'outbox.giveUp' | 'outbox.samePatient' | 'outbox.otherPatient' | 'outbox.item',
    input: object,
  ): OutboxItem;
  /** Switched off and on again: a new engine over the same file. */
  restart(): Promise<Delivering>;
}

export function fhirDestination(db: Db, baseUrl: string, now = () => new Date()): Destination {
  const settings = { baseUrl, identifierSystem, mrnSystem, sendIndividualReadings: false, sendProvenance: false };
  return createFhirDestination({ id: 'fhir', db, settings, stationName: 'Station 2', now });
}

/** What is to wait waits a fiftieth of it. */
function soon(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds / 50);
  return () => clearTimeout(timer);
}

export function startDelivering(options: DeliveringOptions): Delivering {
  const file = options.file ?? join(tempDir(), 'station.db');
  const db = openDatabase({ file, key: null });
  let shift = 0;
  const clock = options.timers ?? { now: () => new Date(Date.now() + shift) };
  const faults: unknown[] = [];
  const announced: unknown[] = [];
  const destinations = options.destinations?.(db) ?? [fhirDestination(db, options.baseUrl ?? '', clock.now)];
  const engine = createEngine({
    db,
    timers: options.timers ?? { now: clock.now, after: soon },
    destinations: () => destinations,
    changed: () => outbox.changed(),
    fault: (thrown) => faults.push(thrown),
    random: () => 0.5,
  });
  const outbox = createOutbox({
    db,
    clock,
    announce: (fact, is) => void announced.push([fact, is]),
    engine,
    destinations: () => destinations,
    stationId: 'st2',
    sendProvenance: () => options.sendProvenance ?? false,
    sendIndividualReadings: () => options.sendIndividualReadings ?? false,
  });
  const clinic = createClinic(db, outbox.enqueue);
  const items = () => listItems(db, 1000).sort((one, other) => one.number - other.number);
  let open = true;
  const stop = async () => {
    if (!open) return;
    open = false;
    await engine.stop();
    db.close();
  };
  onTestFinished(stop);
  engine.start();
  return {
    db,
    file,
    clinic,
    engine,
    outbox,
    faults,
    announced,
    skip(milliseconds) {
      shift += milliseconds;
      engine.nudge();
    },
    items,
    parts: (number = 1) => partsOf(db, items()[number - 1]!.id),
    async reaches(state, number = 1) {
      const now = () => items()[number - 1];
      await until(() => now()?.state === state, `item ${number} to be ${state}`).catch((thrown: Error) => {
        throw new Error(
          `${thrown.message}; it is ${now()?.state} (${now()?.reason}, ${now()?.http_status}, ${now()?.server_text}) ${faults.join(' ')}`,
        );
      });
      return now()!;
    },
    ask(call, input) {
      const { check, answer } = outbox.answers[call];
      const asker: SignedIn = { person: clinic.person };
      return answer(check.parse(input) as never, asker) as OutboxItem;
    },
    async restart() {
      await stop();
      return startDelivering({ ...options, file });
    },
  };
}

export const servedPatient = (mrn: string) => ({ mrnSystem, mrn, family: 'Sample', given: 'Robin', birthDate: '1970-05-04' });

/** A server that is closed with the test. */
export async function serve(mrns: readonly string[] = ['100'], faults: readonly Fault[] = []): Promise<FhirServer> {
  const server = await startFhirServer({ patients: mrns.map(servedPatient), faults });
  onTestFinished(() => server.close());
  return server;
}
