import { describe, expect, it } from 'vitest';
import { chipName } from '../../../src/main/ports/chips.ts';
import { createWatch, type SeenPort } from '../../../src/main/ports/watch.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const cable: SeenPort = { kind: 'serial', path: '/dev/ttyUSB0', usb: '0403:6001', usbSerial: 'A1', chip: 'FTDI FT232R' };

describe('watching the ports', () => {
  it('tells what is there at first, then only what was plugged or pulled, within two seconds', async () => {
    const clock = createFakeClock();
    let there: SeenPort[] = [];
    const told: number[] = [];
    const watch = createWatch(clock, async () => there);
    watch.start((now) => told.push(now.length));
    await clock.advance(10_000);
    there = [cable];
    await clock.advance(2000);
    there = [];
    await clock.advance(2000);
    watch.stop();
    there = [cable];
    await clock.advance(10_000);
    expect(told).toEqual([0, 1, 0]);
  });

  it('goes on when the system cannot be asked for a moment', async () => {
    const clock = createFakeClock();
    let fails = true;
    const told: number[] = [];
    const watch = createWatch(clock, async () => {
      if (fails) throw new Error('no answer');
      return [cable];
    });
    watch.start((now) => told.push(now.length));
    await clock.advance(5000);
    fails = false;
    await clock.advance(2000);
    expect(told).toEqual([1]);
    await expect(watch.look()).resolves.toEqual([cable]);
  });

  it('names the chip, never the device', () => {
    expect(chipName('10c4:ea60', null)).toBe('Silicon Labs CP210x');
    expect(chipName('dead:beef', 'Acme')).toBe('Acme dead:beef');
    expect(chipName(null, null)).toBeNull();
  });
});
