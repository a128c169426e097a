import { describe, expect, it } from 'vitest';
import type { Driver } from '../../../drivers/model/driver.ts';
import type { Arrival } from '../../../src/main/live/arrival.ts';
import { createDeviceLink } from '../../../src/main/live/device-link.ts';
import type { RawChunk } from '../../../src/main/live/recording.ts';
import { splitLines } from '../../../src/main/ports/lines.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createScriptedPorts } from '../../support/scripted-port.ts';
import { polled, spot, streaming } from '../../support/tiny-drivers.ts';

function linkTo(driver: Driver, takeIn?: (arrivals: Arrival[]) => void) {
  const clock = createFakeClock();
  const ports = createScriptedPorts();
  const arrivals: Arrival[] = [];
  const kept: RawChunk[] = [];
  const faults: unknown[] = [];
  const streams: string[] = [];
  const link = createDeviceLink({
    id: 'device-1',
    driver,
    variant: driver.variants[0],
    label: () => driver.label,
    address: () => ({ kind: 'serial', path: '/dev/ttyUSB0' }),
    usbSerial: 'A50285BI',
    timers: clock,
    openPort: ports.open,
    splitLines,
    takeIn: takeIn ?? ((some) => void arrivals.push(...some)),
    wave: () => undefined,
    leads: () => undefined,
    keep: (chunk) => void kept.push(chunk),
    changed: () => undefined,
    unstored: {
      waiting: (thrown) => void faults.push(thrown),
      stored: () => void faults.push('over'),
      lost: (count) => void faults.push(count),
    },
    newStreamId: () => `stream-${streams.push('one more')}`,
  });
  return { clock, ports, arrivals, kept, faults, link };
}

const oximeter = streaming('tiny-oximeter');

describe('a device link', () => {
  it('hands on a reading with its bytes, its time and its stream', async () => {
    const { link, ports, clock, arrivals } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 97]);
    expect(arrivals).toHaveLength(1);
    expect(arrivals[0]).toMatchObject({
      from: { deviceId: 'device-1', driverId: 'tiny-oximeter', streamId: 'stream-1' },
      how: 'continuous',
      frame: Uint8Array.of(0xa5, 97),
      origin: null,
      receivedAt: clock.now(),
      measuredAt: clock.now(),
    });
  });

  it('takes the age that the device states off the time of arrival', async () => {
    const { link, ports, clock, arrivals } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 0xfd, 90]);
    expect(arrivals[0]!.receivedAt.getTime() - arrivals[0]!.measuredAt.getTime()).toBe(90_000);
  });

  it('gives a stored reading the same identity each time it is read', async () => {
    const { link, ports, clock, arrivals } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 0xfe, 3, 0xa5, 0xfe, 4]);
    ports.pull();
    await clock.advance(1000);
    ports.say([0xa5, 0xfe, 3]);
    const [first, second, again] = arrivals.map(({ origin }) => origin);
    expect(first).toContain('A50285BI');
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  it('hands on what the device said of itself, until it is another that hangs on the cable', async () => {
    const { link, ports, clock, arrivals } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 97]);
    ports.say([0xa5, 0xfc, 7, 0xa5, 98]);
    ports.pull();
    await clock.advance(1000);
    ports.say([0xa5, 99]);
    expect(arrivals.map(({ from }) => from.identity)).toEqual([null, { model: 'T7' }, null]);
  });

  it('opens again after 1, 2, 5, 10 and then every 30 seconds', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    ports.refuse('busy');
    link.start();
    const waits: number[] = [];
    for (let tries = 1; waits.length < 6; ) {
      let waited = 0;
      while (ports.tries.length === tries) {
        await clock.advance(500);
        waited += 500;
      }
      tries = ports.tries.length;
      waits.push(waited);
    }
    expect(waits).toEqual([1000, 2000, 5000, 10_000, 30_000, 30_000]);
    expect(link.facts().state).toBe('port-busy');
  });

  it('begins with the shortest wait again once it has been well', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    ports.refuse('gone');
    link.start();
    await clock.advance(20_000);
    ports.refuse(null);
    link.retry(false);
    await clock.advance(100);
    ports.say([0xa5, 97]);
    await clock.advance(600);
    ports.pull();
    const before = ports.tries.length;
    await clock.advance(1100);
    expect(ports.tries.length).toBe(before + 1);
  });

  it.each([
    ['busy', 'port-busy'],
    ['permission', 'no-permission'],
    ['gone', 'unplugged'],
    ['library-missing', 'library-missing'],
    ['address-in-use', 'address-in-use'],
  ] as const)('calls a port that is refused as %s %s', async (trouble, state) => {
    const { link, ports, clock } = linkTo(oximeter);
    ports.refuse(trouble);
    link.start();
    await clock.advance(100);
    expect(link.facts().state).toBe(state);
  });

  it('is connecting, answering, silent, unplugged and answering again as the device is', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    const states: string[] = [link.facts().state];
    const look = async (ms: number) => {
      await clock.advance(ms);
      states.push(link.facts().state);
    };
    link.start();
    await look(100);
    ports.say([0xa5, 97]);
    await look(600);
    await look(4000);
    ports.pull();
    await look(100);
    await look(1000);
    ports.say([0xa5, 96]);
    await look(600);
    await link.stop();
    await look(0);
    expect(states).toEqual(['stopped', 'connecting', 'answering', 'silent', 'unplugged', 'connecting', 'answering', 'stopped']);
  });

  it('speaks of a wrong language after five seconds of bytes without a frame', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    link.start();
    for (let second = 0; second < 6; second += 1) {
      await clock.advance(1000);
      ports.say([0x00, 0xff, 0x13, 0x77]);
    }
    await clock.advance(600);
    expect(link.facts().state).toBe('wrong-language');
  });

  it('calls the line noisy at three damaged frames in a row, and well after good ones', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say(Array.from({ length: 200 }, (_, index) => (index % 2 ? 97 : 0xa5)));
    ports.say([0, 0, 0]);
    await clock.advance(600);
    expect(link.facts().state).toBe('noisy');
    ports.say([0xa5, 97]);
    await clock.advance(600);
    expect(link.facts().state).toBe('answering');
    expect(link.facts().evidence).toMatchObject({ framesGood: 101, framesDamaged: 3 });
  });

  it('calls the line noisy when more than 5 % of a minute are damaged, until a minute has passed', async () => {
    const { link, ports, clock } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    for (let turn = 0; turn < 20; turn += 1) ports.say([0xa5, 97, 0xa5, 97, 0]);
    await clock.advance(600);
    expect(link.facts().state).toBe('noisy');
    for (let second = 0; second < 61; second += 1) {
      ports.say([0xa5, 97]);
      await clock.advance(1000);
    }
    expect(link.facts().state).toBe('answering');
  });

  it('lets a device that speaks only when it is used wait', async () => {
    const { link, ports, clock } = linkTo(spot);
    link.start();
    await clock.advance(60_000);
    expect(link.facts().state).toBe('waiting');
    ports.say([0xa5, 0xfd, 1]);
    await clock.advance(600);
    expect(link.facts().state).toBe('answering');
    await clock.advance(60_000);
    expect(link.facts().state).toBe('waiting');
  });

  it('asks a device that must be asked, and counts what stays unanswered until it answers', async () => {
    const { link, ports, clock, arrivals } = linkTo(polled);
    link.start();
    await clock.advance(10_000);
    expect(link.facts().state).toBe('silent');
    expect(link.facts().evidence.questionsUnanswered).toBeGreaterThan(5);
    ports.answer(() => '\xa5\x61');
    await clock.advance(3000);
    expect(link.facts().evidence.questionsUnanswered).toBe(0);
    expect(link.facts().state).toBe('answering');
    expect(arrivals[0]!.readings[0]).toMatchObject({ quantity: 'spo2', value: 97 });
    await link.stop();
    const asked = ports.written.length;
    await clock.advance(10_000);
    expect(ports.written.length).toBe(asked);
  });

  it('keeps measurements that could not be stored and offers them again, and says so once', async () => {
    let full = true;
    const stored: Arrival[] = [];
    const { link, ports, clock, faults } = linkTo(oximeter, (arrivals) => {
      if (full) throw new Error('disk full');
      stored.push(...arrivals);
    });
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 0xfd, 1]);
    ports.say([0xa5, 0xfd, 2]);
    await clock.advance(6000);
    expect(stored).toEqual([]);
    expect(faults).toHaveLength(1);
    full = false;
    await clock.advance(2000);
    expect(stored.map(({ readings }) => readings[0]!.note?.ageSeconds)).toEqual([1, 2]);
    await clock.advance(6000);
    expect(stored).toHaveLength(2);
    expect(faults).toEqual([new Error('disk full'), 'over']);
  });

  it('says how many measurements are lost when the station stops before they could be stored', async () => {
    const { link, ports, clock, faults } = linkTo(oximeter, () => {
      throw new Error('disk full');
    });
    link.start();
    await clock.advance(100);
    ports.say([0xa5, 0xfd, 1]);
    ports.say([0xa5, 0xfd, 2]);
    await link.stop();
    expect(faults).toEqual([new Error('disk full'), 2, 'over']);
  });

  it('hands every byte to the keeper with its place, and to a recording while one runs', async () => {
    const { link, ports, clock, kept } = linkTo(oximeter);
    link.start();
    await clock.advance(100);
    ports.say([0xa5]);
    link.record();
    await clock.advance(12);
    ports.say([97, 0xa5, 96]);
    expect(kept.map(({ from, way, bytes }) => [from, way, [...bytes]])).toEqual([
      [0, 'in', [0xa5]],
      [1, 'in', [97, 0xa5, 96]],
    ]);
    expect(link.finishRecording()).toMatchObject({
      driver: 'tiny-oximeter',
      variant: 'only',
      moments: [{ ms: 12, way: 'in', bytes: Uint8Array.of(97, 0xa5, 96) }],
    });
    expect(link.finishRecording()).toBeNull();
  });
});
