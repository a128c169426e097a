/** The live probes of the storage units: chosen by a person, polled while the station runs, stored at their interval. */
import { z } from 'zod';
import { clockAt } from '../../../../drivers/framing/local-time.ts';
import type { FridgeRegisterCalls, Person, RegisteredLogger } from '../../../preload/contract.ts';
import type { Answers, Clock } from '../../answer.ts';
import type { OpenPort, PortAddress } from '../../ports/port.ts';
import type { Timers } from '../../ports/timers.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { assignmentsOf, keepLogger, keepSensorKind, listLoggers } from '../../storage/fridge-loggers.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { dropStorageProbe, keepStorageProbe, listStorageProbes, type StorageProbeRow } from '../../storage/storage-probes.ts';
import { momentOf } from '../checks/moment.ts';
import { hangLogger, loggerCard, presentLogger } from '../register/loggers.ts';
import { keepers } from '../register/register.ts';
import { presentUnit } from '../register/units.ts';
import { type Polling, pollProbe } from './poll-probe.ts';
import { type ProbePlace, placeOf, probeDrivers } from './probe-place.ts';
import { storePolled } from './store-polled.ts';
import { type FoundProbe, tryProbe } from './try-probe.ts';

type ProbeCall = 'fridge.probeDrivers' | 'fridge.addProbe' | 'fridge.dropProbe';

export interface ProbesNeeds {
  db: Db;
  clock: Clock;
  timers: Timers;
  openPort: OpenPort;
  /** The name of the patients' device that holds a port; null: none does. */
  deviceAt(address: PortAddress): string | null;
  changed(): void;
  fault(thrown: unknown): void;
}

export interface StorageProbes {
  answers: Answers<ProbeCall>;
  /** The name of the probe that holds a port: no other device is looked for there. null: none does. */
  nameAt(address: { kind: string; path: string }): string | null;
  start(): void;
  stop(): Promise<void>;
}

const samePort = (one: { kind: string; path: string }, other: { kind: string; path: string }) =>
  one.kind === other.kind && one.path === other.path;

/** What a probe is called that tells no number of its own. */
function placeName({ probe, address }: Pick<ProbePlace, 'probe' | 'address'>): string {
  return `${probe.id} at ${address.path}`;
}

export function createStorageProbes(needs: ProbesNeeds): StorageProbes {
  const { db, clock, timers, openPort, changed, fault } = needs;
  const polled = new Map<number, Pick<ProbePlace, 'probe' | 'address'> & { polling: Polling }>();
  const tried: ProbePlace[] = [];
  const nameAt = (address: { kind: string; path: string }) =>
    [...tried, ...polled.values()].find((one) => samePort(one.address, address))?.probe.shortLabel ?? null;
  let isRunning = false;

  /** One whose driver is gone from the catalogue stays kept, and is silent. */
  function poll({ logger, driver, port, every_seconds: everySeconds }: StorageProbeRow): void {
    const place = placeOf(driver, port);
    const known = listLoggers(db).find(({ number }) => number === logger);
    if (place === null || known === undefined || !isRunning) return;
    const probe = { logger, serial: known.serial, driver: known.driver, everySeconds };
    const polling = pollProbe(place, {
      openPort,
      timers,
      everySeconds,
      sensor: known.external_sensor === 0 ? 'internal' : 'external',
      serial: known.serial === placeName(place) ? null : known.serial,
      heard(said) {
        storePolled(db, probe, said, clock.now());
        changed();
      },
      fault,
    });
    polled.set(logger, { probe: place.probe, address: place.address, polling });
  }

  async function add(order: FridgeRegisterCalls['fridge.addProbe']['in'], person: Person): Promise<RegisteredLogger> {
    const place = placeOf(order.driverId, order.port);
    if (place === null) throw new Refusal('driver-unknown', order.driverId);
    presentUnit(db, order.unitId);
    if (nameAt(place.address) !== null) throw new Refusal('fridge-probe-taken', place.address.path);
    const device = needs.deviceAt(place.address);
    if (device !== null) throw new Refusal('port-taken', device);
    tried.push(place);
    try {
      const found = await tryProbe(place, { openPort, timers }).catch(() => null);
      if (found === null) throw new Refusal('fridge-probe-silent', place.address.path);
      return await keep(order, place, found, person);
    } finally {
      tried.splice(tried.indexOf(place), 1);
    }
  }

  async function keep(
    { driverId, unitId, everySeconds }: FridgeRegisterCalls['fridge.addProbe']['in'],
    { probe, address }: ProbePlace,
    found: FoundProbe,
    person: Person,
  ): Promise<RegisteredLogger> {
    const at = clock.now();
    const serial = found.serial ?? placeName({ probe, address });
    const row = transaction(db, () => {
      const { number } = keepLogger(db, {
        serial,
        driver: probe.id,
        model: found.model ?? probe.shortLabel,
        interval_seconds: everySeconds,
      });
      keepSensorKind(db, number, found.sensor === 'external');
      const kept = { logger: number, driver: driverId, port: address.path, every_seconds: everySeconds };
      keepStorageProbe(db, kept, at);
      const hung = assignmentsOf(db, number).length > 0;
      hangLogger(db, { serial, unitId, at: hung ? clockAt(momentOf(at).clock) : null }, { person, at });
      const detail = { driverId, port: address.path, unitId, everySeconds };
      writeAudit(db, { at, personId: person.id, action: 'fridge.probe-added', subjectKind: 'logger', subjectId: serial, detail });
      return kept;
    });
    await polled.get(row.logger)?.polling.stop();
    poll(row);
    changed();
    return loggerCard(db, serial);
  }

  async function drop(serial: string, person: Person): Promise<null> {
    const { number } = presentLogger(db, serial);
    if (!listStorageProbes(db).some(({ logger }) => logger === number)) throw new Refusal('fridge-logger-unknown', serial);
    const at = clock.now();
    transaction(db, () => {
      dropStorageProbe(db, number, at);
      writeAudit(db, { at, personId: person.id, action: 'fridge.probe-dropped', subjectKind: 'logger', subjectId: serial, detail: {} });
    });
    const one = polled.get(number);
    await one?.polling.stop();
    polled.delete(number);
    changed();
    return null;
  }

  return {
    answers: {
      'fridge.probeDrivers': { who: 'signed-in', check: z.null(), answer: () => [...probeDrivers] },
      'fridge.addProbe': {
        who: keepers,
        check: z.strictObject({
          driverId: z.string().max(100),
          port: z.string().min(1).max(300),
          unitId: z.string(),
          // The programs want a reading at least every half hour.
          everySeconds: z.int().min(10).max(1800),
        }),
        answer: (order, { person }) => add(order, person),
      },
      'fridge.dropProbe': {
        who: keepers,
        check: z.strictObject({ serial: z.string().max(200) }),
        answer: ({ serial }, { person }) => drop(serial, person),
      },
    },
    nameAt,
    start() {
      isRunning = true;
      for (const row of listStorageProbes(db)) poll(row);
    },
    async stop() {
      isRunning = false;
      await Promise.all([...polled.values()].map(({ polling }) => polling.stop()));
      polled.clear();
    },
  };
}
