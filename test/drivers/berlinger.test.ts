/** Fridge-tag and Q-tag files made up and signed by us: every figure, every verdict of the signature, and no damage that passes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBerlinger } from '../../drivers/berlinger/decode.ts';
import { berlinger } from '../../drivers/berlinger/format.ts';
import { verifyBerlinger } from '../../drivers/berlinger/signature.ts';
import { clockBreaksOf } from '../../drivers/model/clock-breaks.ts';
import { UnreadableLog } from '../../drivers/model/logger-format.ts';
import { fridgeTag2L, madeUpRoot, signed } from '../support/berlinger-file.ts';

const file = signed(fridgeTag2L);
const read = (bytes: Uint8Array) => readBerlinger(bytes, madeUpRoot);

describe('a Fridge-tag 2 L', () => {
  const log = read(file);

  it('says who it is and how it is set up', () => {
    expect(log).toMatchObject({
      model: 'Q-tag Fridge-tag 2 L',
      firmware: '4.0p0o',
      serial: '130500000001',
      unit: 'C',
      unitKnown: true,
      intervalSeconds: 300,
      clock: { offsetMinutes: null, offsetFrom: null, written: '0.00', deviceNow: '2026-05-04T10:14:00' },
      externalSensor: false,
      signature: 'genuine',
      skipped: [],
    });
    expect(log.limits).toEqual([
      { id: '0', side: 'low', mode: 'single', limit: 2, minutes: 60 },
      { id: '1', side: 'high', mode: 'single', limit: 8, minutes: 60 },
    ]);
    expect(log.facts).toContainEqual(['Some New Key', '42']);
    expect(log.facts).toContainEqual(['Errors 19 Err TS', '2026-03-24 15:30']);
  });

  it('keeps its days oldest first, an absent minimum as none', () => {
    expect(log.days.map(({ date, min, max }) => [date, min, max])).toEqual([
      ['2026-05-02', 4.1, 8.3],
      ['2026-05-03', null, 10.1],
      ['2026-05-04', 4, 9.2],
    ]);
    expect(log.days[2]).toMatchObject({ checkedMorning: '07:51', checkedAfternoon: '16:02', clockChanged: true, events: 26 });
    expect(log.days[1]!.missing).toEqual([{ sensor: 'internal', minutes: 3, complainedAt: '12:01' }]);
    expect(log.days[1]!.alarms[1]).toEqual({ side: 'high', minutes: 116, alarmedAt: '23:05', confirmed: false, ambient: 24.1 });
  });

  it('has the alarm the device fired, carried over midnight, and none from minutes that only added up', () => {
    expect(log.alarms).toEqual([
      {
        limitId: '1',
        side: 'high',
        start: '2026-05-03T22:05:00',
        alarmedAt: '2026-05-03T23:05:00',
        end: null,
        minutes: null,
        peak: null,
        peakAt: null,
        days: ['2026-05-03', '2026-05-04'],
      },
    ]);
  });

  it('keeps every row, the ones without a temperature too', () => {
    expect(log.readings).toEqual([
      { at: '2026-05-02T04:44:00', value: 5.1 },
      { at: '2026-05-02T04:49:00', value: -0.3, note: 'out of limits' },
      { at: '2026-05-02T04:54:00', value: null, note: '--.-' },
      { at: '2026-05-02T04:59:00', value: 8.1, note: 'out of limits' },
    ]);
  });

  it('takes what was carried over a midnight after a broken run for another alarm, which fired unseen', () => {
    const broken = read(signed(fridgeTag2L.map((line) => line.replace('t Acc: 116', 't Acc: 90'))));
    expect(broken.alarms.map(({ alarmedAt, days }) => [alarmedAt, days])).toEqual([
      ['2026-05-03T23:05:00', ['2026-05-03', '2026-05-03']],
      [null, ['2026-05-04', '2026-05-04']],
    ]);
  });

  it('knows no beginning of an alarm that was carried into the oldest day kept', () => {
    const lines = fridgeTag2L.filter((line) => line !== '  Date: 2026-05-03' && line !== '  Date: 2026-05-02');
    const cut = read(signed(lines));
    expect(cut.alarms).toMatchObject([{ alarmedAt: null, start: null, days: ['2026-05-04', '2026-05-04'] }]);
    expect(cut.skipped.map(({ reason }) => reason)).toEqual(['day 2 of the history has no date', 'day 3 of the history has no date']);
  });

  it('asks for the unit where the device shows Fahrenheit and its limits do not tell', () => {
    const inFahrenheit = (low: string, high: string) =>
      read(
        signed(
          fridgeTag2L.map((line) =>
            line.replace('unit: C', 'unit: F').replace('T AL: +2.0', `T AL: ${low}`).replace('T AL: +8.0', `T AL: ${high}`),
          ),
        ),
      );
    expect(inFahrenheit('+35.6', '+46.4')).toMatchObject({ unit: 'F', unitKnown: true });
    expect(inFahrenheit('+2.0', '+8.0')).toMatchObject({ unit: 'C', unitKnown: true });
    expect(inFahrenheit('+30.0', '+50.0')).toMatchObject({ unitKnown: false });
  });
});

describe('a clock that was set by hand', () => {
  const rows = (...times: string[]) => [
    ...fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:') + 2),
    ...times.map((time) => `\t${time}\t5.0`),
  ];

  it('breaks the series at a step that is none, back, too long or crooked, on a marked day only', () => {
    const marked = rows(
      '2026-05-02 04:44',
      '2026-05-02 04:49',
      '2026-05-02 04:59',
      '2026-05-02 05:14',
      '2026-05-02 05:10',
      '2026-05-02 05:10',
      '2026-05-02 05:17',
    );
    expect(clockBreaksOf(read(signed(marked)))).toEqual(['05:14', '05:10', '05:10', '05:17'].map((time) => `2026-05-02T${time}:00`));
    expect(clockBreaksOf(read(signed(rows('2026-05-03 04:44', '2026-05-03 10:36'))))).toEqual([]);
  });
});

describe('the signature', () => {
  it('is missing, of a stranger, or genuine', () => {
    expect(verifyBerlinger(file, madeUpRoot).verdict).toBe('genuine');
    expect(verifyBerlinger(signed(fridgeTag2L, 'stranger'), madeUpRoot).verdict).toBe('unknown-key');
    expect(verifyBerlinger(file).verdict).toBe('unknown-key');
    const unsigned = file.subarray(0, file.indexOf('Sig: '));
    expect(verifyBerlinger(unsigned, madeUpRoot).verdict).toBe('unsigned');
  });

  it('survives a change of line ends and of encoding, and says so', () => {
    const text = file.toString('latin1');
    const changed = [Buffer.from(text.replaceAll('\r\n', '\n')), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')];
    for (const bytes of changed) {
      expect(verifyBerlinger(bytes, madeUpRoot)).toMatchObject({ verdict: 'genuine', notes: [expect.stringContaining('repaired')] });
      expect(read(bytes).readings).toHaveLength(4);
    }
  });

  it('of an altered file saved with other line ends or in another encoding does not fit, and is not missing', () => {
    const text = file.toString('latin1').replace('04:49\t-0.3', '04:49\t+2.3');
    const changed = [text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r'), `\ufeff${text}`].map((one) => Buffer.from(one));
    for (const bytes of [...changed, Buffer.from(`\ufeff${text}`, 'utf16le')])
      expect(verifyBerlinger(bytes, madeUpRoot)).toEqual({ verdict: 'altered', notes: [] });
  });

  it('is broken by one changed bit anywhere in what it covers', () => {
    fc.assert(
      fc.property(fc.nat(file.indexOf('Sig: ') - 1), fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(file);
        damaged[at] = damaged[at]! ^ (1 << bit);
        expect(verifyBerlinger(damaged, madeUpRoot).verdict).not.toBe('genuine');
      }),
      { numRuns: 150 },
    );
  });

  it('is broken by what is put after it, or by a second key beside it', () => {
    const after = Buffer.concat([file, Buffer.from('\t2026-05-02 05:04\t5.0\r\n')]);
    expect(verifyBerlinger(after, madeUpRoot).verdict).toBe('altered');
    const other = signed(fridgeTag2L, 'stranger').toString('latin1');
    const certificate = other.slice(other.indexOf('Cert:'), other.indexOf('Sig Cert:'));
    const twice = Buffer.from(file.toString('latin1').replace('Cert:\r\n', `${certificate}Cert:\r\n`), 'latin1');
    expect(verifyBerlinger(twice, madeUpRoot).verdict).toBe('altered');
  });
});

describe('a damaged Fridge-tag file', () => {
  it('is read as far as it goes or refused in words, never taken for whole', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), (length) => {
        const cut = file.subarray(0, length);
        try {
          const log = read(cut);
          expect(length < file.length - 2 ? log.signature : 'altered').not.toBe('genuine');
          expect(log.readings.length).toBeLessThanOrEqual(4);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableLog);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('loses only the rows that are damaged, and lists them', () => {
    const lines = fridgeTag2L.map((line) =>
      line.replace('04:49\t-0.3', '04:49\t-0.3.1').replace('2026-05-02 04:44\t', '2026-15-02 04:44\t'),
    );
    const log = read(signed([...lines, '\t2026-05-02 05:0']));
    expect(log.readings.map(({ at }) => at.slice(11))).toEqual(['04:54:00', '04:59:00']);
    expect(log.skipped.map(({ line }) => line)).toEqual([fridgeTag2L.length - 3, fridgeTag2L.length - 2, fridgeTag2L.length + 1]);
  });

  it('of any bytes never throws anything but words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(file.length), (junk, at) => {
        const bytes = Buffer.concat([file.subarray(0, at), junk, file.subarray(at)]);
        berlinger.recognize({ name: 'a.txt', bytes });
        try {
          read(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableLog);
        }
      }),
      { numRuns: 100 },
    );
  });
});
