import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { absoluteTime, floatOf, sfloatOf, wordAt } from '../../drivers/framing/ieee11073.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const file = (name: string) => new Uint8Array(readFileSync(`${sharedFixtures}vitals/ieee11073/${name}.bin`));
const word = (bytes: Uint8Array, at: number) => wordAt(bytes, at, 2, 'big');

const fixedScan = 0x0d1d;
const fixedScanOfPeople = 0x0d1f;

/** The objects of a scan report in fixed form, in order; with the person before them where the form has one. 11073-20601, A.11.5. */
function objectsOf(bytes: Uint8Array): { handle: number; data: Uint8Array; person: number | null }[] {
  expect(word(bytes, 0)).toBe(0xe700);
  const eventType = word(bytes, 18);
  expect([fixedScan, fixedScanOfPeople]).toContain(eventType);
  const isOfPeople = eventType === fixedScanOfPeople;
  let at = 30;
  const person = isOfPeople ? word(bytes, at) : null;
  let left = word(bytes, isOfPeople ? at + 2 : 26);
  if (isOfPeople) at += 6;
  const objects = [];
  for (; left > 0; left -= 1) {
    const length = word(bytes, at + 2);
    objects.push({ handle: word(bytes, at), data: bytes.subarray(at + 4, at + 4 + length), person });
    at += 4 + length;
  }
  expect(at).toBe(bytes.length);
  return objects;
}

/** A compound of SFLOATs: count, length, values. */
const compound = (data: Uint8Array) => Array.from({ length: word(data, 0) }, (_, index) => sfloatOf(word(data, 4 + 2 * index)));
const float = (data: Uint8Array) => floatOf(wordAt(data, 0, 4, 'big'));
const timeAt = (data: Uint8Array, at: number) => absoluteTime(data.subarray(at, at + 8));

describeWithCaptures('published 11073 messages', () => {
  test('a blood pressure of 120/80, mean 100, pulse 60.0', () => {
    const [pressure, pulse] = objectsOf(file('H241_ID_02BC')).map(({ data }) => data);
    expect([compound(pressure!), timeAt(pressure!, 10)]).toEqual([[120, 80, 100], '2007-12-06T12:10:00']);
    expect([sfloatOf(word(pulse!, 0)), timeAt(pulse!, 2)]).toEqual([60, '2007-12-06T12:10:00']);
  });

  test('a blood pressure of 113/71, mean 85, pulse 71, of person 42 (hexadecimal)', () => {
    const [pressure, pulse] = objectsOf(file('blood_pressure_roiv_mds_note_scan_report_mp_fixed'));
    expect([pressure!.person, compound(pressure!.data), timeAt(pressure!.data, 10)]).toEqual([0x42, [113, 71, 85], '2010-07-21T15:35:53']);
    expect([sfloatOf(word(pulse!.data, 0)), timeAt(pulse!.data, 2)]).toEqual([71, '2010-07-21T15:35:53']);
  });

  test('weights of 76.2 and 76.0 kg with BMI 24.3 and 24.2, exact to the digit', () => {
    const objects = objectsOf(file('H241_ID_05DC')).map(({ data }) => data);
    expect(objects.map(float)).toEqual([76.2, 24.3, 76, 24.2]);
    expect(objects.map((data) => timeAt(data, 4))).toEqual([
      '2007-12-06T12:10:00',
      '2007-12-06T12:10:00',
      '2007-12-06T20:05:00',
      '2007-12-06T20:05:00',
    ]);
  });
});
