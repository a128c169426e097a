import { describe, expect, it } from 'vitest';
import { filterWords, scaleWords } from '../../../../src/renderer/screens/ekg/live/scale-words.ts';
import { gains, readChoices, stepped } from '../../../../src/renderer/screens/ekg/live/view-choices.ts';

const begin = readChoices(null);

describe('how the traces are looked at', () => {
  it('begins at 25 mm/s and 10 mm/mV in the standard order', () => {
    expect(begin).toEqual({
      speed: 25,
      gain: 10,
      filter: { highPassHz: 0.5, lowPassHz: 40, notchHz: 60 },
      layout: null,
      order: 'standard',
    });
  });

  it('keeps what was chosen, and takes nothing it does not know', () => {
    const chosen = {
      ...begin,
      speed: 50,
      gain: 20,
      layout: '12x1',
      order: 'cabrera',
      filter: { highPassHz: 0.05, lowPassHz: 150, notchHz: null },
    };
    expect(readChoices(JSON.stringify(chosen))).toEqual(chosen);
    expect(readChoices(JSON.stringify({ speed: 30, gain: 'loud', layout: '5x5', order: 7, filter: { lowPassHz: 41 } }))).toEqual(begin);
    for (const damaged of ['{', 'null', '[]', '"text"', '3']) expect(readChoices(damaged)).toEqual(begin);
  });

  it('steps through the gains and stays at the ends', () => {
    expect(stepped(gains, 10, 1)).toBe(20);
    expect(stepped(gains, 20, 1)).toBe(20);
    expect(stepped(gains, 5, -1)).toBe(5);
  });

  it('says whether a millimeter is one', () => {
    expect(scaleWords(begin, { pixelsPerMillimetre: 5, isMeasured: true })).toBe('25 mm/s \u00b7 10 mm/mV \u00b7 true size on this screen');
    expect(scaleWords(begin, { pixelsPerMillimetre: 3.8, isMeasured: false })).toBe(
      '25 mm/s \u00b7 10 mm/mV \u00b7 not to scale; measure with the calipers',
    );
  });

  it('names the filter that is really applied', () => {
    expect(filterWords(begin, 500)).toBe('View filter 0.5\u201340 Hz, notch 60 Hz. Stored as received, 500 Hz.');
    const wide = { ...begin, filter: { highPassHz: 0.05, lowPassHz: 150, notchHz: null } } as const;
    expect(filterWords(wide, 250)).toBe('View filter from 0.05 Hz up, notch off. Stored as received, 250 Hz.');
    expect(filterWords(wide, null)).toBe('Stored as received.');
  });
});
