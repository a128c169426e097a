/** EKG instants on their way to the screen: gathered, but never across a gap or a change of contact. */
import { expect, it } from 'vitest';
import type { LeadFrames } from '../../../drivers/model/heard.ts';
import { createLeadsBatch } from '../../../src/main/live/leads-batch.ts';
import type { LiveLeads } from '../../../src/preload/contract.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const frames = (values: number[], change: Partial<LeadFrames> = {}): LeadFrames => ({
  kind: 'leads',
  from: 0,
  at: 27,
  hz: 500,
  leads: ['I', 'II'],
  nanovoltsPerBit: 1000,
  samples: [values, values.map((value) => -value)],
  lostBefore: 0,
  ...change,
});

function rig() {
  const clock = createFakeClock();
  const said: LiveLeads[] = [];
  return { clock, said, batch: createLeadsBatch(clock, (leads) => said.push(leads)) };
}

it('gathers the instants of 40 ms into one batch', async () => {
  const { clock, said, batch } = rig();
  batch.add('cart', frames([1, 2], { pacer: [1] }));
  await clock.advance(20);
  batch.add('cart', frames([3], { pacer: [0] }));
  expect(said).toEqual([]);
  await clock.advance(20);
  expect(said).toEqual([
    expect.objectContaining({
      deviceId: 'cart',
      samples: [
        [1, 2, 3],
        [-1, -2, -3],
      ],
      pacer: [1, 2],
      lostBefore: 0,
      contact: {},
    }),
  ]);
});

it('begins a batch of its own where instants were lost, and where a contact changed', async () => {
  const { clock, said, batch } = rig();
  batch.add('cart', frames([1]));
  batch.add('cart', frames([2], { lostBefore: 7 }));
  batch.add('cart', frames([3], { contact: { V3: 'off' } }));
  batch.add('cart', frames([4], { contact: { V3: 'off' } }));
  await clock.advance(40);
  expect(said.map(({ samples, lostBefore, contact }) => [samples[0], lostBefore, contact])).toEqual([
    [[1], 0, {}],
    [[2], 7, {}],
    [[3, 4], 0, { V3: 'off' }],
  ]);
});

it('keeps devices apart, and leaves what it was given untouched', async () => {
  const { clock, said, batch } = rig();
  const first = frames([1]);
  batch.add('one', first);
  batch.add('other', frames([2]));
  batch.add('one', frames([3]));
  await clock.advance(40);
  expect(said.map(({ deviceId, samples }) => [deviceId, samples[0]])).toEqual([
    ['one', [1, 3]],
    ['other', [2]],
  ]);
  expect(first.samples[0]).toEqual([1]);
});

it('says nothing more once it is stopped', async () => {
  const { clock, said, batch } = rig();
  batch.add('cart', frames([1]));
  batch.stop();
  await clock.advance(100);
  expect(said).toEqual([]);
});
