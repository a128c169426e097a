import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/main/live/recognise.ts';
import { createUnclaimed } from '../../../src/main/live/unclaimed.ts';
import type { SeenPort } from '../../../src/main/ports/watch.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { streaming } from '../../support/tiny-drivers.ts';

const port = (path: string, usb: string | null = '1a86:7523'): SeenPort => ({
  kind: 'serial',
  path,
  usb,
  usbSerial: null,
  chip: 'WCH CH340',
});
const candidate = (id: string, framesAccepted: number): Candidate => {
  const driver = streaming(id);
  return { driver, variant: driver.variants[0], framesAccepted };
};

function unclaimedPorts(answers: Record<string, Candidate[]>) {
  const clock = createFakeClock();
  const claimed = new Set<string>();
  const tried: string[] = [];
  const unclaimed = createUnclaimed({
    timers: clock,
    async recognise({ path }) {
      tried.push(path);
      return answers[path] ?? [];
    },
    isClaimed: ({ path }) => claimed.has(path),
    recognised: ({ path }) => claimed.add(path),
    changed: () => undefined,
  });
  return { clock, claimed, tried, unclaimed };
}

describe('ports that no device was chosen for', () => {
  it('are taken by the one device that is recognised there', async () => {
    const { unclaimed, clock, claimed } = unclaimedPorts({ a: [candidate('nonin', 9)] });
    unclaimed.seen([port('a')]);
    await clock.advance(10);
    expect([...claimed]).toEqual(['a']);
    expect(unclaimed.list()).toEqual([]);
  });

  it('wait for a person where two fit, and are not guessed again', async () => {
    const { unclaimed, clock, claimed, tried } = unclaimedPorts({ a: [candidate('one', 9), candidate('other', 5)] });
    unclaimed.seen([port('a')]);
    await clock.advance(200_000);
    expect([...claimed]).toEqual([]);
    expect(tried).toEqual(['a']);
    expect(unclaimed.list()).toEqual([
      {
        path: 'a',
        kind: 'serial',
        chip: 'WCH CH340',
        state: 'ambiguous',
        candidates: [
          { driverId: 'one', label: 'Streaming one', framesAccepted: 9 },
          { driverId: 'other', label: 'Streaming other', framesAccepted: 5 },
        ],
      },
    ]);
  });

  it('are tried again once a minute while nothing was understood, and forgotten when pulled', async () => {
    const { unclaimed, clock, tried } = unclaimedPorts({});
    unclaimed.seen([port('a')]);
    await clock.advance(125_000);
    expect(tried).toEqual(['a', 'a', 'a']);
    unclaimed.seen([]);
    await clock.advance(125_000);
    expect(tried).toHaveLength(3);
    expect(unclaimed.list()).toEqual([]);
  });

  it('are never tried while a device holds them, nor without a USB chip', async () => {
    const { unclaimed, clock, claimed, tried } = unclaimedPorts({});
    claimed.add('a');
    unclaimed.seen([port('a'), port('/dev/ttyS0', null)]);
    await clock.advance(70_000);
    expect(tried).toEqual([]);
  });
});
