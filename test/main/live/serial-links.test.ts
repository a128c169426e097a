import { expect, it } from 'vitest';
import { nonin } from '../../../drivers/nonin/driver.ts';
import { openSerial } from '../../../src/main/ports/serial.ts';
import { describeOverPty, openPty, type Pty } from '../../support/pty.ts';
import { createRig } from '../../support/rig.ts';
import { tinyLine } from '../../support/tiny-drivers.ts';
import { undoAfterEach } from '../../support/undo.ts';
import { until } from '../../support/until.ts';

const later = undoAfterEach();

function pty(): Pty {
  return later(openPty(), (opened) => opened.hangUp());
}

function noninAt(path: string) {
  const rig = createRig({ drivers: [nonin] });
  const id = rig.links.addConfigured({ driverId: 'nonin', variant: 'format-1', address: { kind: 'serial', path } });
  rig.links.start();
  later(rig.links, (links) => links.stop());
  return { ...rig, id, state: () => rig.card(id)!.state };
}

/** Format 1: pulse 72, saturation 97. */
const frame = Uint8Array.of(0x80, 0x48, 0x61);

describeOverPty('a device on a real serial port', () => {
  it('is read, silent when it stops, unplugged when the cable goes', async () => {
    const line = pty();
    const { arrivals, state } = noninAt(line.path);
    await until(() => state() === 'connecting', 'it is open');
    const speaking = setInterval(() => line.write(frame), 100);
    later(speaking, clearInterval);
    await until(() => state() === 'answering', 'it answers');
    await until(() => arrivals.length > 2, 'readings came');
    const values = arrivals.at(-1)!.readings.map(({ quantity, value }) => [quantity, value]);
    expect(values).toEqual(expect.arrayContaining([['spo2', 97]]));
    expect([...arrivals.at(-1)!.frame]).toEqual([...frame]);
    clearInterval(speaking);
    await until(() => state() === 'silent', 'it is silent');
    const taken = arrivals.length;
    line.write(frame.slice(0, 2));
    line.hangUp();
    await until(() => state() === 'unplugged', 'it is unplugged');
    // Half a reading is none.
    expect(arrivals.length).toBe(taken);
  });

  it('says that another program has the port, and takes it when it is free', async () => {
    const line = pty();
    const other = await openSerial(line.path, tinyLine);
    const { state, links, id } = noninAt(line.path);
    await until(() => state() === 'port-busy', 'the port is busy');
    await other.close();
    await links.answers['devices.retry'].answer({ deviceId: id }, { person: null as never });
    await until(() => state() !== 'port-busy', 'the port is free');
    await speakUntil(line, () => state() === 'answering', 'it answers');
  });

  it('says that the language is not this device’s when the speed is wrong', async () => {
    const line = pty();
    const { state, arrivals } = noninAt(line.path);
    // What 9600 baud look like at another speed: bytes without the shape of a frame.
    const speaking = setInterval(() => line.write(Uint8Array.of(0x06, 0x78, 0x1e, 0x66, 0x60, 0x00)), 100);
    later(speaking, clearInterval);
    await until(() => state() === 'wrong-language', 'it is not understood');
    expect(arrivals).toEqual([]);
  });

  it('comes back by itself after its cable was pulled and plugged in', async () => {
    const first = pty();
    const second = pty();
    const seen = (path: string) => ({ kind: 'serial' as const, path, usb: '0403:6001', usbSerial: 'A50285BI', chip: 'FTDI FT232R' });
    const rig = createRig({
      drivers: [nonin],
      plugged: [seen(first.path)],
      remembered: [
        {
          id: 'device-1',
          driverId: 'nonin',
          variant: 'format-1',
          portKind: 'serial',
          portPath: first.path,
          usbSerial: 'A50285BI',
          label: 'Nonin',
          chosenBy: null,
          chosenAt: '2026-11-23T09:00:00.000Z',
        },
      ],
    });
    rig.links.start();
    later(rig.links, (links) => links.stop());
    const state = () => rig.card('device-1')!.state;
    await until(() => state() === 'connecting', 'it is open');
    // The port may not be open yet, and opening it throws away what came before: a device speaks more than once.
    await speakUntil(first, () => state() === 'answering', 'it answers');
    // The cable is pulled within a reading: pulse 48, and no saturation yet.
    first.write(Uint8Array.of(0x80, 0x30));
    first.hangUp();
    await until(() => state() === 'unplugged', 'it is unplugged');
    // The system gives the same cable another path.
    rig.plugged.splice(0, 1, seen(second.path));
    await until(() => rig.card('device-1')!.port === second.path && state() !== 'unplugged', 'it is found again');
    // What would complete it, from before the cable was pulled: saturation 50.
    second.write(Uint8Array.of(0x32));
    await speakUntil(second, () => state() === 'answering', 'it answers again');
    const values = rig.arrivals.flatMap(({ readings }) => readings.map(({ quantity, value }) => `${quantity} ${value}`));
    expect([...new Set(values)].sort()).toEqual(['pulseRate 72', 'spo2 97']);
    expect(rig.card('device-1')!.chip).toBe('FTDI FT232R');
  }, 60_000);
});

/** The device sends its frame twice a second, as a real one would, until it is heard. */
async function speakUntil(device: { write(bytes: Uint8Array | string): void }, holds: () => boolean, words: string): Promise<void> {
  const speaking = setInterval(() => device.write(frame), 500);
  try {
    await until(holds, words);
  } finally {
    clearInterval(speaking);
  }
}
