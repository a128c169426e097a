/** `isoline fridge read` as a person at the command line runs it, on files made up by us. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fridgeTag2L, signed } from '../../support/berlinger-file.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoline-fridge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(content: string | Buffer, ...more: string[]) {
  return runTask('read', content, ...more);
}

function excursionsIn(content: string | Buffer, ...more: string[]) {
  return runTask('excursions', content, '--profile', 'ks', '--basis', 'C', ...more).told;
}

function runTask(task: string, content: string | Buffer, ...more: string[]) {
  const file = join(folder, 'log.txt');
  writeFileSync(file, content);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'fridge', task, file, ...more], { encoding: 'utf8' });
  return { status, told: status === 0 ? JSON.parse(stdout) : null, stderr };
}

test('a Fridge-tag: days and limits, under the expected names, its strange signing key told unknown', () => {
  const { told } = run(signed(fridgeTag2L), '--readings');
  expect(told).toMatchObject({
    driver: 'berlinger',
    model: 'Q-tag Fridge-tag 2 L',
    serial: '130500000001',
    signature: 'unknown-key',
    timeZone: null,
    intervalSeconds: 300,
    count: 4,
    first: '2026-05-02T04:44:00',
    last: '2026-05-02T04:59:00',
    min: -0.3,
    max: 8.1,
    skipped: [],
  });
  expect(told.days[1]).toEqual({
    date: '2026-05-03',
    min: null,
    minAt: null,
    max: 10.1,
    maxAt: '23:20',
    avg: 5.9,
    lowMinutes: 0,
    highMinutes: 116,
    highAlarmAt: '23:05',
    highAcknowledged: false,
    intSensorMissingMinutes: 3,
    intSensorMissingAlarmAt: '12:01',
    events: 0,
  });
  expect(told.alarms).toMatchObject([{ side: 'high', alarmedAt: '2026-05-03T23:05:00', days: ['2026-05-03', '2026-05-04'] }]);
  expect(told.readings).toEqual([
    ['2026-05-02T04:44:00', 5.1],
    ['2026-05-02T04:49:00', -0.3],
    ['2026-05-02T04:54:00', null],
    ['2026-05-02T04:59:00', 8.1],
  ]);
});

test('a device that keeps only days counts no readings, and has the span and extremes of its days', () => {
  const { told } = run(signed(fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:'))));
  expect(told).toMatchObject({ count: 0, first: '2026-05-02', last: '2026-05-04', min: 4, max: 10.1 });
  expect(told.readings).toBeUndefined();
});

test('Fahrenheit is told in Celsius, a known offset in every time', () => {
  const rows = [1, 2, 3].map((row) => `2026-04-03 08:0${row},${39 + row}.0`).join('\n');
  const { told } = run(`"Date Time, GMT-08:00","Temp, °F"\n${rows}\n2026-04-03 08:04,HI\n2026-04-03 08:05,x\n`, '--readings');
  expect(told).toMatchObject({ driver: 'logger-csv', unit: 'F', timeZone: '-08:00', count: 4, first: '2026-04-03T08:01:00-08:00' });
  expect(told.min).toBeCloseTo(4.444444, 6);
  expect(told.readings.at(-1)).toEqual(['2026-04-03T08:04:00-08:00', null]);
  expect(told.skipped).toEqual([{ line: 6, reason: '"x" is no temperature' }]);
});

test('what a file leaves open is asked for by name, and taken', () => {
  const text = 'Time,Temp (°C)\n03/04/2026 08:00,5.1\n03/04/2026 08:05,5.2\n03/04/2026 08:10,5.3\n';
  const asked = run(text);
  expect([asked.status, asked.stderr]).toEqual([1, expect.stringMatching(/log\.txt: .*day or the month.*--date-order/s)]);
  expect(run(text, '--date-order', 'day-month-year').told.first).toBe('2026-04-03T08:00:00');
  expect(run(text, '--date-order', 'backwards').status).toBe(1);
});

test('summer time printed into the times is undone in the clinic’s zone only', () => {
  const rows = Array.from(
    { length: 8 },
    (_, index) => `${index + 1},2026-03-08 0${index < 4 ? 1 : 3}:${15 * (index % 4) === 0 ? '00' : 15 * (index % 4)},5.0`,
  );
  const text = `No.,Time,Temp (°C)\n${rows.join('\n')}\n`;
  expect(run(text).told).toMatchObject({ last: '2026-03-08T03:45:00', notes: [expect.stringContaining('moved by an hour')] });
  expect(run(text, '--zone', 'America/Chicago').told.last).toBe('2026-03-08T02:45:00');
  expect(run(text, '--zone', 'America/Phoenix').told.last).toBe('2026-03-08T03:45:00');
  expect(run(text, '--zone', 'Nowhere').stderr).toContain('no time zone');
});

/** Every 15 minutes from an hour before clocks are set back on, the clock's hour twice, the second time at 9.1 °C. */
function repeatedHour(hour: number, date: string): string {
  const rows = [hour - 1, hour, hour, hour + 1].flatMap((printed, block) =>
    [0, 15, 30, 45].map((minute) => `${date} 0${printed}:${String(minute).padStart(2, '0')},${block === 2 ? '9.1' : '5.0'}`),
  );
  return `No.,Time,Temp (°C)\n${rows.map((row, index) => `${index + 1},${row}`).join('\n')}\n`;
}

test.each([
  ['America/Chicago', 1, '2026-11-01'],
  ['Europe/London', 1, '2026-10-25'],
  ['Europe/Berlin', 2, '2026-10-25'],
  ['Australia/Sydney', 2, '2026-04-05'],
] as const)('an hour that came twice is undone in %s', (zone, hour, date) => {
  const told = excursionsIn(repeatedHour(hour, date), '--zone', zone);
  expect(told).toMatchObject({ disputed: [], alarms: [{ at: `${date}T0${hour + 2}:00:00` }] });
  expect(told.events).toMatchObject([{ start: `${date}T0${hour + 1}:00:00`, end: `${date}T0${hour + 2}:00:00`, minutes: 60 }]);
});

test('an hour that came twice keeps every row where nobody names a zone that moves its clocks then', () => {
  for (const zone of [[], ['--zone', 'America/Phoenix']]) {
    const told = excursionsIn(repeatedHour(1, '2026-11-01'), ...zone);
    expect(told).toMatchObject({ clockBreaks: ['2026-11-01T01:00:00'], disputed: [], gaps: [] });
    expect(told.events).toMatchObject([{ start: '2026-11-01T01:00:00', end: '2026-11-01T02:00:00', minutes: 60, readings: 4 }]);
  }
});

test('an excursion after the clock was set back onto times already logged is found', () => {
  const hour = (value: string) => Array.from({ length: 12 }, (_, row) => `\t2026-05-02 06:${String(5 * row).padStart(2, '0')}\t${value}`);
  const head = fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:') + 2);
  const told = excursionsIn(signed([...head, ...hour('5.1'), ...hour('9.1'), '\t2026-05-02 07:00\t5.1']));
  expect(told).toMatchObject({ clockBreaks: ['2026-05-02T06:00:00'], gaps: [], disputed: [] });
  expect(told.events).toMatchObject([{ side: 'high', start: '2026-05-02T06:00:00', end: '2026-05-02T07:00:00', minutes: 60 }]);
  expect(told.alarms).toEqual([{ rule: expect.stringContaining('60'), at: '2026-05-02T07:00:00' }]);
});

test('what holds no temperatures is refused in one line', () => {
  for (const [content, words] of [
    ['', 'is empty'],
    ['hello', 'no logger'],
    ['Time,LUX\n2026-04-03 08:00,5\n2026-04-03 08:05,6\n2026-04-03 08:10,7\n', 'no temperature column'],
  ] as const) {
    const { status, stderr } = run(content);
    expect([status, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toContain(words);
  }
});
