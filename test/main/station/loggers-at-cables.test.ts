import { expect, it } from 'vitest';
import { elitechHid } from '../../../drivers/elitech-hid/driver.ts';
import type { HidDevice, HidLibrary } from '../../../src/main/ports/hid.ts';
import { createPorts } from '../../../src/main/ports/open.ts';
import type { SeenPort } from '../../../src/main/ports/watch.ts';
import { loggersAtCables } from '../../../src/main/station/loggers-at-cables.ts';

const now = new Date('2026-05-15T09:00:00Z');
const plugged: SeenPort[] = [
  { kind: 'serial', path: '/dev/ttyUSB0', usb: '10c4:ea60', usbSerial: null, chip: 'Silicon Labs CP210x' },
  { kind: 'serial', path: '/dev/ttyUSB1', usb: null, usbSerial: null, chip: null },
  { kind: 'hid', path: '04d8:0133', usb: '04d8:0133', usbSerial: null, chip: null },
  { kind: 'hid', path: '046d:c077', usb: '046d:c077', usbSerial: null, chip: null },
];

/** An Elitech RC-51H at its reports, as the library hands them on. */
function hidLibrary(temperatures: readonly number[]): HidLibrary {
  const memory = { serial: 'EL51H0001', start: '2026-05-14T04:00:00', now: '2026-05-15T04:00:00', intervalSeconds: 600, temperatures };
  const simulation = elitechHid.simulate(memory);
  let report: (bytes: Buffer) => void = () => undefined;
  const device: HidDevice = {
    on(event, hear) {
      if (event === 'data') report = hear as never;
    },
    async write(bytes) {
      for (const { bytes: said } of simulation.answer(bytes.subarray(1), 0)) setImmediate(() => report(Buffer.from(said)));
      return bytes.length;
    },
    sendFeatureReport: async () => 0,
    close: async () => undefined,
  };
  return {
    devicesAsync: async () => [{ vendorId: 0x04d8, productId: 0x0133, path: 'one' }],
    HIDAsync: { open: async () => device },
  };
}

function cables(kind: 'real' | 'demo', temperatures: readonly number[] = []) {
  const ports = createPorts({
    drivers: [],
    simulatedPatient: () => ({}) as never,
    loadHid: async () => hidLibrary(temperatures),
    see: async () => plugged,
  });
  return loggersAtCables({ clock: { now: () => now }, kind }, ports, ({ path }) => (path === '/dev/ttyUSB1' ? 'DS18B20' : null));
}

it('names loggers on USB, serial ports with their chip and holder, and no mouse', async () => {
  expect(await cables('real').loggerPorts()).toEqual([
    { port: 'hid:04d8:0133', label: 'Elitech USB (04d8:0133)', takenBy: null },
    { port: '/dev/ttyUSB0', label: '/dev/ttyUSB0, Silicon Labs CP210x', takenBy: null },
    { port: '/dev/ttyUSB1', label: '/dev/ttyUSB1', takenBy: 'DS18B20' },
  ]);
  expect(cables('real').takenBy('/dev/ttyUSB1')).toBe('DS18B20');
});

it('reads a logger on USB at its own name, report by report', async () => {
  const temperatures = Array.from({ length: 100 }, (_, index) => 4 + (index % 10) / 10);
  const told: number[] = [];
  const memory = await cables('real', temperatures).readMemory('hid:04d8:0133', (done) => told.push(done));
  expect(memory).toMatchObject({ driver: 'elitech-hid', log: { serial: 'EL51H0001', clock: { offsetMinutes: -300 } } });
  expect(memory!.log.readings.map(({ value }) => value)).toEqual(temperatures);
  expect(told.at(-1)).toBe(100);
});

it('asks nothing of a device that is no logger', async () => {
  expect(await cables('real').readMemory('hid:046d:c077', () => undefined)).toBeNull();
});

it('has a simulated logger in the demo alone, which says the same for the same time', async () => {
  const demo = cables('demo');
  expect((await demo.loggerPorts()).at(-1)).toEqual({ port: 'sim:elitech-rc', label: 'Elitech RC, simulated', takenBy: null });
  const first = (await demo.readMemory('sim:elitech-rc', () => undefined))!.log;
  expect(first.readings).toHaveLength(192);
  for (const { value } of first.readings) expect(value! > 2 && value! < 8).toBe(true);
  const again = (await demo.readMemory('sim:elitech-rc', () => undefined))!.log;
  expect(again.readings).toEqual(first.readings);
  await expect(cables('real').readMemory('sim:elitech-rc', () => undefined)).rejects.toMatchObject({ trouble: 'gone' });
});
