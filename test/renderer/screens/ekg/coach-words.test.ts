/** Every sentence of the coach: what is wrong, where, and what to do, in the clinic's own colors. */
import { describe, expect, it } from 'vitest';
import { electrodes } from '../../../../drivers/model/leads.ts';
import type { CoachSentence, EkgElectrode } from '../../../../src/preload/contract.ts';
import { coachWords, countWords, driftWords, electrodeState, type Wording } from '../../../../src/renderer/screens/ekg/live/coach-words.ts';
import { clipOf, listWords, placeWords } from '../../../../src/renderer/screens/ekg/live/electrode-words.ts';

const aha: Wording = { scheme: 'aha', placement: 'standard', device: 'ADS1298 EKG' };
const iec: Wording = { ...aha, scheme: 'iec' };
const said = (code: CoachSentence['code'], change: Partial<CoachSentence> = {}): CoachSentence => ({
  code,
  electrodes: [],
  leads: [],
  swap: null,
  ...change,
});
const swap = (name: string, instead: string | null = null) => said('swap', { swap: { swap: name, certainty: 0.9, instead } });

const codes: readonly CoachSentence[] = [
  said('not-sending'),
  said('electrodes-on'),
  said('no-contact', { electrodes: ['V3'] }),
  said('artifact', { electrodes: ['V2'], leads: ['V2'] }),
  said('clipped', { electrodes: ['V4'], leads: ['V4'] }),
  said('clipped', { leads: ['I', 'II'] }),
  said('wander', { electrodes: ['RA', 'LA'], leads: ['I', 'II'] }),
  said('mains', { leads: ['I', 'II', 'III'] }),
  said('muscle', { leads: ['I'] }),
  said('weak', { electrodes: ['V5'], leads: ['V5'] }),
  said('no-beats'),
  swap('RA-LA'),
  said('looking'),
  said('clean'),
  said('contact'),
  said('no-word'),
];

describe('the coach', () => {
  it.each(codes.map((sentence) => [sentence.code, sentence] as const))(
    '%s: a whole sentence, without blame or verdict',
    (_code, sentence) => {
      for (const wording of [aha, iec]) {
        const { sentence: words, more } = coachWords(sentence, wording);
        expect(words).toMatch(/^[A-Z].*\.$/);
        expect(`${words} ${more}`).not.toMatch(/\b(error|invalid|failed|please|abnormal|normal|undefined|null)\b/i);
        expect(words).not.toMatch(/ {2}| \.|\.\./);
        expect(more === '' || /^[A-Z].*\.$/.test(more)).toBe(true);
      }
    },
  );

  it('names the electrode, what to do, and its clip', () => {
    expect(coachWords(said('no-contact', { electrodes: ['V3'] }), aha)).toEqual({
      sentence: 'V3: no contact. Press it down, or dry the skin and replace it.',
      more: 'V3 is the brown and green clip, midway between V2 and V4.',
    });
    expect(coachWords(said('no-contact', { electrodes: ['V3'] }), iec)).toEqual({
      sentence: 'C3: no contact. Press it down, or dry the skin and replace it.',
      more: 'C3 is the white and green clip, midway between C2 and C4.',
    });
    expect(coachWords(said('no-contact', { electrodes: ['RA', 'V1', 'V2'] }), aha).sentence).toBe(
      'RA, V1 and V2: no contact. Press them down, or dry the skin and replace them.',
    );
    expect(coachWords(said('no-contact', { electrodes: ['RL'] }), aha).sentence).toContain('the cable is loose');
  });

  it('says how exchanged clips belong, by their colors in the clinic\u2019s scheme', () => {
    expect(coachWords(swap('RA-LA'), aha).sentence).toBe('RA and LA look swapped. Check white right, black left.');
    expect(coachWords(swap('RA-LA'), iec).sentence).toBe('R and L look swapped. Check red right, yellow left.');
    expect(coachWords(swap('LA-LL'), aha).sentence).toBe('LA and LL look swapped. Check black left arm and red left leg.');
    expect(coachWords(swap('V1-V2'), aha).sentence).toBe('V1 and V2 look swapped. Check brown and red at V1 and brown and yellow at V2.');
    expect(coachWords(swap('RA-RL and LA-LL'), aha).sentence).toMatch(/^RA, LA, RL and LL look swapped\./);
    expect(coachWords(swap('RA-LA-LL'), aha).sentence).toMatch(/^RA, LA and LL look swapped\./);
  });

  it('leaves room for a heart that looks like a swap', () => {
    expect(coachWords(swap('RA-LA', 'dextrocardia'), aha).more).toContain('a heart on the right side looks like this too');
    expect(coachWords(swap('RA-LA'), aha).more).toContain('tell the clinician');
  });

  it('hum everywhere is the room, hum in one electrode is that electrode', () => {
    expect(coachWords(said('mains', { leads: ['I', 'V1'] }), aha).sentence).toMatch(/^The traces carry mains hum\. Unplug the bed/);
    expect(coachWords(said('mains', { electrodes: ['V4'], leads: ['V4'] }), aha).sentence).toMatch(/^V4 carries mains hum\. Press it down/);
  });
});

describe('the electrodes', () => {
  const all = (state: EkgElectrode['state']) =>
    Object.fromEntries(electrodes.map((electrode) => [electrode, { state, why: null, by: null }])) as Record<
      (typeof electrodes)[number],
      EkgElectrode
    >;

  it('are counted without taking what is not known for good', () => {
    expect(countWords(all('good'))).toBe('10 of 10 electrodes good');
    expect(countWords({ ...all('good'), V3: { state: 'off', why: 'no-contact', by: 'device' } })).toBe('9 of 10 electrodes good');
    expect(countWords({ ...all('good'), RL: { state: 'unknown', why: null, by: null } })).toBe('9 of 10 good, 1 not known');
    expect(countWords(all('unknown'))).toBe('Contact is not known');
  });

  it('have a word for each state', () => {
    expect(electrodeState({ state: 'good', why: null, by: 'device' })).toBe('good');
    expect(electrodeState({ state: 'off', why: 'no-contact', by: 'device' })).toBe('no contact');
    expect(electrodeState({ state: 'unknown', why: null, by: null })).toBe('not known');
    expect(electrodeState({ state: 'weak', why: 'mains', by: 'samples' })).toBe('hum');
    expect(electrodeState({ state: 'weak', why: 'weak', by: 'samples' })).toBe('weak');
  });

  it('have one name, one color and one place in each scheme: red is another limb in the other', () => {
    for (const scheme of ['aha', 'iec'] as const) {
      const words = electrodes.map((electrode) => clipOf(electrode, scheme).words);
      expect(new Set(words).size).toBe(10);
      expect(new Set(electrodes.map((electrode) => clipOf(electrode, scheme).name)).size).toBe(10);
      for (const electrode of electrodes) expect(placeWords(electrode, scheme, 'standard')).toMatch(/^(on|in|midway|at|below) /);
    }
    expect(electrodes.find((electrode) => clipOf(electrode, 'aha').words === 'red')).toBe('LL');
    expect(electrodes.find((electrode) => clipOf(electrode, 'iec').words === 'red')).toBe('RA');
    expect(placeWords('RA', 'aha', 'mason-likar')).toContain('collarbone');
  });

  it('are listed as a person lists them', () => {
    expect([[], ['V1'], ['V1', 'V2'], ['V1', 'V2', 'V3']].map(listWords)).toEqual(['', 'V1', 'V1 and V2', 'V1, V2 and V3']);
  });
});

describe('the drift of a device’s clock', () => {
  it('is told with its size and what it does to the times, and not before it is known or matters', () => {
    expect(driftWords(500)).toBe("The device's clock goes 0.05 % fast: times on the tracing are that much long.");
    expect(driftWords(-12_345)).toBe("The device's clock goes 1.23 % slow: times on the tracing are that much short.");
    expect([driftWords(null), driftWords(0), driftWords(-199)]).toEqual(['', '', '']);
  });
});
