import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hl7Oru } from '../../drivers/hl7-oru/driver.ts';
import { messagesOf, valuesOf } from '../drivers/heard-values.ts';
import { byteByByte, hearPieces, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const file = (name: string) => new Uint8Array(readFileSync(`${sharedFixtures}vitals/hl7-pcd01/${name}.hl7`));
const framed = (name: string) => joined([0x0b], file(name), [0x1c, 0x0d]);

describeWithCaptures('IHE PCD-01 test messages', () => {
  test.each([
    ['mllp', framed],
    ['bare', file],
  ] as const)('%s: 120/80, mean 100 of patient 789567', (id, bytes) => {
    const heard = hearWhole(variantOf(hl7Oru, id), bytes('pcd01-request'));
    expect(valuesOf(heard)).toEqual({ systolic: 120, diastolic: 80, meanArterialPressure: 100 });
    for (const { note } of readingsOf(heard))
      expect(note).toMatchObject({ deviceTime: '2009-08-13T09:57:15+05:00', patientId: '789567', result: 'raw' });
    expect(messagesOf(heard)).toEqual([
      expect.objectContaining({
        id: 'MSGID1234',
        verdict: 'accept',
        answers: 'always',
        refused: [],
        patient: { ids: ['789567'], name: 'Doe, John' },
      }),
    ]);
    expect(hearPieces(variantOf(hl7Oru, id), byteByByte(bytes('pcd01-request')))).toEqual(heard);
  });

  test('the stress message gives a questionable systolic and a mean; the deleted diastolic is taken back, the rest refused', () => {
    const heard = hearWhole(variantOf(hl7Oru, 'mllp'), framed('pcd01-maximum-request'));
    expect(valuesOf(heard)).toEqual({ systolic: 140, diastolic: null, meanArterialPressure: 100 });
    const [systolic] = readingsOf(heard);
    expect(systolic).toMatchObject({ marks: ['questionable'], note: { result: 'corrected', bodySite: 'left arm' } });
    const [message] = messagesOf(heard);
    expect(message?.patient).toMatchObject({ ids: expect.arrayContaining(['111222333444']), dateOfBirth: '1977-04-04' });
    expect(message?.refused.length).toBeGreaterThanOrEqual(4);
  });

  test('an acknowledgment is not answered', () => {
    const heard = hearWhole(variantOf(hl7Oru, 'mllp'), framed('pcd01-response'));
    expect(readingsOf(heard)).toEqual([]);
    expect(messagesOf(heard)).toEqual([expect.objectContaining({ answers: 'never' })]);
  });
});
