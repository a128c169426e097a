/** What the live screen remembers of a device and what it shows of it: gaps, contact, leads worked out, filters that restart. */
import { describe, expect, it } from 'vitest';
import { createLeadMemory } from '../../../src/renderer/waveform/lead-memory.ts';
import { createLeadView } from '../../../src/renderer/waveform/lead-view.ts';
import type { ViewFilter } from '../../../src/renderer/waveform/view-filter.ts';
import { batchOf, eight } from './leads.ts';

const filter: ViewFilter = { highPassHz: 0.05, lowPassHz: 150, notchHz: null };

function heard(...batches: ReturnType<typeof batchOf>[]) {
  const memory = createLeadMemory(batches[0]!);
  for (const batch of batches) memory.hear(batch);
  return memory;
}

describe('the memory of the live leads', () => {
  it('keeps samples in microvolts, by the device\u2019s own scale', () => {
    const memory = heard(batchOf(3, { nanovoltsPerBit: 2500 }));
    expect(memory.at(1, 2)).toBe(5);
    expect(memory.written).toBe(3);
  });

  it('puts a gap where the device counted lost instants, of that length', () => {
    const memory = heard(batchOf(3), batchOf(2, { lostBefore: 4 }));
    expect(memory.written).toBe(9);
    expect([2, 3, 6, 7].map((index) => memory.absenceAt(0, index))).toEqual([null, 'lost', 'lost', null]);
    expect(memory.at(0, 5)).toBeNaN();
  });

  it('puts a gap where a device was silent for more than a second, though it counts nothing', () => {
    const memory = heard(batchOf(50, { at: 10_000 }), batchOf(50, { at: 12_100 }));
    expect(memory.written).toBe(100 + 1000);
    expect(memory.absenceAt(3, 600)).toBe('lost');
  });

  it('takes what a busy machine delivers late for what it is: not lost', () => {
    const memory = heard(batchOf(50, { at: 10_000 }), batchOf(50, { at: 10_800 }));
    expect(memory.written).toBe(100);
  });

  it('knows a sample of an electrode without contact from one that was lost', () => {
    const memory = heard(batchOf(2, { contact: { V3: 'off', V1: 'good' }, samples: eight.map(() => [7, null]) }));
    const row = (lead: (typeof eight)[number]) => eight.indexOf(lead);
    expect(memory.absenceAt(row('V3'), 0)).toBe('no-contact');
    expect(memory.at(row('V3'), 0)).toBeNaN();
    expect(memory.at(row('V1'), 0)).toBe(7);
    expect(memory.absenceAt(row('V1'), 1)).toBe('lost');
  });

  it('begins anew when the rate or the leads change', () => {
    const memory = heard(batchOf(1));
    expect(memory.fits(batchOf(1))).toBe(true);
    expect(memory.fits(batchOf(1, { hz: 250 }))).toBe(false);
    expect(memory.fits(batchOf(1, { leads: ['II'] }))).toBe(false);
    expect(memory.fits(batchOf(1, { deviceId: 'other' }))).toBe(false);
  });

  it('stands still as a copy while the live one goes on, and forgets after thirty seconds', () => {
    const memory = heard(batchOf(10, { hz: 10 }));
    const frozen = memory.copy();
    memory.hear(batchOf(295, { hz: 10, samples: eight.map(() => Array<number>(295).fill(9)) }));
    expect(frozen.written).toBe(10);
    expect(frozen.at(0, 2)).toBe(1);
    expect(memory.at(0, 2)).toBeNaN();
    expect(memory.at(0, 200)).toBe(9);
  });

  it('counts pacer marks from the first instant that came', () => {
    expect(heard(batchOf(10, { pacer: [3] }), batchOf(10, { pacer: [0, 9] })).pacer).toEqual([3, 10, 19]);
  });
});

describe('the view of the live leads', () => {
  const ramp = (length: number, step: number) => Array.from({ length }, (_, index) => index * step);
  const moving = (length = 40) =>
    batchOf(length, { samples: eight.map((lead) => ramp(length, lead === 'I' ? 100 : lead === 'II' ? 300 : 50)) });

  it('works III, aVR, aVL and aVF out from I and II', () => {
    const memory = heard(moving());
    const view = createLeadView(memory, filter);
    view.catchUp();
    expect(view.leads).toEqual(['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
    const at = (lead: string) => view.at(lead, 30)!;
    expect(at('III')).toBeCloseTo(at('II') - at('I'), 1);
    expect(at('aVR')).toBeCloseTo(-(at('I') + at('II')) / 2, 1);
    expect(at('aVL')).toBeCloseTo(at('I') - at('II') / 2, 1);
    expect(at('aVF')).toBeCloseTo(at('II') - at('I') / 2, 1);
    expect(at('-aVR')).toBe(-at('aVR'));
    expect(at('I')).toBeGreaterThan(100);
  });

  it('shows no lead of a limb that is off, worked out or not, and says why', () => {
    const memory = heard({ ...moving(), contact: { RA: 'off' } });
    const view = createLeadView(memory, filter);
    view.catchUp();
    expect(['I', 'II', 'III', 'aVF'].map((lead) => view.at(lead, 30))).toEqual([null, null, null, null]);
    expect(view.absenceAt('aVF', 30)).toBe('no-contact');
    expect(view.at('V2', 30)).not.toBeNull();
  });

  it('begins at rest after a gap: what was before does not leak into what follows', () => {
    const before = batchOf(500, {
      samples: eight.map(() => Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? 90_000 : -90_000))),
    });
    const view = createLeadView(heard(before, batchOf(5, { lostBefore: 2 })), filter);
    view.catchUp();
    expect(Math.abs(view.at('V1', 499)!)).toBeGreaterThan(1000);
    expect(view.at('V1', 500)).toBeNull();
    expect(view.absenceAt('V1', 501)).toBe('lost');
    expect(Math.abs(view.at('V1', 502)!)).toBe(0);
  });

  it('filters what stands on the screen anew when the filter changes', () => {
    const hum = Array.from({ length: 2000 }, (_, index) => Math.round(1000 * Math.sin((2 * Math.PI * 60 * index) / 500)));
    const memory = heard(batchOf(2000, { samples: eight.map(() => hum) }));
    const largest = (notchHz: 60 | null) => {
      const view = createLeadView(memory, { ...filter, notchHz });
      view.catchUp();
      return Math.max(...Array.from({ length: 500 }, (_, index) => Math.abs(view.at('V1', 1500 + index)!)));
    };
    expect(largest(null)).toBeGreaterThan(900);
    expect(largest(60)).toBeLessThan(10);
    expect(memory.at(2, 1001)).toBe(hum[1001]);
  });

  it('takes in only what is new', () => {
    const memory = heard(moving(10));
    const view = createLeadView(memory, filter);
    view.catchUp();
    memory.hear(moving(10));
    expect(view.written).toBe(10);
    expect(view.at('II', 12)).toBeNull();
    view.catchUp();
    expect(view.at('II', 12)).not.toBeNull();
  });

  it('shows a device\u2019s own channels by their own names', () => {
    const memory = heard(batchOf(4, { leads: ['II', 'channel 2'] }));
    expect(createLeadView(memory, filter).leads).toEqual(['II', 'channel 2']);
  });
});
