import { describe, expect, it } from 'vitest';
import { drivers as catalogue } from '../../../drivers/index.ts';
import type { Driver } from '../../../drivers/model/driver.ts';
import { recognise } from '../../../src/main/live/recognise.ts';
import { splitLines } from '../../../src/main/ports/lines.ts';
import { createSimulatedDevice } from '../../../src/main/ports/simulated.ts';
import type { SeenPort } from '../../../src/main/ports/watch.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { somebody } from '../../support/rig.ts';
import { createScriptedPorts } from '../../support/scripted-port.ts';
import { polled, streaming } from '../../support/tiny-drivers.ts';

const usbPort: SeenPort = { kind: 'serial', path: '/dev/ttyUSB0', usb: '0403:6001', usbSerial: null, chip: 'FTDI FT232R' };

/** Listens with these drivers while the scripted device does what it does twice a second. */
async function listenTo(drivers: readonly Driver[], device: (ports: ReturnType<typeof createScriptedPorts>) => void) {
  const clock = createFakeClock();
  const ports = createScriptedPorts();
  const found = recognise(usbPort, { drivers, openPort: ports.open, splitLines, timers: clock });
  for (let turn = 0; turn < 60; turn += 1) {
    device(ports);
    await clock.advance(500);
  }
  return { candidates: (await found).map(({ driver, framesAccepted }) => ({ id: driver.id, framesAccepted })), ports };
}

describe('recognising what hangs on a port', () => {
  it('believes three accepted frames, and never the chip alone', async () => {
    const { candidates, ports } = await listenTo([streaming('one'), streaming('other', 0xb6)], (at) => at.say([0xa5, 97]));
    expect(candidates.map(({ id }) => id)).toEqual(['one']);
    expect(ports.written).toEqual([]);
    expect((await listenTo([streaming('one')], () => undefined)).candidates).toEqual([]);
    let said = 0;
    const twoFrames = await listenTo([streaming('one')], (at) => {
      said += 1;
      if (said <= 2) at.say([0xa5, 97]);
    });
    expect(twoFrames.candidates).toEqual([]);
  });

  it('names both when two understand', async () => {
    const { candidates } = await listenTo([streaming('one'), streaming('other')], (at) => at.say([0xa5, 97]));
    expect(candidates.map(({ id }) => id).sort()).toEqual(['one', 'other']);
  });

  it('is not taken in by frames among junk', async () => {
    const { candidates } = await listenTo([streaming('one')], (at) => at.say([0xa5, 97, 0, 1, 2, 3]));
    expect(candidates).toEqual([]);
  });

  it('asks a device that must be asked', async () => {
    const { candidates } = await listenTo([streaming('other', 0xb6), polled], (at) =>
      at.answer((asked) => (asked[0] === 0x3f ? '\xa5\x61' : null)),
    );
    expect(candidates.map(({ id }) => id)).toEqual(['tiny-polled']);
  });

  it('leaves a port alone that somebody else holds', async () => {
    const clock = createFakeClock();
    const ports = createScriptedPorts();
    ports.refuse('busy');
    await expect(recognise(usbPort, { drivers: [streaming('one')], openPort: ports.open, splitLines, timers: clock })).resolves.toEqual([]);
  });

  it.each(['nonin', 'masimo', 'ge-dinamap'])('recognises a simulated %s among all drivers, and nothing else in it', async (id) => {
    const clock = createFakeClock();
    const driver = catalogue.find((one) => one.id === id)!;
    const device = createSimulatedDevice(driver, driver.variants[0].id, () => somebody, clock);
    const openPort = async (_address: unknown, _line: unknown, accept: (port: ReturnType<typeof device.open>) => void) => {
      const port = device.open();
      accept(port);
      return port;
    };
    const found = recognise(usbPort, { drivers: catalogue, openPort, splitLines, timers: clock });
    await clock.advance(60_000);
    expect((await found).map((candidate) => candidate.driver.id)).toEqual([id]);
  });
});
