import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hl7Oru } from '../../drivers/hl7-oru/driver.ts';
import { messagesOf, noiseOf } from '../drivers/heard-values.ts';
import { byteByByte, hearPieces, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = `${sharedFixtures}ehr/hl7v2/`;
const file = (name: string) => new Uint8Array(readFileSync(folder + name));
const framed = (bytes: Uint8Array) => joined([0x0b], bytes, [0x1c, 0x0d]);
const hear = (id: 'mllp' | 'bare', bytes: Uint8Array) => hearWhole(variantOf(hl7Oru, id), bytes);

/** Laboratory results, and how many bytes stand before the message: one begins with a byte order mark. None of their rows is a vital sign that a monitor measured. */
const results: [name: string, before: number][] = [
  ['LAB-ORU-1.hl7', 3],
  ['ORU-R01-01.hl7', 0],
  ['lfh-ORU-multiline-short-mixed.hl7', 0],
];

describeWithCaptures('HL7 messages of other systems', () => {
  test('registrations, orders, appointments and documents are known for what they are and give nothing', () => {
    const others = readdirSync(folder).filter((name) => !results.some(([result]) => result === name));
    expect(others.length).toBeGreaterThanOrEqual(14);
    for (const name of others) {
      for (const heard of [hear('mllp', framed(file(name))), hear('bare', file(name)), hear('mllp', file(name))]) {
        expect([name, readingsOf(heard)]).toEqual([name, []]);
        expect(messagesOf(heard), name).toEqual([
          expect.objectContaining({ verdict: 'type', why: expect.stringContaining('not read here') }),
        ]);
      }
    }
  });

  test.each(results)('%s is read as results, and its rows are refused', (name, before) => {
    for (const id of ['mllp', 'bare'] as const) {
      const heard = hear(id, file(name));
      expect(messagesOf(heard).map(({ type }) => type)).toEqual(['ORU^R01']);
      expect(readingsOf(heard)).toEqual([]);
      expect(noiseOf(heard)).toBe(before);
      expect(hearPieces(variantOf(hl7Oru, id), byteByByte(file(name)))).toEqual(heard);
    }
  });
});
