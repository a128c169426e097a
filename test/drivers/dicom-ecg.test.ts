/** DICOM EKG: every transfer syntax by hand-made files, groups, scales, annotations, damage, and the writer both ways. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDicom } from '../../drivers/dicom-ecg/decode.ts';
import { writeDicom } from '../../drivers/dicom-ecg/encode.ts';
import { inflateRaw } from '../../drivers/framing/inflate.ts';
import { type Lead, noSample, standardLeads, type Tracing, tracingOf } from '../../drivers/model/tracing.ts';
import { UnreadableTracing, UnwritableTracing } from '../../drivers/model/tracing-format.ts';
import { channel, code, type DicomElements, dicomFile, group, type MadeGroup, type syntaxes } from '../support/dicom-file.ts';
import { madeUpTracing } from '../support/tracing-files.ts';

/** Among the samples, read in turns, stands what ends an item of no length: FFFE E00D 0000 0000. */
const columns = [
  [1, -2, 0, 7],
  [2, -8179, 0, -32767],
];

function file(groups: readonly DicomElements[], others: DicomElements = {}, syntax: keyof typeof syntaxes = 'explicit', isOpen = false) {
  return dicomFile({ ...others, '54000100': ['SQ', [...groups]] }, syntax, isOpen);
}

const samplesIn = (bytes: Uint8Array) => readDicom(bytes).leads.map(({ samples }) => [...samples]);
const one = (made: Partial<MadeGroup>) => file([group({ columns, ...made })]);

describe('samples of a DICOM EKG', () => {
  it.each(
    (['explicit', 'implicit', 'big', 'deflated'] as const).flatMap((syntax) => [false, true].map((isOpen) => [syntax, isOpen] as const)),
  )('are read in the transfer syntax %s, lengths left open: %s', (syntax, isOpen) => {
    const bytes = file([group({ columns, isLittle: syntax !== 'big' })], { '00100020': ['LO', 'P-7'] }, syntax, isOpen);
    const tracing = readDicom(bytes);
    expect(tracing.leads.map(({ name, samples }) => [name, ...samples])).toEqual([
      ['I', ...columns[0]!],
      ['II', ...columns[1]!],
    ]);
    expect(tracing.leads[0]).toMatchObject({ hz: 500, nanovoltsPerBit: 2500, baseline: 0 });
    expect([tracing.patient.ids, tracing.remarks]).toEqual([['P-7'], []]);
  });

  it('have 8, 16 or 32 bits, and padding is a gap unless it is 0', () => {
    expect(samplesIn(one({ columns: [[-128, 127]], bits: 8, kind: 'SB' }))).toEqual([[-128, 127]]);
    expect(samplesIn(one({ columns: [[-100_000, 100_000]], bits: 32, kind: 'SL' }))).toEqual([[-100_000, 100_000]]);
    expect(samplesIn(one({ columns: [[5, -32768]], padding: -32768 }))).toEqual([[5, noSample]]);
    expect(samplesIn(one({ columns: [[5, 0]], padding: 0 }))).toEqual([[5, 0]]);
  });

  it('are worth sensitivity by correction in the unit told, from the baseline told', () => {
    const scaled = channel(1, {
      '003A0210': ['DS', '0.00488'],
      '003A0211': ['SQ', code('mV', 'UCUM', 'millivolt')],
      '003A0212': ['DS', '2'],
      '003A0213': ['DS', '0.0976'],
    });
    expect(readDicom(one({ columns: [[1]], leads: [scaled] })).leads[0]).toMatchObject({ nanovoltsPerBit: 9760, baseline: -10 });
    const between = readDicom(one({ columns: [[10]], leads: [channel(1, { '003A0210': ['DS', '4.88'], '003A0213': ['DS', '100'] })] }))
      .leads[0]!;
    expect((10 - between.baseline) * between.nanovoltsPerBit!).toBeCloseTo(148_800, 3);
    expect(readDicom(one({ columns: [[1]], leads: [{ '003A0212': ['DS', '1'] }] })).leads[0]).toMatchObject({ nanovoltsPerBit: null });
  });

  it('belong to leads by SCPECG, by MDC, or by their words', () => {
    const leads = [
      ['2:61', 'MDC', ''],
      ['x', 'OTHER', 'Lead aVR'],
      ['5.6.3-9-8', 'SCPECG', ''],
      ['9', 'OTHER', 'Esophageal'],
    ].map(([value, scheme, meaning]) => channel(1, { '003A0208': ['SQ', code(value!, scheme!, meaning!)] }));
    expect(readDicom(one({ columns: [[1], [2], [3], [4]], leads })).leads.map(({ name }) => name)).toEqual([
      'III',
      'aVR',
      'V6',
      'Esophageal',
    ]);
  });

  it('of the heart’s group are taken where another of its own rate stands before it', () => {
    const pressure = { '003A0203': ['SH', 'ABP'] } as DicomElements;
    const tracing = readDicom(file([group({ columns: [[5, 6, 7]], hz: '250', leads: [pressure] }), group({ columns })]));
    expect(tracing.leads.map(({ name, samples }) => [name, ...samples])).toEqual([
      ['I', ...columns[0]!],
      ['II', ...columns[1]!],
    ]);
    expect(tracing.remarks).toEqual(['Groups of another rate than 500 Hz are left out.']);
  });

  it('of groups recorded one after another stand on one time line; the derived group is the beat', () => {
    const tracing = readDicom(
      file([
        group({ columns: [[1, 2]] }),
        group({ columns: [[3, 4]], leads: [channel(2)], offset: '4' }),
        group({ columns: [[9, 9, 9]], originality: 'DERIVED' }),
      ]),
    );
    expect(tracing.leads.map(({ name, samples }) => [name, ...samples])).toEqual([
      ['I', 1, 2, noSample, noSample],
      ['II', noSample, noSample, 3, 4],
    ]);
    expect(tracing.representativeBeat?.leads.map(({ samples }) => [...samples])).toEqual([[9, 9, 9]]);
  });
});

describe('what a DICOM EKG says besides', () => {
  const numeric = (value: string, meaning: string, number: string, scheme = 'SCPECG'): DicomElements => ({
    '0040A043': ['SQ', code(value, scheme, meaning)],
    '0040A0B0': ['US', [1, 0]],
    '0040A30A': ['DS', number],
    '004008EA': ['SQ', code('ms', 'UCUM', 'milliseconds')],
  });

  it('is measured by code or by words; axes keep their number whatever their unit; zero intervals are none', () => {
    const { deviceMeasurements } = readDicom(
      file([group({ columns })], {
        '0040B020': [
          'SQ',
          [
            numeric('5.13.5-7', 'PR Interval', '148'),
            numeric('5.10.3-13', 'QRS Axis', '-61'),
            numeric('5.10.2.1-3', 'RR Interval', '0'),
            numeric('2:16160', 'QRS duration', '90', 'MDC'),
            numeric('8867-4', 'Heart rate', '72', 'LN'),
          ],
        ],
      }),
    );
    expect(deviceMeasurements).toMatchObject({ pr: 148, qrsAxis: -61, rr: null, qrs: 90, heartRate: 72, qt: null });
  });

  it('is said in the file’s letters, at the file’s time', () => {
    const tracing = readDicom(
      file([group({ columns })], {
        '00080005': ['CS', 'ISO_IR 192'],
        '0008002A': ['DT', '20261120093000.5-0500'],
        '00100010': ['PN', 'Müller^Zoë'],
        '00100030': ['DA', '19580314'],
        '00101010': ['AS', '068Y'],
        '0040B020': ['SQ', [{ '00700006': ['ST', 'Sinus rhythm'] }]],
      }),
    );
    expect(tracing).toMatchObject({ startedAt: '2026-11-20T09:30:00.5-05:00', statements: ['Sinus rhythm'] });
    expect(tracing.patient).toMatchObject({ family: 'Müller', given: 'Zoë', birthDate: '1958-03-14', ageYears: 68 });
  });

  it.each([
    ['no waveform', dicomFile({ '00100020': ['LO', 'P-7'] }, 'explicit'), 'no waveform'],
    ['packed samples', one({ columns: [[1]], kind: 'MB', bits: 8 }), 'kind MB'],
    ['no sampling frequency', one({ hz: '' }), 'sampling frequency'],
    ['fewer channels than announced', one({ leads: [channel(1)] }), '2 channels are announced, 1'],
    [
      'another transfer syntax',
      Buffer.from(Buffer.from(one({})).toString('latin1').replace('1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4'), 'latin1'),
      'transfer syntax',
    ],
  ])('is refused in words: %s', (_, bytes, word) => {
    expect(() => readDicom(bytes)).toThrow(UnreadableTracing);
    expect(() => readDicom(bytes)).toThrow(word);
  });
});

describe('a DICOM EKG made to exhaust its reader', () => {
  const nested = (depth: number): DicomElements => ({ '0040A730': ['SQ', depth === 0 ? [] : [nested(depth - 1)]] });

  it.each([
    [
      'a sequence of half a million items',
      file([], { '0040B020': ['SQ', Buffer.concat(Array(500_000).fill(Buffer.from('feff00e000000000', 'hex')))] }),
      'more items',
    ],
    ['sequences in one another', file([], nested(40)), 'too deep'],
    ['groups a day apart', file([group({ columns }), group({ columns, offset: '9e11' })]), 'too far apart'],
  ])('is refused: %s', (_, bytes, word) => {
    expect(() => readDicom(bytes)).toThrow(UnreadableTracing);
    expect(() => readDicom(bytes)).toThrow(word);
  });

  it('is read past what another maker left open and nobody knows the kind of', () => {
    const unknown = Buffer.from('FEFF00E0FFFFFFFF 55140110 02000000 0102 FEFF0DE000000000 FEFFDDE000000000'.replaceAll(' ', ''), 'hex');
    const bytes = Buffer.from(file([group({ columns })], { '14550010': ['LO', 'MAKER'], '14551001': ['UN', unknown] }));
    const at = bytes.indexOf(Buffer.from('55140110554e0000', 'hex'));
    bytes.writeUInt32LE(0xffff_ffff, at + 8);
    expect(samplesIn(bytes)).toEqual(columns);
    expect(() => readDicom(bytes.subarray(0, at + 20))).toThrow(UnreadableTracing);
  });

  it('is read past what is large and no waveform', () => {
    const bytes = file([group({ columns })], { '00091001': ['US', Buffer.alloc(60_000)], '00420011': ['OB', Buffer.alloc(4_000_000)] });
    expect(samplesIn(bytes)).toEqual(columns);
  });
});

describe('deflate', () => {
  it('is undone for any bytes, and no further than its bound', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 0, max: 9 }), (bytes, level) => {
        const repeated = Buffer.concat([bytes, bytes, Buffer.alloc(300, 7)]);
        expect(Buffer.from(inflateRaw(deflateRawSync(repeated, { level }), 10_000))).toEqual(repeated);
      }),
    );
    expect(() => inflateRaw(deflateRawSync(Buffer.alloc(50_000_000)), 1_000_000)).toThrow('more than 1000000 bytes');
  });
});

function again(tracing: Tracing): Tracing {
  return readDicom(writeDicom(tracing, 'record')[0]!.bytes);
}

describe('the writer of DICOM EKG', () => {
  it('is undone by the reader for any samples of 16 bits, gaps and worths of up to three decimals', () => {
    const column = (length: number) => fc.array(fc.integer({ min: -0x7fff, max: 0x7fff }), { minLength: length, maxLength: length });
    const made = fc.integer({ min: 1, max: 40 }).chain((length) => fc.array(column(length), { minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(made, fc.integer({ min: 1, max: 20_000_000 }), fc.boolean(), (values, picovolts, hasGap) => {
        const leads = values.map(
          (column, index): Lead => ({
            name: standardLeads[index]!,
            samples: Int32Array.from(hasGap ? [...column.slice(1), noSample] : column),
            hz: 500,
            nanovoltsPerBit: picovolts / 1000,
            baseline: 0,
          }),
        );
        expect(again(tracingOf('dicom-ecg', leads))).toEqual(tracingOf('dicom-ecg', leads));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps everything that is known of a record', () => {
    const tracing: Tracing = {
      ...madeUpTracing(),
      format: 'dicom-ecg',
      startedAt: '2026-11-20T09:30:00.25-05:00',
      patient: { ids: ['P-7', 'Q-8'], family: 'Žižka', given: 'Zoë', birthDate: '1958-03-14', sex: 'female', ageYears: 68 },
      placement: 'mason-likar',
      confirmedBy: 'Dr. A. Smith',
      technician: 'B. Jones',
      institution: 'Clinic',
      orderNumber: 'A-42',
    };
    expect(again(tracing)).toEqual(tracing);
  });

  it('is the same for the same record and another for another, under numbers that DICOM allows', () => {
    const tracing = madeUpTracing();
    const { bytes } = writeDicom(tracing, 'record')[0]!;
    expect(writeDicom(madeUpTracing(), 'record')[0]!.bytes).toEqual(bytes);
    expect(bytes.length % 2).toBe(0);
    const uids = (written: Uint8Array) =>
      new Set(
        Buffer.from(written)
          .toString('latin1')
          .match(/2\.25\.(?:0|[1-9]\d{0,38})(?!\d)/g),
      );
    expect(uids(bytes).size).toBe(4);
    const other = uids(writeDicom({ ...tracing, statements: ['Other'] }, 'record')[0]!.bytes);
    expect([...uids(bytes)].filter((uid) => other.has(uid))).toHaveLength(1);
  });

  it('writes a worth without an exact decimal to the last digit there is room for, and every sample exactly', () => {
    const worth = { nanovoltsPerBit: 1_000_000 / 1716.6666, baseline: 6 };
    const tracing = madeUpTracing();
    const leads = tracing.leads.map((lead) => ({ ...lead, ...worth }));
    const read = again({ ...tracing, leads });
    for (const [index, lead] of read.leads.entries()) {
      expect([...lead.samples]).toEqual([...leads[index]!.samples]);
      expect(lead.baseline).toBe(6);
      expect(Math.abs(lead.nanovoltsPerBit! / worth.nanovoltsPerBit - 1)).toBeLessThan(1e-10);
    }
    expect(read.remarks).toEqual([]);
  });

  it('says where the time of a recording is not known, and reads that as none', () => {
    const tracing = { ...madeUpTracing(), startedAt: null };
    expect(Buffer.from(writeDicom(tracing, 'record')[0]!.bytes).toString('latin1')).toContain('The time of the recording is not known');
    expect(again(tracing).startedAt).toBeNull();
  });

  it.each([
    ['an unknown worth', { nanovoltsPerBit: null }, 'not known'],
    ['a sample beyond 16 bits', { samples: Int32Array.of(40_000) }, 'beyond the 16 bits'],
    ['the mark of a gap beside a gap', { samples: Int32Array.of(-0x8000, noSample) }, 'beyond the 16 bits'],
  ])('refuses %s in words', (_, change, word) => {
    const lead: Lead = { name: 'I', samples: Int32Array.of(1), hz: 500, nanovoltsPerBit: 2500, baseline: 0 };
    const changed = tracingOf('dicom-ecg', [{ ...lead, ...change }]);
    expect(() => writeDicom(changed, 'record')).toThrow(UnwritableTracing);
    expect(() => writeDicom(changed, 'record')).toThrow(new RegExp(word));
  });
});

describe('damage to a DICOM EKG', () => {
  function readOrRefuse(damaged: Uint8Array): void {
    try {
      readDicom(damaged);
    } catch (thrown) {
      if (!(thrown instanceof UnreadableTracing)) throw thrown;
    }
  }

  const annotated = { '0040B020': ['SQ', [{ '00700006': ['ST', 'Sinus rhythm'] }]] } satisfies DicomElements;

  it.each(['explicit', 'implicit', 'big', 'deflated'] as const)(
    '%s: cut off anywhere, any byte changed, any bytes: read or refused in words',
    (syntax) => {
      const bytes = file([group({ columns })], annotated, syntax, syntax === 'implicit');
      for (let at = 0; at < bytes.length; at++) {
        readOrRefuse(bytes.subarray(0, at));
        for (const flip of [0x01, 0x80, 0xff]) readOrRefuse(bytes.map((byte, index) => (index === at ? byte ^ flip : byte)));
      }
      const head = bytes.subarray(0, 180);
      fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (random) => readOrRefuse(Uint8Array.from([...head, ...random]))));
      fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (random) => readOrRefuse(random)));
    },
  );
});
