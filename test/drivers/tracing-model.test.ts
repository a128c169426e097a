import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../drivers/framing/base64.ts';
import { latin1, textOf, utf8, utf16 } from '../../drivers/framing/text.ts';
import { microvolts, standardLead, withDerivedLeads } from '../../drivers/model/leads.ts';
import { type Lead, noSample } from '../../drivers/model/tracing.ts';

function lead(name: string, samples: number[]): Lead {
  return { name, samples: Int32Array.from(samples), hz: 500, nanovoltsPerBit: 5000, baseline: 0 };
}

describe('leads that follow from two limb leads', () => {
  const one = lead('I', [10, 3, -3, noSample]);
  const two = lead('II', [30, 4, 4, 7]);

  it('are computed by Einthoven and Goldberger, rounded once, halves away from zero', () => {
    const all = Object.fromEntries(withDerivedLeads([one, two]).map(({ name, samples }) => [name, [...samples]]));
    expect(all.III).toEqual([20, 1, 7, noSample]);
    expect(all.aVR).toEqual([-20, -4, -1, noSample]);
    expect(all.aVL).toEqual([-5, 1, -5, noSample]);
    expect(all.aVF).toEqual([25, 3, 6, noSample]);
  });

  it('are the same whichever two are stored, and marked', () => {
    const three = lead('III', [20, 1, 7, noSample]);
    const whole = withDerivedLeads([one, { ...two, samples: Int32Array.from([30, 4, 4, noSample]) }]);
    const fromOneAndThree = withDerivedLeads([one, three]);
    expect(fromOneAndThree.map(({ samples }) => [...samples])).toEqual(whole.map(({ samples }) => [...samples]));
    expect(fromOneAndThree.map(({ derived }) => derived === true)).toEqual([false, true, false, true, true, true]);
  });

  it('keep what is stored and the order of the twelve, others last', () => {
    const names = withDerivedLeads([lead('X', [1]), lead('V1', [1]), lead('aVR', [5]), lead('II', [1]), lead('I', [1])]);
    expect(names.map(({ name }) => name)).toEqual(['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'X']);
    expect(names[3]).toMatchObject({ name: 'aVR' });
    expect(names[3]?.derived).toBeUndefined();
  });

  it('are made in the finer of two steps, rounded once', () => {
    const fine: Lead = { ...lead('I', [10, -7, noSample]), nanovoltsPerBit: 1000, baseline: 2 };
    const coarse: Lead = { ...lead('II', [3, 4, 5]), nanovoltsPerBit: 2500 };
    const all = withDerivedLeads([fine, coarse]);
    expect(all.slice(2).map(({ nanovoltsPerBit, baseline }) => [nanovoltsPerBit, baseline])).toEqual(Array(4).fill([1000, 0]));
    // 7.5 - 8 and 10 + 9 microvolts.
    expect([...all.find(({ name }) => name === 'III')!.samples]).toEqual([-1, 19, noSample]);
  });

  it('are not made where the two differ in rate or length, or only one has a scale', () => {
    for (const other of [
      { ...two, hz: 250 },
      { ...two, samples: two.samples.subarray(1) },
      { ...two, nanovoltsPerBit: null },
    ])
      expect(withDerivedLeads([one, other]).map(({ name }) => name)).toEqual(['I', 'II']);
  });

  it('know a lead by its spellings and nothing else', () => {
    expect(['avr', 'Lead I (Einthoven)', 'MDC_ECG_LEAD_V1', 'ECG V6', 'C3', ' ii '].map(standardLead)).toEqual([
      'aVR',
      'I',
      'V1',
      'V6',
      'V3',
      'II',
    ]);
    expect(['MLII', 'V7', 'X', '', '-aVR'].map(standardLead)).toEqual([null, null, null, null, null]);
  });

  it('give microvolts, and nothing where there is no sample or no scale', () => {
    expect([...microvolts({ ...one, baseline: 3 })!]).toEqual([35, 0, -30, Number.NaN]);
    expect(microvolts({ ...one, nanovoltsPerBit: null })).toBeNull();
  });
});

describe('text of a file', () => {
  it('is read by its mark, by its declaration, or as UTF-8', () => {
    const words = 'Zoë Žižka 😀';
    const utf16le = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(words, 'utf16le'))]);
    const utf16be = new Uint8Array(Buffer.from(utf16le).swap16());
    expect([textOf(utf16le), textOf(utf16be), textOf(Buffer.from(words)), textOf(Buffer.from(`\ufeff${words}`))]).toEqual(
      Array(4).fill(words),
    );
    expect(textOf(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Zo\xeb</a>', 'latin1'))).toContain('Zoë');
  });

  it('agrees with the host on every malformed sequence’s neighbours', () => {
    for (const bytes of [
      [0x41, 0xff, 0x42],
      [0xe2, 0x82, 0x41],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
    ]) {
      expect(utf8(new Uint8Array(bytes)).replaceAll('\ufffd', '')).toBe(Buffer.from(bytes).toString('utf8').replaceAll('\ufffd', ''));
    }
  });

  it('holds for long texts', () => {
    const long = 'aé😀'.repeat(30_000);
    expect(utf8(Buffer.from(long))).toBe(long);
    expect(utf16(Buffer.from(long, 'utf16le'), 'little')).toBe(long);
    expect(latin1(Buffer.alloc(100_000, 0xe9))).toBe('é'.repeat(100_000));
  });
});

describe('Base64', () => {
  it('is the identity over every length, with white space anywhere', () => {
    for (let length = 0; length < 50; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes).replaceAll(/(.{5})/g, '$1\r\n\t '))).toEqual(bytes);
    }
  });

  it('says where a character has no place', () => {
    expect(fromBase64('AAAA!AAA')).toEqual({ badAt: 4 });
    expect(fromBase64('AA==AA')).toEqual({ badAt: 4 });
    expect(fromBase64('AAAAA')).toEqual({ badAt: 5 });
  });
});
