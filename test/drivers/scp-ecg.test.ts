/** SCP-ECG: every compression by hand-made records, what is put up with and what is refused, and the writer both ways. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lead, noSample, standardLeads, type Tracing, tracingOf } from '../../drivers/model/tracing.ts';
import { UnreadableTracing, UnwritableTracing } from '../../drivers/model/tracing-format.ts';
import { readScp } from '../../drivers/scp-ecg/decode.ts';
import { writeScp } from '../../drivers/scp-ecg/encode.ts';
import { bits, entry, leadTable, longs, scpFile, streams, words } from '../support/scp-file.ts';
import { madeUpTracing } from '../support/tracing-files.ts';

const raw = (...values: number[]) => words(...values);
const samplesIn = (file: Uint8Array) => readScp(file).leads.map(({ samples }) => [...samples]);
const defaultTable: [number, number[]] = [2, words(19999)];

function rhythm(length: number, section6: number[], ...others: [number, number[]][]): Uint8Array {
  return scpFile(new Map([[3, leadTable([1], length)], [6, section6], ...others]));
}

describe('samples of SCP-ECG', () => {
  it('stand raw without a table, and add up from first and second differences', () => {
    expect(samplesIn(rhythm(3, streams({ leads: [raw(5, -6, 7)] })))).toEqual([[5, -6, 7]]);
    expect(samplesIn(rhythm(3, streams({ order: 1, leads: [raw(5, -6, 7)] })))).toEqual([[5, -1, 6]]);
    expect(samplesIn(rhythm(4, streams({ order: 2, leads: [raw(5, 7, 1, -2)] })))).toEqual([[5, 7, 10, 11]]);
  });

  it('of leads recorded one after another stand where section 3 says, and absent elsewhere; a count from 0 is no shift', () => {
    const placed = (...firsts: number[]) =>
      readScp(
        scpFile(
          new Map([
            [3, [3, 0, ...firsts.flatMap((first, index) => [...longs(first, first + 1), index + 1])]],
            [6, streams({ leads: [raw(1, 2), raw(3, 4), raw(5, 6)] })],
          ]),
        ),
      ).leads.map(({ samples }) => [...samples]);
    expect(placed(1, 1, 3)).toEqual([
      [1, 2, noSample, noSample],
      [3, 4, noSample, noSample],
      [noSample, noSample, 5, 6],
    ]);
    expect(placed(1, 0, 1)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(() => placed(1, 1, 1_000_000_000)).toThrow(/too far apart in time/);
  });

  it('are unpacked with the default table, and end at the count of section 3', () => {
    const packed = bits('0 100 101 1100 111111110 1 1111111110 10000001 1111111111 0111111111111111');
    expect(samplesIn(rhythm(7, streams({ leads: [packed] }), defaultTable))).toEqual([[0, 1, -1, 2, -8, -127, 32767]]);
    expect(samplesIn(rhythm(3, streams({ leads: [packed] }), defaultTable))).toEqual([[0, 1, -1]]);
  });

  it('are unpacked with tables of the file: codes of 32 bits, numbers after a code, changes of table', () => {
    const long = '1'.repeat(32);
    const first = [...words(4), ...entry('0', 300), ...entry('10', 0, { extra: 6 }), ...entry('110', 2, { mode: 0 }), ...entry(long, -7)];
    const second = [...words(2), ...entry('0', -4), ...entry('1', 1, { mode: 0 })];
    const packed = bits(`0 10100000 110 0 0 1 ${long} 0`);
    expect(samplesIn(rhythm(6, streams({ leads: [packed] }), [2, [...words(2), ...first, ...second]]))).toEqual([
      [300, -32, -4, -4, -7, 300],
    ]);
  });

  it('get their reference beats back, and the rest is smoothed', () => {
    const beats = [...words(6, 2, 2), ...words(0), ...longs(4, 5, 6), ...words(1), ...longs(1, 9, 1)];
    const file = scpFile(
      new Map([
        [3, leadTable([1], 12, 5)],
        [4, beats],
        [5, streams({ nanovolts: 5000, leads: [raw(100, 200, 300)] })],
        [6, streams({ nanovolts: 20_000, leads: [raw(1, 1, 2, 0, 0, 0, 3, 4, 1, 1, 3, 9)] })],
      ]),
    );
    const [lead] = readScp(file).leads;
    expect(lead).toMatchObject({ nanovoltsPerBit: 5000, hz: 500 });
    expect([...lead!.samples]).toEqual([4, 6, 4, 100, 200, 300, 12, 16, 8, 7, 18, 36]);
  });

  it('of bimodal compression are widened between protected zones, or refused where the counts do not fit', () => {
    const made = (values: number[]) =>
      scpFile(
        new Map([
          [3, leadTable([1], 12)],
          [4, [...words(6, 2, 1), ...words(0), ...longs(5, 6, 8), ...longs(5, 8)]],
          [5, streams({ leads: [raw(0, 0, 0)] })],
          [6, streams({ microseconds: 8000, bimodal: 1, leads: [raw(...values)] })],
        ]),
      );
    const { leads } = readScp(made([8, 1, 2, 3, 4, 40]));
    expect(leads[0]).toMatchObject({ hz: 500 });
    expect([...leads[0]!.samples].slice(4, 8)).toEqual([1, 2, 3, 4]);
    expect(leads[0]!.samples).toHaveLength(12);
    expect(() => readScp(made([8, 1, 2, 3, 4]))).toThrow('do not fit the protected zones');
  });

  it.each([
    ['a code that no table holds', rhythm(3, streams({ leads: [[0xff]] }), [2, [...words(1, 1), ...entry('0', 1)]]), 'section 6'],
    [
      'codes that begin alike',
      rhythm(3, streams({ leads: [[0]] }), [2, [...words(1, 2), ...entry('0', 1), ...entry('00', 2)]]),
      'section 2',
    ],
    ['a lead longer than its section', rhythm(3, [...words(2500, 2000), 0, 0, ...words(500)]), 'section 6'],
    ['no section of samples', scpFile(new Map([[3, leadTable([1], 3)]])), 'section 6'],
    [
      'more leads than are described',
      scpFile(
        new Map([
          [3, [9, 4]],
          [6, streams({ leads: [] })],
        ]),
      ),
      'section 3',
    ],
    [
      'beats taken out and not there',
      scpFile(
        new Map([
          [3, leadTable([1], 1, 5)],
          [6, streams({ leads: [raw(1)] })],
        ]),
      ),
      'section 4',
    ],
  ])('are refused with their place: %s', (_, file, where) => {
    expect(() => readScp(file)).toThrow(UnreadableTracing);
    expect(() => readScp(file)).toThrow(where);
  });
});

describe('what SCP-ECG says besides', () => {
  const text = (tag: number, value: string) => [tag, ...words(value.length + 1), ...Buffer.from(value, 'latin1'), 0];
  const facts = [
    ...text(0, 'Müller'),
    ...text(2, 'P-7'),
    ...[4, 0, 0],
    ...[5, ...words(4), ...words(1958), 3, 14],
    ...[8, ...words(1), 2],
    ...[25, ...words(4), ...words(2026), 11, 20],
    ...[26, ...words(3), 9, 30, 0],
    ...[27, ...words(2), ...words(500)],
    ...[34, ...words(5), ...words(-300), ...words(0), 0],
    ...[255, 0, 0],
  ];

  it('is read, and a baseline filter in another unit is told', () => {
    const tracing = readScp(rhythm(1, streams({ leads: [raw(1)] }), [1, facts]));
    expect(tracing).toMatchObject({ startedAt: '2026-11-20T09:30:00-05:00', filters: { highPassHz: 0.05 } });
    expect(tracing.patient).toEqual({
      ids: ['P-7'],
      family: 'Müller',
      given: null,
      birthDate: '1958-03-14',
      sex: 'female',
      ageYears: null,
    });
    expect(tracing.remarks).toEqual(['The baseline filter of 500 is taken as 0.05 Hz, not as 5 Hz.']);
  });

  it('names the device behind the program’s revision, however that text is ended', () => {
    const device = (revision: string, length: number) => {
      const texts = [...Buffer.from(`${revision}SER1\0SW2\0IMPL\0MAKER\0`, 'latin1')];
      const tag14 = [...Array(8).fill(0), ...Buffer.from('CART9\0', 'latin1'), ...Array(21).fill(0), length, ...texts];
      return readScp(rhythm(1, streams({ leads: [raw(1)] }), [1, [14, ...words(tag14.length), ...tag14, 255, 0, 0]])).device;
    };
    const told = { manufacturer: 'MAKER', model: 'CART9', serial: 'SER1', software: 'SW2' };
    expect(device('REV\0', 4)).toEqual(told);
    expect(device('REV\0', 3)).toEqual(told);
    expect(device('REV', 3)).toEqual(told);
    expect(device('', 0)).toEqual(told);
    expect(device('\0', 0)).toEqual(told);
    expect(device('REV\0', 255)).toEqual(told);
  });

  it('keeps the rates of a section 7 that ends after any of them', () => {
    const section7 = [1, 0, ...words(800, 0), ...words(0, 0, 100, 200, 500), ...words(0, 0, 0), ...words(0), ...words(75, 0, 420), 1];
    const rates = (length: number) => readScp(rhythm(1, streams({ leads: [raw(1)] }), [7, section7.slice(0, length)])).deviceMeasurements;
    expect(rates(section7.length)).toMatchObject({ heartRate: 75, qtc: 420, qtcFormula: 'bazett' });
    expect(rates(section7.length - 1)).toMatchObject({ heartRate: 75, qtc: 420, qtcFormula: null });
    expect(rates(section7.length - 2)).toMatchObject({ heartRate: 75, qtc: null });
    expect(rates(section7.length - 6)).toMatchObject({ heartRate: null, qrs: 100 });
  });

  it('takes coded statements where there are none in words, and zero for no measurement', () => {
    const coded = [1, 0, 0, 0, 0, 0, 0, 0, 1, 1, ...words(4), 1, ...Buffer.from('NSR')];
    const section7 = [1, 0, ...words(0, 0), ...words(0, 0, 100, 200, 500), ...words(999, -30, 29999)];
    const tracing = readScp(rhythm(1, streams({ leads: [raw(1)] }), [7, section7], [11, coded]));
    expect(tracing.statements).toEqual(['NSR']);
    expect(tracing.deviceMeasurements).toMatchObject({
      rr: null,
      pr: null,
      pDuration: null,
      qrs: 100,
      qt: 400,
      pAxis: null,
      qrsAxis: -30,
      tAxis: null,
    });
  });

  it('may be damaged: wrong check sums and sections that can be spared become remarks', () => {
    const file = Uint8Array.from(rhythm(2, streams({ leads: [raw(1, 2)] }), [1, [2, ...words(90), 65]]));
    file[0]! ^= 1;
    expect(readScp(file).remarks).toEqual([
      'The check sum of the record is wrong.',
      'Section 1, tag 2: 90 bytes are announced, 1 are there.',
    ]);
    expect(samplesIn(file)).toEqual([[1, 2]]);
  });
});

const int16 = fc.integer({ min: -0x8000, max: 0x7fff });

function tracingFrom(columns: readonly number[][], nanovoltsPerBit: number): Tracing {
  const leads = columns.map(
    (column, index): Lead => ({ name: standardLeads[index]!, samples: Int32Array.from(column), hz: 500, nanovoltsPerBit, baseline: 0 }),
  );
  return { ...tracingOf('scp-ecg', leads), formatVersion: '2.0', startedAt: '2026-11-20T09:30:00' };
}

function again(tracing: Tracing): Tracing {
  return readScp(writeScp(tracing, 'record')[0]!.bytes);
}

describe('the writer of SCP-ECG', () => {
  it('is undone by the reader for any samples of 16 bits', () => {
    const columns = fc
      .integer({ min: 1, max: 60 })
      .chain((length) => fc.array(fc.array(int16, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 0xffff }), (values, nanovolts) => {
        const tracing = tracingFrom(values, nanovolts);
        expect(again(tracing)).toEqual(tracing);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps who, when, what was measured, the beat and its points', () => {
    const base = tracingFrom(
      [
        [1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1],
      ],
      2500,
    );
    const tracing: Tracing = {
      ...base,
      patient: { ids: ['P-7'], family: 'Müller', given: 'Zoë', birthDate: '1958-03-14', sex: 'female', ageYears: 68 },
      device: { manufacturer: 'Isoline', model: 'EKG-1', serial: '7', software: '1.0' },
      filters: { highPassHz: 0.05, lowPassHz: 150, notchHz: 60 },
      placement: 'standard',
      startedAt: '2026-11-20T09:30:00-05:00',
      deviceMeasurements: {
        heartRate: 72,
        rr: 833,
        pr: 4,
        pDuration: 2,
        qrs: 2,
        qt: 4,
        qtc: 438,
        qtcFormula: 'bazett',
        pAxis: 0,
        qrsAxis: -12,
        tAxis: null,
      },
      statements: ['Sinus rhythm', 'Normal EKG'],
      confirmedBy: 'A. Smith',
      technician: 'B. Jones',
      institution: 'Clinic',
      representativeBeat: { leads: base.leads, points: { pOn: 1, pOff: 2, qrsOn: 3, qrsOff: 4, tOff: 5 } },
    };
    expect(again(tracing)).toEqual(tracing);
  });

  it.each([
    ['a fraction of a nanovolt', { nanovoltsPerBit: 2441.4 }, 'whole number'],
    ['an unknown worth', { nanovoltsPerBit: null }, 'not known'],
    ['a sample beyond 16 bits', { samples: Int32Array.of(40_000) }, 'beyond 16 bits'],
    ['a gap', { samples: Int32Array.of(-0x8000_0000) }, 'missing'],
    ['a rate without whole microseconds', { hz: 300 }, 'microseconds'],
    ['a lead without a number', { name: 'MLII' }, 'no number for the lead MLII'],
  ])('refuses %s in words', (_, change, word) => {
    const { leads, ...rest } = tracingFrom([[1]], 2500);
    const changed = { ...rest, leads: [{ ...leads[0]!, ...change }] };
    expect(() => writeScp(changed, 'record')).toThrow(UnwritableTracing);
    expect(() => writeScp(changed, 'record')).toThrow(word);
  });

  it('writes no day where none is known, and reads none back', () => {
    const tracing = { ...tracingFrom([[1]], 2500), startedAt: null };
    expect(again(tracing).startedAt).toBeNull();
  });

  it('refuses a name that its letters cannot spell, and a day without a time', () => {
    const tracing = tracingFrom([[1]], 2500);
    expect(() => writeScp({ ...tracing, patient: { ...tracing.patient, family: 'Žižka' } }, 'r')).toThrow('"Ž"');
    expect(() => writeScp({ ...tracing, startedAt: '2026-11-20' }, 'r')).toThrow('time of the recording');
    const between = tracing.leads.map((lead) => ({ ...lead, baseline: 0.5 }));
    expect(() => writeScp({ ...tracing, leads: between }, 'r')).toThrow('a zero between two steps');
  });
});

describe('damage to SCP-ECG', () => {
  const { bytes } = writeScp(madeUpTracing(), 'record')[0]!;

  function readOrRefuse(damaged: Uint8Array): void {
    try {
      readScp(damaged);
    } catch (thrown) {
      if (!(thrown instanceof UnreadableTracing)) throw thrown;
    }
  }

  it('is read or refused in words: cut off anywhere, any byte changed, any bytes at all', () => {
    for (let at = 0; at < bytes.length; at += 7) readOrRefuse(bytes.subarray(0, at));
    for (let at = 0; at < bytes.length; at += at < 400 ? 1 : 13) {
      for (const flip of [0x01, 0x80, 0xff]) readOrRefuse(bytes.map((byte, index) => (index === at ? byte ^ flip : byte)));
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (random) => readOrRefuse(random)));
    const head = bytes.subarray(0, 160);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (random) => readOrRefuse(Uint8Array.from([...head, ...random]))));
  });
});
