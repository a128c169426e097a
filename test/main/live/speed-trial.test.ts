import { expect, it } from 'vitest';
import { drivers } from '../../../drivers/index.ts';
import type { SerialLine } from '../../../drivers/model/driver.ts';
import type { RememberedDevice } from '../../../src/main/live/device-store.ts';
import { createInbox } from '../../../src/main/ports/inbox.ts';
import type { OpenPort } from '../../../src/main/ports/port.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createRig, nurse } from '../../support/rig.ts';

const asker = { person: nurse };

/** Format 1 at its speed; at another, what an adapter makes of it: bytes without the shape of a frame. Speaks twice a second. */
function oximeterAt(baud: number, clock: ReturnType<typeof createFakeClock>) {
  const opened: number[] = [];
  const written: Uint8Array[] = [];
  const open: OpenPort = async (address, line, accept) => {
    const here = createInbox();
    opened.push((line as SerialLine).baud);
    const bytes = (line as SerialLine).baud === baud ? [0x80, 0x48, 0x61] : [0x06, 0x78, 0x1e, 0x66, 0x60, 0x00];
    const speak = () => {
      if (here.isClosed) return;
      here.bytes(Uint8Array.from(bytes));
      clock.after(500, speak);
    };
    clock.after(500, speak);
    const write = async (asked: Uint8Array) => void written.push(asked);
    const close = async () => here.closed(null);
    const port = { label: address.path, onBytes: here.onBytes, onClosed: here.onClosed, write, writeFeature: write, close };
    accept(port);
    return port;
  };
  return { open, opened, written };
}

async function rigAt(baud: number) {
  const clock = createFakeClock();
  const oximeter = oximeterAt(baud, clock);
  const remembered: RememberedDevice[] = [
    {
      id: 'device-1',
      driverId: 'nonin',
      variant: 'format-1',
      portKind: 'serial',
      portPath: '/dev/ttyUSB0',
      usbSerial: null,
      label: 'Nonin',
      chosenBy: null,
      chosenAt: '2026-11-23T09:00:00.000Z',
    },
  ];
  const rig = createRig({ drivers, timers: clock, remembered, openPort: oximeter.open });
  rig.links.start();
  await clock.advance(8000);
  const { answers } = rig.links;
  const doctor = async () => answers['devices.doctor'].answer({ deviceId: 'device-1', view: 'hex' }, asker);
  return { ...rig, clock, oximeter, answers, doctor, state: () => rig.card('device-1')!.state };
}

it('finds the speed a device was set to, changes nothing by itself, and keeps it when a person says so', async () => {
  const { state, answers, clock, oximeter, doctor, remembered, arrivals, links, card } = await rigAt(19_200);
  expect(state()).toBe('wrong-language');
  expect((await doctor()).speeds).toMatchObject({ state: 'not-tried', best: null });
  await answers['devices.trySpeeds'].answer({ deviceId: 'device-1' }, asker);
  await expect(async () => answers['devices.trySpeeds'].answer({ deviceId: 'device-1' }, asker)).rejects.toMatchObject({
    code: 'speeds-not-now',
  });
  await clock.advance(1000);
  expect((await doctor()).speeds).toMatchObject({ state: 'running', best: null });
  await clock.advance(60_000);
  const tried = (await doctor()).speeds!;
  expect(tried).toMatchObject({ state: 'done', best: 19_200 });
  expect(tried.tries.map(({ line, state: how }) => [line, how])).toEqual([
    ['1200 8N1', 'not-understood'],
    ['2400 8N1', 'not-understood'],
    ['4800 8N1', 'not-understood'],
    ['19200 8N1', 'good'],
    ['38400 8N1', 'not-understood'],
    ['57600 8N1', 'not-understood'],
    ['115200 8N1', 'not-understood'],
  ]);
  // Nothing was written, nothing heard in the trial is a measurement, and the device is at its own speed again.
  expect(oximeter.written).toEqual([]);
  expect(arrivals).toEqual([]);
  expect(oximeter.opened.at(-1)).toBe(9600);
  expect(state()).toBe('wrong-language');

  await expect(async () => answers['devices.keepSpeed'].answer({ deviceId: 'device-1', baud: 4800 }, asker)).rejects.toMatchObject({
    code: 'speeds-not-now',
  });
  await answers['devices.keepSpeed'].answer({ deviceId: 'device-1', baud: 19_200 }, asker);
  await clock.advance(4000);
  expect(state()).toBe('answering');
  expect(arrivals.length).toBeGreaterThan(0);
  expect((await doctor()).line).toBe('19200 8N1');
  expect(remembered).toMatchObject([{ id: 'device-1', variant: 'format-1@19200' }]);
  await links.stop();

  const again = createRig({ drivers, timers: clock, remembered, openPort: oximeter.open });
  again.links.start();
  await clock.advance(4000);
  expect(again.card('device-1')).toMatchObject({ state: 'answering' });
  // From there the driver's own speed is one of the others.
  const { speeds } = await again.links.answers['devices.doctor'].answer({ deviceId: 'device-1', view: 'hex' }, asker);
  expect(speeds!.tries.map(({ baud }) => baud)).toContain(9600);
  expect(card('device-1')!.portKind).toBe('serial');
});

it('says so when no speed is the right one, and ends with the station', async () => {
  const { answers, clock, doctor, links, oximeter } = await rigAt(300);
  await answers['devices.trySpeeds'].answer({ deviceId: 'device-1' }, asker);
  await clock.advance(60_000);
  expect((await doctor()).speeds).toMatchObject({ state: 'done', best: null });
  await answers['devices.trySpeeds'].answer({ deviceId: 'device-1' }, asker);
  await clock.advance(1000);
  await links.stop();
  const openings = oximeter.opened.length;
  await clock.advance(60_000);
  expect(oximeter.opened.length).toBe(openings);
});

it('has nothing to try where there is no serial cable', async () => {
  const { links } = createRig({ drivers, timers: createFakeClock() });
  const deviceId = links.addConfigured({ driverId: 'nonin', variant: null, address: { kind: 'sim', path: 'sim' } });
  expect((await links.answers['devices.doctor'].answer({ deviceId, view: 'hex' }, asker)).speeds).toBeNull();
  await expect(async () => links.answers['devices.trySpeeds'].answer({ deviceId }, asker)).rejects.toMatchObject({
    code: 'speeds-not-now',
  });
});
