import { describe, expect, it } from 'vitest';
import { electrodes } from '../../../drivers/model/leads.ts';
import { type Lead, noSample, type Tracing } from '../../../drivers/model/tracing.ts';
import { commonElectrode, judge } from '../../../src/main/ekg/quality.ts';
import { findReversal } from '../../../src/main/ekg/reversal.ts';
import { wordsOfReason } from '../../../src/main/ekg/words.ts';
import { madeUpHeart } from '../../support/made-up-heart.ts';

const clean = madeUpHeart({ noise: 4 }).tracing;
/** A cart's smoothing lets such a lead rest on one value from the end of T to the next P. */
const smoothed = madeUpHeart({ rr: 1500 });

function changed(tracing: Tracing, names: RegExp, change: (value: number, index: number) => number): Tracing {
  const leads = tracing.leads.map((lead): Lead => (names.test(lead.name) ? { ...lead, samples: lead.samples.map(change) } : lead));
  return { ...tracing, leads };
}

function rough(samples: Int32Array, seed: number): Int32Array {
  return samples.map((value, index) => value + (((index + seed) * 7919) % 7) - 3);
}

describe('the verdict on a tracing', () => {
  it('accepts a clean one without a word', () => {
    expect(judge(clean)).toEqual({ verdict: 'accept', reasons: [], electrode: null });
  });

  it('names a chest electrode without contact', () => {
    const { verdict, reasons, electrode } = judge(changed(clean, /^V3$/, () => 0));
    expect([verdict, electrode]).toEqual(['retake', 'V3']);
    expect(reasons).toEqual([{ lead: 'V3', fault: 'no-contact', isRed: true }]);
    expect(wordsOfReason(reasons[0]!, electrode)).toBe('V3: no contact. Press it down, or dry the skin and replace it.');
  });

  it('takes a smoothed lead that rests between two beats for what it is', () => {
    const still = (values: Int32Array) => {
      let [longest, run] = [0, 0];
      for (let index = 1; index < values.length; index++) {
        run = values[index] === values[index - 1] ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      return longest;
    };
    const rests = smoothed.tracing.leads.map(({ samples }) => still(samples));
    expect(Math.min(...rests)).toBeGreaterThan(0.5 * 500);
    expect(judge(smoothed.tracing)).toEqual({ verdict: 'accept', reasons: [], electrode: null });
    // The other leads have noise enough never to rest.
    const mixed = smoothed.tracing.leads.map((lead, index) =>
      lead.name === 'V4' ? lead : { ...lead, samples: rough(lead.samples, index) },
    );
    expect(judge({ ...smoothed.tracing, leads: mixed }).verdict).toBe('accept');
  });

  it('takes it so in the three seconds of a slow heart that the coach looks at', () => {
    const short = smoothed.tracing.leads.map((lead, index) => {
      const samples = lead.samples.subarray(0, 1500);
      return { ...lead, samples: lead.name === 'V4' ? samples : rough(samples, index) };
    });
    expect(judge({ ...smoothed.tracing, leads: short }).verdict).toBe('accept');
  });

  it('names a lead whose waves are cut off at the end of its range, and takes rounded peaks of a coarse step for what they are', () => {
    const cut = changed(clean, /^V4$/, (value) => Math.min(value, Math.round((900 * 1000) / clean.leads[0]!.nanovoltsPerBit!)));
    const { verdict, reasons } = judge(cut);
    expect([verdict, reasons]).toEqual(['caution', [{ lead: 'V4', fault: 'clipped', isRed: false }]]);
    expect(wordsOfReason(reasons[0]!, null)).toMatch(/^V4: waves are cut off at the end of what the device can show\./);
    const below = changed(clean, /^V2$/, (value) => Math.max(value, Math.round((-700 * 1000) / clean.leads[0]!.nanovoltsPerBit!)));
    expect(judge(below).reasons).toEqual([{ lead: 'V2', fault: 'clipped', isRed: false }]);
    // Steps of 40 microvolts at 1000 Hz: every peak stands on one value for some samples.
    const { leads } = madeUpHeart({ hz: 1000, noise: 0 }).tracing;
    const coarse = leads.map((lead): Lead => {
      const worth = lead.nanovoltsPerBit! / 40_000;
      return { ...lead, nanovoltsPerBit: 40_000, samples: lead.samples.map((value) => Math.round(value * worth)) };
    });
    expect(judge({ ...clean, leads: coarse }).reasons).toEqual([]);
  });

  it('refuses a lead that rests over one beat, and a cable that came off for longer than a beat lasts', () => {
    const on = smoothed.qrsOn[3]!;
    const overBeat = changed(smoothed.tracing, /^V4$/, (value, index) => (index > on - 150 && index < on + 150 ? 0 : value));
    expect(judge(overBeat)).toMatchObject({ verdict: 'retake', electrode: 'V4' });
    const out = changed(smoothed.tracing, /./, (value, index) => (index > on - 150 && index < on + 850 ? 0 : value));
    expect(judge(out)).toMatchObject({ verdict: 'retake', electrode: 'RL' });
  });

  it.each([
    [['I', 'II'], 'RA'],
    [['I', 'III'], 'LA'],
    [['II', 'III'], 'LL'],
    [['I', 'II', 'III'], 'RL'],
    [['V5'], 'V5'],
    [[], null],
  ] as const)('infers from %j that it is %s', (bad, electrode) => {
    expect(commonElectrode(bad)).toBe(electrode);
    if (electrode !== null) expect(electrodes).toContain(electrode);
  });

  it('refuses a lead that jumps, but not for the moment at which the cable was put on', () => {
    const jumps = (index: number) => (index % 2 === 0 ? 15_000 : -15_000);
    expect(judge(changed(clean, /^V2$/, (value, index) => (index > 3000 && index < 3400 ? jumps(index) : value))).verdict).toBe('retake');
    expect(judge(changed(clean, /^V2$/, (value, index) => (index < 400 ? jumps(index) : value))).verdict).not.toBe('retake');
  });

  it.each([
    ['wander', { wander: 700 }],
    ['mains', { hum: 90 }],
    ['muscle', { noise: 120 }],
  ] as const)('takes %s as usable, and says so', (fault, options) => {
    const { verdict, reasons } = judge(madeUpHeart({ noise: 4, ...options }).tracing);
    expect(verdict).toBe('caution');
    expect(new Set(reasons.map((reason) => reason.fault))).toEqual(new Set([fault]));
  });

  it('says that a lead was not recorded, which is no fault of contact', () => {
    const { verdict, reasons } = judge(changed(clean, /^V[1-6]$/, () => noSample));
    expect(verdict).toBe('caution');
    expect(reasons).toEqual([1, 2, 3, 4, 5, 6].map((place) => ({ lead: `V${place}`, fault: 'not-recorded', isRed: false })));
  });

  it('refuses a record in which no heart beats', () => {
    const noise = changed(clean, /./, (_, index) => ((index * 7919) % 97) - 48);
    expect(judge(noise).verdict).toBe('retake');
    expect(judge({ ...clean, leads: [] }).verdict).toBe('retake');
  });
});

/** The record with the limb cables on other limbs: 0 right arm, 1 left arm, 2 left leg (and the right leg, which is like it). */
function exchanged([right, left, leg]: readonly [number, number, number]): Tracing {
  const by = (name: string) => clean.leads.find((lead) => lead.name === name)!;
  const [one, two] = [by('I').samples, by('II').samples];
  const potentials = [one.map(() => 0), one, two];
  const limb = (name: string, plus: number, minus: number): Lead => ({
    ...by('I'),
    name,
    samples: potentials[plus]!.map((value, index) => value - potentials[minus]![index]!),
  });
  return { ...clean, leads: [limb('I', left, right), limb('II', leg, right), ...clean.leads.filter(({ name }) => name.startsWith('V'))] };
}

describe('exchanged electrodes', () => {
  it.each([
    ['RA-LA', [1, 0, 2]],
    ['RA-LL', [2, 1, 0]],
    ['RA-RL', [2, 1, 2]],
    ['LA-RL', [0, 2, 2]],
    [null, [0, 1, 2]],
  ] as const)('%s', (swap, order) => {
    expect(findReversal(exchanged(order)).swap).toBe(swap);
  });

  it('V3 and V4 in each other’s place', () => {
    const names: Record<string, string> = { V3: 'V4', V4: 'V3' };
    const leads = clean.leads.map((lead) => ({ ...lead, name: names[lead.name] ?? lead.name }));
    expect(findReversal({ ...clean, leads })).toMatchObject({ swap: 'V3-V4', instead: null });
  });

  it('no chest electrode is suspected of an exchange where one of them has no contact', () => {
    for (const place of [1, 2, 3, 4, 5, 6])
      expect(findReversal(changed(clean, new RegExp(`^V${place}$`), () => 0)).swap, `V${place}`).toBeNull();
  });

  it('nothing is suspected without limb leads or without beats', () => {
    const none = { swap: null, certainty: 0, instead: null };
    expect(findReversal({ ...clean, leads: clean.leads.filter(({ name }) => name.startsWith('V')) })).toEqual(none);
    expect(findReversal(changed(clean, /./, () => 0))).toEqual(none);
  });
});
