/** Tables of temperatures made up by us, in every order, encoding and state of repair: nothing is guessed, nothing is lost unsaid. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLoggerCsv, studyLoggerCsv } from '../../drivers/logger-csv/decode.ts';
import { loggerCsv } from '../../drivers/logger-csv/format.ts';
import type { DateOrder, LogMapping } from '../../drivers/model/log-mapping.ts';
import { UnansweredLog, UnreadableLog } from '../../drivers/model/logger-format.ts';
import type { LoggerLog } from '../../drivers/model/logger-log.ts';

const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const read = (text: string, answers?: Partial<LogMapping>) => readLoggerCsv(bytesOf(text), answers);
const plain = ({ readings }: LoggerLog) => readings.map(({ at, value }) => [at, value]);
const two = (number: number) => String(number).padStart(2, '0');

interface Made {
  values: number[];
  order: DateOrder;
  delimiter: ',' | ';' | '\t';
  comma: boolean;
  twelve: boolean;
}

/** Times every 30 minutes from 2026-03-01 22:00 on. */
function atOf(index: number): Date {
  return new Date(Date.UTC(2026, 2, 1, 22, 30 * index));
}

function writtenDate(at: Date, order: DateOrder): string {
  const [year, month, day] = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())];
  return {
    'year-month-day': `${year}-${month}-${day}`,
    'day-month-year': `${day}/${month}/${year}`,
    'month-day-year': `${month}/${day}/${year}`,
  }[order];
}

function writtenClock(at: Date, twelve: boolean): string {
  const [hour, minute] = [at.getUTCHours(), two(at.getUTCMinutes())];
  return twelve ? `${hour % 12 === 0 ? 12 : hour % 12}:${minute}:00 ${hour < 12 ? 'AM' : 'PM'}` : `${two(hour)}:${minute}:00`;
}

function table({ values, order, delimiter, comma, twelve }: Made): string {
  const rows = values.map((value, index) => {
    const number = value.toFixed(1);
    const shown = comma ? (delimiter === ',' ? `"${number.replace('.', ',')}"` : number.replace('.', ',')) : number;
    return [index + 1, `${writtenDate(atOf(index), order)} ${writtenClock(atOf(index), twelve)}`, shown, '45'].join(delimiter);
  });
  return `Serial: A-1\r\n${['No.', 'Time', 'Temperature (°C)', 'Humidity (%)'].join(delimiter)}\r\n${rows.join('\r\n')}\r\n`;
}

const made = fc.record({
  values: fc.array(
    fc.integer({ min: -300, max: 400 }).map((tenths) => tenths / 10),
    { minLength: 60, maxLength: 80 },
  ),
  order: fc.constantFrom<DateOrder>('year-month-day', 'day-month-year', 'month-day-year'),
  delimiter: fc.constantFrom<Made['delimiter']>(',', ';', '\t'),
  comma: fc.boolean(),
  twelve: fc.boolean(),
});

const expected = ({ values }: Made) =>
  values.map((value, index) => [atOf(index).toISOString().slice(0, 19), value === 0 ? expect.closeTo(0) : value]);

describe('a table of temperatures', () => {
  it('is read in any order of date, with any decimal mark, delimiter and clock', () => {
    fc.assert(
      fc.property(made, (one) => {
        const log = read(table(one));
        expect(plain(log)).toEqual(expected(one));
        expect([log.serial, log.unit, log.unitKnown, log.intervalSeconds, log.skipped]).toEqual(['A-1', 'C', true, 1800, []]);
      }),
      { numRuns: 60 },
    );
  });

  it('is read in UTF-8 with and without a mark, UTF-16 of both orders with and without one, and Windows-1252', () => {
    const text = table({
      values: Array.from({ length: 60 }, (_, index) => index / 10),
      order: 'year-month-day',
      delimiter: ';',
      comma: true,
      twelve: false,
    });
    const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
    const little = Buffer.from(text, 'utf16le');
    const encodings = [
      bytesOf(text),
      bytesOf(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      swapped(Buffer.from(`\ufeff${text}`, 'utf16le')),
      little,
      swapped(little),
      Buffer.from(text, 'latin1'),
    ];
    for (const bytes of encodings) {
      expect(loggerCsv.recognize({ name: 'a', bytes })).toBe(true);
      expect(readLoggerCsv(bytes)).toMatchObject({ unit: 'C', unitKnown: true, readings: { length: 60 } });
    }
  });

  it('cut off anywhere gives the rows before the cut, and never half a number', () => {
    const one: Made = {
      values: Array.from({ length: 70 }, (_, index) => 3 + index / 10),
      order: 'year-month-day',
      delimiter: ',',
      comma: false,
      twelve: false,
    };
    // The temperature last, where a cut could shorten it unseen.
    const whole = table(one).replaceAll(/,45|,Humidity \(%\)/g, '');
    for (let length = 0; length <= whole.length; length += 1) {
      const rows = readOrNone(bytesOf(whole.slice(0, length)));
      expect(rows).toEqual(expected(one).slice(0, rows.length));
      const ended = whole.slice(0, length).split('\r\n').length - 3;
      // Fewer than three are no log.
      expect(rows.length, `cut at ${length}`).toBeGreaterThanOrEqual(ended < 3 ? 0 : ended);
    }
  });

  it('with rows damaged in any way keeps the rest and lists every one of them', () => {
    const damages = [
      '',
      'x',
      '2026-03-02',
      '1,2026-13-40 10:00:00,5.0,45',
      '1,2026-03-02 25:00:00,5.0,45',
      '1,2026-03-02 10:00:00,5.0.0,45',
      '1,2026-03-02 10:00:00,45',
      '1,2026-03-02 10:00:00,5,0,45',
      '1,2026-03-02 10:00:00,500.0,45',
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(69), fc.constantFrom(...damages)), { maxLength: 8 }), (hits) => {
        const one: Made = {
          values: Array.from({ length: 70 }, () => 5.5),
          order: 'year-month-day',
          delimiter: ',',
          comma: false,
          twelve: false,
        };
        const lines = table(one).split('\r\n');
        for (const [row, damage] of hits) lines[row + 2] = damage;
        const log = read(lines.join('\r\n'));
        const damaged = new Map(hits);
        expect(log.readings).toHaveLength(70 - damaged.size);
        const unsaid = [...damaged].flatMap(([row, damage]) => (damage === '' ? [] : [row + 3]));
        expect(log.skipped.map(({ line }) => line)).toEqual(unsaid.sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  it('whose sensor was missing for the first hundred rows is read, and the events beside it stay events', () => {
    const rows = Array.from({ length: 130 }, (_, index) => {
      const at = atOf(index).toISOString().slice(0, 16).replace('T', ' ');
      return `${index + 1},${at},${index < 100 ? '' : '5.1'},${index === 110 ? 'Logged' : ''}`;
    });
    const log = read(`No.,Time,Temp (°C),Sensor Connected\n${rows.join('\n')}\n`);
    expect(log).toMatchObject({ sensor: null, skipped: [], readings: { length: 130 } });
    expect(log.readings.filter(({ value }) => value === 5.1)).toHaveLength(30);
    expect(log.readings[110]!.note).toBe('Sensor Connected');
  });

  it('has a word for no temperature kept as a reading without one', () => {
    const text = table({ values: [5, 5.1, 5.2, 5.3, 5.4], order: 'year-month-day', delimiter: ',', comma: false, twelve: false });
    for (const word of ['NC', '--', '--.-', 'N/A', 'HI', 'OL', '-127', '9999', '-999.9', '200.00', '']) {
      const { readings, skipped } = read(text.replace('5.2', word));
      expect([word, readings.length, readings[2]!.value, readings[2]!.note, skipped]).toEqual([word, 5, null, word || 'no value', []]);
    }
    const cold = text.replaceAll('°C', '°F').replace('5.2', '-127');
    expect(read(cold).readings[2]!.value).toBe(-127);
  });
});

function readOrNone(bytes: Uint8Array): unknown[] {
  try {
    return plain(readLoggerCsv(bytes));
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(UnreadableLog);
    return [];
  }
}

describe('what a table does not say', () => {
  const oneDay = 'Time,Temp (°C)\n03/04/2026 08:00,5.1\n03/04/2026 08:05,5.2\n03/04/2026 08:10,5.3\n';

  it('the order of day and month is asked, and taken from the answer', () => {
    expect(() => read(oneDay)).toThrow(UnansweredLog);
    expect(studyLoggerCsv(bytesOf(oneDay)).questions).toEqual(['date-order']);
    expect(read(oneDay, { dateOrder: 'day-month-year' }).readings[0]!.at).toBe('2026-04-03T08:00:00');
    expect(read(oneDay, { dateOrder: 'month-day-year' }).readings[0]!.at).toBe('2026-03-04T08:00:00');
  });

  it('a pattern above the table or over its column says it, in small letters or capitals; two that differ do not', () => {
    const named = (above: string, heading: string) => read(`${above}${oneDay.replace('Time,', `${heading},`)}`);
    for (const [above, heading] of [
      ['', 'Date Time (MM/dd/yyyy HH:mm)'],
      ['Date Format: MM/DD/YYYY\n', 'Time'],
      ['Dates are m/d/yy here\n', 'Time'],
    ] as const)
      expect(named(above, heading)).toMatchObject({ readings: [{ at: '2026-03-04T08:00:00' }, {}, {}], notes: [] });
    expect(named('Date Format: DD.MM.YYYY\n', 'Time').readings[0]!.at).toBe('2026-04-03T08:00:00');
    expect(() => named('Date Format: DD/MM/YYYY\n', 'Time (MM/dd/yyyy)')).toThrow(UnansweredLog);
  });

  it('a date above the table or a midnight between its rows may say it, and the log says by what', () => {
    const dated = read(`Last reading,2026-04-03 08:10\n${oneDay}`);
    expect(() => read(`Calibrated,2026-04-03\n${oneDay}`)).toThrow(UnansweredLog);
    expect([dated.readings[0]!.at, dated.notes]).toEqual(['2026-04-03T08:00:00', [expect.stringContaining('above the table')]]);
    const midnight = read('Time,Temp (°C)\n03/04/2026 23:50,5.1\n03/04/2026 23:55,5.2\n03/05/2026 00:00,5.3\n03/05/2026 00:05,5.3\n');
    expect([midnight.readings[0]!.at, midnight.notes]).toEqual(['2026-03-04T23:50:00', [expect.stringContaining('follows from the rows')]]);
  });

  it('dates that contradict each other are asked for, not outvoted', () => {
    const rows = ['13/04/2026', '14/04/2026', '04/15/2026', '04/16/2026'].map((date) => `${date} 08:00,5.0`).join('\n');
    expect(() => read(`Time,Temp (°C)\n${rows}\n`)).toThrow(UnansweredLog);
    const few = Array.from({ length: 60 }, (_, index) => `${two(14 + Math.floor(index / 24))}/04/2026 ${two(index % 24)}:00,5.0`);
    few[30] = '04/15/2026 06:00,5.0';
    const log = read(`Time,Temp (°C)\n${few.join('\n')}\n`);
    expect([log.readings.length, log.skipped]).toEqual([59, [{ line: 32, reason: expect.stringContaining('no date') }]]);
  });

  it('a row whose day and month were exchanged leaves its neighbors and is listed', () => {
    const rows = Array.from({ length: 40 }, (_, index) => `2026-04-05 08:${two(index)},5.0`);
    rows[20] = '2026-05-04 08:20,5.0';
    const log = read(`Time,Temp (°C)\n${rows.join('\n')}\n`);
    expect([log.readings.length, log.skipped]).toEqual([39, [{ line: 22, reason: expect.stringContaining('neighbors') }]]);
  });

  it('the unit is marked unknown, the likelier one shown', () => {
    expect(read(oneDay.replace(' (°C)', 'erature').replaceAll('03/04/2026', '2026-04-03'))).toMatchObject({ unit: 'C', unitKnown: false });
    const warm = oneDay.replace(' (°C)', 'erature').replaceAll('03/04/2026', '2026-04-03').replaceAll(',5.', ',40.');
    expect(read(warm)).toMatchObject({ unit: 'F', unitKnown: false, notes: [expect.stringContaining('°F')] });
    expect(read(warm, { unit: 'C' })).toMatchObject({ unit: 'C', unitKnown: true });
  });

  it('the unit in the heading or in every cell is taken; a cell in another is skipped and listed', () => {
    const rows = (unit: string) =>
      `Time,Reading\n2026-04-03 08:00,41.0 ${unit}\n2026-04-03 08:05,41.2 ${unit}\n2026-04-03 08:10,41.4 ${unit}\n`;
    expect(read(rows('°F'))).toMatchObject({ unit: 'F', unitKnown: true });
    expect(read(rows('C'))).toMatchObject({ unit: 'C', unitKnown: true });
    expect(read(rows('℉'))).toMatchObject({ unit: 'F', unitKnown: true, readings: [{ value: 41 }, {}, {}] });
    expect(read(rows('℃').replaceAll(' ℃', '℃'))).toMatchObject({ unit: 'C', unitKnown: true, readings: [{ value: 41 }, {}, {}] });
    const mixed = `${rows('°F')}2026-04-03 08:15,5.1 °C\n`;
    expect(read(mixed)).toMatchObject({ unit: 'F', unitKnown: false, readings: { length: 3 }, skipped: [{ line: 5 }] });
    expect(read('Time,Temp F\n2026-04-03 08:00,41\n2026-04-03 08:05,41\n2026-04-03 08:10,41\n')).toMatchObject({
      unit: 'F',
      unitKnown: true,
    });
  });

  it('two temperatures, or several sensors, are asked for', () => {
    const two = 'Time,Temp 1 (°C),Temp 2 (°C)\n2026-04-03 08:00,5.1,6.1\n2026-04-03 08:05,5.2,6.2\n2026-04-03 08:10,5.3,6.3\n';
    const study = studyLoggerCsv(bytesOf(two));
    expect([study.questions, study.outcome]).toEqual([['temperature-column'], null]);
    expect(read(two, { temperatureColumn: 2 }).readings.map(({ value }) => value)).toEqual([6.1, 6.2, 6.3]);
    const mixed = `Sensor,Time,Temp (°C)\n${['A', 'B', 'A', 'B', 'A', 'B'].map((name, index) => `${name},2026-04-03 08:0${index},${index}.5`).join('\n')}\n`;
    expect(studyLoggerCsv(bytesOf(mixed))).toMatchObject({ questions: ['sensor'], sensors: ['A', 'B'] });
    expect(read(mixed, { sensor: 'B' })).toMatchObject({ sensor: 'B', readings: [{ value: 1.5 }, { value: 3.5 }, { value: 5.5 }] });
  });

  it('a mean beside its extremes is no reading: it is asked for, or left where there is one', () => {
    const rows = [0, 5, 10].map((minute) => `2026-04-03 08:${two(minute)},3.1,9.1,5.1,6.1`).join('\n');
    const candidates = (headings: string) => studyLoggerCsv(bytesOf(`Time,${headings}\n${rows}\n`));
    for (const headings of ['Min Temp (°C),Max Temp (°C),Avg Temp (°C),Humidity', 'Min,Max,Average Temp (°C),Humidity'])
      expect(candidates(headings).questions).toEqual(['temperature-column']);
    expect(candidates('Min Temp (°C),Max Temp (°C),Avg Temp (°C),Temp (°C)').mapping.temperatureColumn).toBe(4);
    expect(candidates('Run (min),Humidity,Avg Temp (°C),Battery').mapping.temperatureColumn).toBe(3);
  });

  it('headings that do not stand over their columns head none, so that no humidity is taken for a temperature', () => {
    const rows = [1, 2, 3].map((row) => `${row};2026-04-03 08:0${row};45.${row};5.${row}`).join('\n');
    const study = studyLoggerCsv(bytesOf(`No.;Time;;;x;°C;%RH\n${rows}\n`));
    expect(study.questions).toContain('temperature-column');
  });

  it('numbers torn at their decimal comma are refused', () => {
    const torn = 'No.,Time,Temp\n1,2026-04-03 08:00,4,5\n2,2026-04-03 08:05,4,6\n3,2026-04-03 08:10,4,7\n';
    expect(() => read(torn)).toThrow(UnreadableLog);
  });

  it('a time that has passed is not the time of day, wherever it stands', () => {
    const rows = [0, 5, 10].map((minute) => `00:${two(minute)}:00,2026-04-03,00:01:00,08:${two(minute)}:00,5.1`).join('\n');
    for (const heading of ['Elapsed Time,Date,Door,Time', 'Duration,Date,Time since start,Clock']) {
      const log = read(`${heading},Temp (°C)\n${rows}\n`);
      expect(log.readings.map(({ at }) => at.slice(11))).toEqual(['08:00:00', '08:05:00', '08:10:00']);
    }
  });

  it('the study shows what an answer would bring', () => {
    const study = studyLoggerCsv(bytesOf(oneDay), { dateOrder: 'month-day-year' });
    expect(study.questions).toEqual([]);
    expect(study.columns.map(({ label, holds }) => [label, holds])).toEqual([
      ['Time', 'date'],
      ['Temp (°C)', 'number'],
    ]);
    expect(study.outcome).toEqual({
      rows: [5.1, 5.2, 5.3].map((value, index) => ({ at: `2026-03-04T08:${two(5 * index)}:00`, value })),
      count: 3,
      first: '2026-03-04T08:00:00',
      last: '2026-03-04T08:10:00',
      min: 5.1,
      max: 5.3,
      skipped: 0,
    });
  });
});

describe('layouts known from the notes alone', () => {
  it('LogTag', () => {
    const text =
      'Serial #,A0123\nDescription,Fridge 1\nLast reading,2026-04-03 08:10:00\nReading interval,300 seconds\nNon alert range,2.0  to  8.0 °C\nIndex,Date,Time,Temperature\n1,2026-04-03,08:00:00,5.1\n2,2026-04-03,08:05:00,5.2\n3,2026-04-03,08:10:00,5.3\n';
    expect(read(text)).toMatchObject({
      model: 'LogTag',
      serial: 'A0123',
      unit: 'C',
      unitKnown: true,
      intervalSeconds: 300,
      readings: [{ at: '2026-04-03T08:00:00', value: 5.1, number: 1 }, {}, {}],
    });
  });

  it('Lascar EasyLog, its serial number in the first row only', () => {
    const text =
      'Fridge,Time,Celsius(°C),High Alarm,Low Alarm,Serial Number\n1,03/04/2026 08:00:00,5.5,8.0,2.0,000123\n2,03/04/2026 08:05:00,5.0\n3,03/04/2026 08:10:00,4.5\n4,03/04/2026 08:15:00,4.5\n';
    expect(read(text)).toMatchObject({ model: 'Lascar EasyLog', serial: '000123', skipped: [] });
    expect(plain(read(text)).slice(0, 2)).toEqual([
      ['2026-04-03T08:00:00', 5.5],
      ['2026-04-03T08:05:00', 5],
    ]);
  });

  it('HOBOware, the month first where nothing says the order, and that is said; never against the rows', () => {
    const hobo = (...dates: string[]) =>
      read(
        `"Plot Title: Fridge"\n"#","Date Time, GMT-08:00","Temp, °F (LGR S/N: 10, SEN S/N: 10)"\n${dates
          .map((date, index) => `${index + 1},${date} 01:0${index}:00 AM,40.1`)
          .join('\n')}\n`,
      );
    expect(hobo('03/04/26', '03/04/26', '03/04/26')).toMatchObject({
      readings: [{ at: '2026-03-04T01:00:00' }, {}, {}],
      notes: [expect.stringContaining('the month first')],
    });
    expect(hobo('13/04/26', '13/04/26', '13/04/26')).toMatchObject({ readings: [{ at: '2026-04-13T01:00:00' }, {}, {}], notes: [] });
    expect(() => hobo('13/04/26', '13/04/26', '04/15/26', '04/15/26')).toThrow(UnansweredLog);
  });

  it('ElitechLog, with its zone', () => {
    const text =
      'Model : RC-51H\r\nS/N : EL123\r\nTrip Code : 1\r\nLogging Interval : 5 min\r\nTimezone : UTC +01:00\r\nNo.\tTime\t\t°C\t%RH\r\n1\t2026-04-03 08:00:00\t5,1\t45,0\r\n2\t2026-04-03 08:05:00\tNC\t45,0\r\n3\t2026-04-03 08:10:00\t5,3\t45,0\r\n4\t2026-04-03 08:15:00\t5,4\t45,0\r\n';
    expect(readLoggerCsv(Buffer.from(text, 'latin1'))).toMatchObject({
      model: 'RC-51H',
      serial: 'EL123',
      clock: { offsetMinutes: 60, offsetFrom: 'file' },
    });
    expect(readLoggerCsv(Buffer.from(text, 'latin1')).readings.map(({ value }) => value)).toEqual([5.1, null, 5.3, 5.4]);
  });

  it('lines of nothing but a number, a time and a temperature', () => {
    const sensitech = '1 2026/04/03 8:00:00 5.1\n2 2026/04/03 8:05:00 5.2\n3 2026/04/03 8:10:00 5.3\n';
    expect(read(sensitech)).toMatchObject({
      unitKnown: false,
      readings: [{ at: '2026-04-03T08:00:00', value: 5.1, number: 1 }, {}, { value: 5.3 }],
    });
    const plainLines = '2026-04-03 08:00 5.1\n2026-04-03 08:05 -5.2\n2026-04-03 08:10 5.3\n';
    expect(read(plainLines)).toMatchObject({ unitKnown: false, readings: [{}, { at: '2026-04-03T08:05:00', value: -5.2 }, {}] });
  });

  it('times that carry their offset are told at the first one', () => {
    const text = 'Time,Temp (°C)\n2026-03-29T00:30:00+00:00,5.1\n2026-03-29T02:00:00+01:00,5.2\n2026-03-29T02:30:00+01:00,5.3\n';
    expect(read(text)).toMatchObject({ clock: { offsetMinutes: 0, offsetFrom: 'file' }, intervalSeconds: 1800 });
  });
});

describe('anything at all', () => {
  it('is read or refused in words, whatever the bytes', () => {
    const seed = bytesOf(table({ values: Array(60).fill(5), order: 'year-month-day', delimiter: ',', comma: false, twelve: false }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(seed.length), fc.boolean(), (junk, at, alone) => {
        const bytes = alone ? junk : Buffer.concat([seed.subarray(0, at), junk, seed.subarray(at)]);
        loggerCsv.recognize({ name: 'a', bytes });
        readOrNone(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it('above a table, however long, does not hold it up', () => {
    const rows = '\n2026-01-01 08:00,5\n2026-01-01 08:05,5\n2026-01-01 08:10,5\n';
    expect(read(`Key${' '.repeat(1_000_000)}x${rows}`).readings).toHaveLength(3);
  });

  it('of one endless line, of nothing but delimiters, or of quotes without end is refused', () => {
    for (const text of [
      '9'.repeat(2_000_000),
      ','.repeat(2_000_000),
      '"'.repeat(500_000),
      `${'2026-01-01 08:00,5\n'.repeat(2)}`,
      'a 1 '.repeat(300_000),
    ])
      expect(readOrNone(bytesOf(text))).toEqual([]);
  });
});
