/** Live probes as the station keeps them: real serial ports and HID reports in, readings, silence and incidents in a real database out. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SimulatedStorage } from '../../../../drivers/model/storage-probe.ts';
import { probeById } from '../../../../drivers/probes.ts';
import { fridgeCard } from '../../../../src/main/fridge/checks/card.ts';
import { createStorageProbes } from '../../../../src/main/fridge/probes/probes.ts';
import { storePolled } from '../../../../src/main/fridge/probes/store-polled.ts';
import { storedCurve } from '../../../../src/main/fridge/stored-curve.ts';
import type { HidDevice, HidLibrary } from '../../../../src/main/ports/hid.ts';
import { createPorts } from '../../../../src/main/ports/open.ts';
import { systemTimers, type Timers } from '../../../../src/main/ports/timers.ts';
import { filesOfUnit } from '../../../../src/main/storage/fridge-files.ts';
import { keepLogger } from '../../../../src/main/storage/fridge-loggers.ts';
import { findStorageUnit } from '../../../../src/main/storage/fridge-units.ts';
import { openDatabase } from '../../../../src/main/storage/open.ts';
import { isStorageProbe, keepStorageProbe } from '../../../../src/main/storage/storage-probes.ts';
import type { FridgeRegisterCalls, FridgeSettings, Person } from '../../../../src/preload/contract.ts';
import { answerOver } from '../../../support/asked-line.ts';
import { addRefrigerator } from '../../../support/fridge-log.ts';
import { itOverPty, openPty } from '../../../support/pty.ts';
import { until } from '../../../support/until.ts';
import { tempDir } from '../../storage/temp-dir.ts';

const person: Person = { id: 'p1', name: 'Joan Castell', role: 'coordinator', visitOpenIn: null };
const settings = { workdays: [1, 2, 3, 4, 5], closedDates: [], morningBy: '10:00', afternoonBy: null, downloadEveryDays: 14 };
const cold = (): SimulatedStorage => ({ internalCelsius: 21.5, externalCelsius: 4.5, relativeHumidity: 40 });
const noHid = async (): Promise<HidLibrary> => ({
  devicesAsync: async () => [],
  HIDAsync: { open: () => Promise.reject(new Error('none')) },
});

function clinic(loadHid = noHid, deviceAt: (path: string) => string | null = () => null, timers: Timers = systemTimers) {
  const file = join(tempDir(), 'station.db');
  const key = randomBytes(32);
  let db = openDatabase({ file, key });
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Joan Castell', 'coordinator', x'00', x'00', '2020-01-01')",
  ).run();
  const unitId = addRefrigerator(db);
  let probes = running();
  function running() {
    const ports = createPorts({ drivers: [], simulatedPatient: () => ({}) as never, loadHid, see: async () => [] });
    const made = createStorageProbes({
      db,
      clock: systemTimers,
      timers,
      openPort: ports.open,
      deviceAt: ({ path }) => deviceAt(path),
      changed: () => undefined,
      fault: (thrown) => {
        throw thrown;
      },
    });
    made.start();
    return made;
  }
  onTestFinished(async () => {
    await probes.stop();
    db.close();
  });
  return {
    unitId,
    db: () => db,
    probes: () => probes,
    // Every second, faster than a person may choose.
    add: (order: Partial<FridgeRegisterCalls['fridge.addProbe']['in']>) =>
      Promise.resolve(probes.answers['fridge.addProbe'].answer({ driverId: '', port: '', unitId, everySeconds: 1, ...order }, { person })),
    drop: (serial: string) => probes.answers['fridge.dropProbe'].answer({ serial }, { person }),
    card: (now = new Date()) => fridgeCard(db, findStorageUnit(db, unitId)!, now, settings as unknown as FridgeSettings),
    values: () => db.prepare('SELECT value FROM logger_readings ORDER BY sensor, run, at').pluck().all() as (number | null)[],
    async restart() {
      await probes.stop();
      db.close();
      db = openDatabase({ file, key });
      probes = running();
    },
  };
}

itOverPty('a DS18B20 is polled, stored as no programme logger, and opens an incident when it is too warm', async () => {
  const storage = cold();
  const pty = openPty();
  const stop = answerOver(pty, probeById('ds18b20')!.simulate(storage), (asked) => asked.length);
  onTestFinished(() => {
    stop();
    pty.hangUp();
  });
  const { add, card, values, restart, db, unitId, drop, probes } = clinic();
  const logger = await add({ driverId: 'ds18b20/uart', port: pty.path });
  expect(logger).toMatchObject({ model: 'DS18B20', driver: 'ds18b20', unitName: 'Fridge 1', probe: { port: pty.path } });
  await expect(add({ driverId: 'modbus-temperature/xy-md02', port: pty.path })).rejects.toMatchObject({ code: 'fridge-probe-taken' });
  await until(() => values().length >= 2, 'two readings');
  expect(card()).toMatchObject({ now: { value: 4.5, live: true, silent: false }, openIncidents: 0 });
  expect(card().notices.map(({ code }) => code)).toContain('live-only');
  expect(filesOfUnit(db(), unitId)).toEqual([]);

  storage.externalCelsius = 9.25;
  await until(() => card().openIncidents === 1, 'an incident');

  await restart();
  const before = values().length;
  await until(() => values().length > before, 'a reading after the restart');
  expect(card().openIncidents).toBe(1);

  expect(probes().nameAt({ kind: 'serial', path: pty.path })).toMatch(/\w/);
  await drop(logger.serial);
  expect(probes().nameAt({ kind: 'serial', path: pty.path })).toBeNull();
  expect(isStorageProbe(db(), 1)).toBe(true);
  expect(db().prepare("SELECT action FROM audit WHERE action LIKE 'fridge.probe%' ORDER BY number").pluck().all()).toEqual([
    'fridge.probe-added',
    'fridge.probe-dropped',
  ]);
});

itOverPty('a Modbus transmitter that is disturbed says nothing, is said to be silent, and is read again when it answers', async () => {
  const pty = openPty();
  const simulation = probeById('modbus-temperature')!.simulate(cold(), 'rs485-th');
  const stop = answerOver(pty, simulation, () => 8);
  onTestFinished(() => {
    stop();
    pty.hangUp();
  });
  const { add, card, values } = clinic();
  await add({ driverId: 'modbus-temperature/rs485-th', port: pty.path });
  await until(() => values().length >= 1, 'a reading');
  simulation.press('disturb', 0);
  await until(() => card().now?.silent, 'silence');
  expect(new Set(values())).toEqual(new Set([4.5]));
  simulation.press('calm', 0);
  await until(() => card().now?.silent === false, 'an answer again');
});

itOverPty('what does not answer, and the port of a patient’s device, is refused and nothing is kept', async () => {
  const pty = openPty();
  onTestFinished(() => pty.hangUp());
  const quick: Timers = { now: systemTimers.now, after: (milliseconds, act) => systemTimers.after(milliseconds / 10, act) };
  const { add, db } = clinic(noHid, (path) => (path === '/dev/monitor' ? 'Nonin' : null), quick);
  await expect(add({ driverId: 'modbus-temperature/xy-md02', port: '/dev/monitor' })).rejects.toMatchObject({ code: 'port-taken' });
  expect(pty.written()).toBe('');
  await expect(add({ driverId: 'modbus-temperature/xy-md02', port: pty.path })).rejects.toMatchObject({ code: 'fridge-probe-silent' });
  expect(pty.written()).not.toBe('');
  for (const table of ['loggers', 'storage_probes', 'logger_readings', 'audit'])
    expect(db().prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});

test('a TEMPer is polled by its reports, its sensor on the cable only, and found again when it is plugged in again', async () => {
  const probe = probeById('pcsensor-temper')!;
  const [{ id, line }] = probe.variants;
  if (line.kind !== 'hid') throw new Error('not a HID probe');
  let isPlugged = true;
  let unplug: () => void = () => undefined;
  const library: HidLibrary = {
    devicesAsync: async () =>
      isPlugged ? [{ vendorId: line.vendorId, productId: line.productId, path: 'one', interface: line.interfaceNumber ?? 0 }] : [],
    HIDAsync: {
      async open() {
        const simulation = probe.simulate(cold(), id);
        let report: (bytes: Buffer) => void = () => undefined;
        const opened: HidDevice = {
          on(event: string, hear: (what: never) => void) {
            if (event === 'data') report = hear as never;
            if (event === 'error') unplug = () => hear(new Error('could not read from HID device') as never);
            return opened;
          },
          async write(bytes: Buffer) {
            for (const { bytes: said } of simulation.answer(Uint8Array.from(bytes).subarray(1), 0))
              setImmediate(() => report(Buffer.from(said)));
            return bytes.length;
          },
          sendFeatureReport: async () => 0,
          close: async () => undefined,
        } as HidDevice;
        return opened;
      },
    },
  };
  const { add, card, values } = clinic(async () => library);
  const logger = await add({ driverId: `pcsensor-temper/${id}`, port: 'anywhere' });
  expect(logger.driver).toBe('pcsensor-temper');
  await until(() => values().length >= 1, 'a reading');
  isPlugged = false;
  unplug();
  await until(() => card().now?.silent, 'silence');
  isPlugged = true;
  await until(() => card().now?.silent === false, 'a reading after it was plugged in again');
  expect(new Set(values())).toEqual(new Set([4.5]));
});

test('the hour that comes twice in autumn is kept twice, with the offset of each, and no curve is drawn across the change', () => {
  const { db, unitId } = clinic();
  const { number: logger } = keepLogger(db(), { serial: 'S1', driver: 'ds18b20', model: null, interval_seconds: 600 });
  keepStorageProbe(db(), { logger, driver: 'ds18b20/uart', port: '/dev/none', every_seconds: 600 }, new Date());
  db().prepare('INSERT INTO logger_assignments (logger, unit_id, from_at) VALUES (?, ?, NULL)').run(logger, unitId);
  const probe = { logger, serial: 'S1', driver: 'ds18b20', everySeconds: 600 };
  const say = (instant: string, local: string, celsius: number) =>
    storePolled(db(), probe, { celsius, about: null }, new Date(instant), local);
  say('2026-11-01T05:40:00Z', '2026-11-01T01:40:00-04:00', 4);
  say('2026-11-01T05:50:00Z', '2026-11-01T01:50:00-04:00', 5);
  say('2026-11-01T06:00:00Z', '2026-11-01T01:00:00-05:00', 9);
  say('2026-11-01T06:50:00Z', '2026-11-01T01:50:00-05:00', 6);
  say('2026-11-01T06:50:00Z', '2026-11-01T01:50:00-05:00', 7);
  const rows = db()
    .prepare('SELECT r.run, r.value, f.offset_minutes FROM logger_readings r JOIN logger_files f ON f.number = r.file ORDER BY r.run, r.at')
    .raw()
    .all();
  expect(rows).toEqual([
    [0, 4, -240],
    [0, 5, -240],
    [1, 9, -300],
    [1, 6, -300],
  ]);
  const curve = storedCurve(db(), findStorageUnit(db(), unitId)!, { seconds: null, to: null, points: 100 });
  expect(curve.readings).toBe(4);
  expect(curve.events.map(({ what }) => what)).toContain('clock');
});

test('a person chooses one dialect of one driver, and no interval that would be pointless', () => {
  const { probes } = clinic();
  const drivers = probes().answers['fridge.probeDrivers'].answer(null, { person });
  expect(drivers).toContainEqual({ id: 'ds18b20/uart', label: expect.stringContaining('DS18B20'), link: 'serial' });
  expect(drivers).toContainEqual({ id: 'modbus-temperature/rs485-th', label: expect.stringContaining('holding'), link: 'serial' });
  const { check } = probes().answers['fridge.addProbe'];
  const order = { driverId: 'ds18b20/uart', port: '/dev/ttyUSB0', unitId: 'unit-1' };
  expect([1, 60, 7200].map((everySeconds) => check.safeParse({ ...order, everySeconds }).success)).toEqual([false, true, false]);
});
