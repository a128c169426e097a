import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { floatOf, sfloatOf } from '../../drivers/framing/ieee11073.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

/** 11073-20601 itself is big-endian; the number formats are the same. */
const file = (name: string) => readFileSync(`${sharedFixtures}vitals/ieee11073/${name}.bin`);

describeWithCaptures('number formats in published 11073 messages', () => {
  test('a blood pressure of 120/80, mean 100, pulse 60.0', () => {
    const bytes = file('H241_ID_02BC');
    expect([0x26, 0x28, 0x2a, 0x38].map((at) => sfloatOf(bytes.readUInt16BE(at)))).toEqual([120, 80, 100, 60]);
  });

  test('a blood pressure of 113/71, mean 85, pulse 71', () => {
    const bytes = file('blood_pressure_roiv_mds_note_scan_report_mp_fixed');
    expect([0x2c, 0x2e, 0x30, 0x3e].map((at) => sfloatOf(bytes.readUInt16BE(at)))).toEqual([113, 71, 85, 71]);
  });

  test('weights of 76.2 and 76.0 kg with BMI 24.3 and 24.2', () => {
    const bytes = file('H241_ID_05DC');
    expect([0x22, 0x32, 0x42, 0x52].map((at) => floatOf(bytes.readUInt32BE(at)))).toEqual([76.2, 24.3, 76, 24.2]);
  });
});
