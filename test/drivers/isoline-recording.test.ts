/** The form in which the station stores what it recorded: written and read again it is the same record, whatever the record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../drivers/framing/crc32.ts';
import { utf8Bytes } from '../../drivers/framing/text.ts';
import { readRecording } from '../../drivers/isoline-recording/decode.ts';
import { writeRecording } from '../../drivers/isoline-recording/encode.ts';
import { type Lead, noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { UnreadableTracing } from '../../drivers/model/tracing-format.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { alone, madeUpTracing } from '../support/tracing-files.ts';

const anySample = fc.oneof(fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }), fc.constant(noSample));
const anyLead: fc.Arbitrary<Lead> = fc.record({
  name: fc.string({ minLength: 1, unit: 'binary' }),
  samples: fc.array(anySample, { maxLength: 80 }).map((values) => Int32Array.from(values)),
  hz: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
  nanovoltsPerBit: fc.option(fc.double({ min: 1e-6, max: 1e9, noNaN: true })),
  baseline: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0),
});
const anyTracing: fc.Arbitrary<Tracing> = fc
  .record({
    leads: fc.array(anyLead, { minLength: 1, maxLength: 6 }),
    beat: fc.option(fc.array(anyLead, { maxLength: 3 })),
    remarks: fc.array(fc.string({ unit: 'binary' })),
    technician: fc.option(fc.string({ unit: 'binary' })),
  })
  .map(({ leads, beat, remarks, technician }) => ({
    ...madeUpTracing(),
    format: 'isoline-recording',
    formatVersion: '1',
    leads,
    representativeBeat: beat === null ? null : { leads: beat, points: null },
    remarks,
    technician,
  }));

const bytesOf = (tracing: Tracing) => writeRecording(tracing, 'record')[0]!.bytes;

/** The written layout with another header, its check sum right. */
function withHeader(text: string, samples = 0): Uint8Array {
  const body = new Uint8Array([...utf8Bytes(`ISOLINE EKG 1\n${text}\n`), ...new Uint8Array(4 * samples), 0, 0, 0, 0]);
  new DataView(body.buffer).setUint32(body.length - 4, crc32(body.subarray(0, -4)), true);
  return body;
}

describe('a recording', () => {
  it('is the same record again: every integer, every fraction, every word', () => {
    fc.assert(
      fc.property(anyTracing, (tracing) => {
        expect(readRecording(bytesOf(tracing))).toEqual(tracing);
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });

  it('stands in the file as written down: mark, header, integers, check sum', () => {
    const bytes = bytesOf({
      ...madeUpTracing(),
      leads: [{ name: 'II', samples: Int32Array.of(1, -2, noSample), hz: 250, nanovoltsPerBit: 22.35174445530706, baseline: 0 }],
      representativeBeat: null,
    });
    expect(Buffer.from(bytes.subarray(0, 14)).toString()).toBe('ISOLINE EKG 1\n');
    const end = bytes.indexOf(0x0a, 14);
    expect(JSON.parse(Buffer.from(bytes.subarray(14, end)).toString()).leads).toEqual([
      { name: 'II', hz: 250, nanovoltsPerBit: 22.35174445530706, baseline: 0, count: 3 },
    ]);
    expect(Buffer.from(bytes.subarray(end + 1, -4)).toString('hex')).toBe('01000000feffffff00000080');
  });

  it('is recognized by its content', async () => {
    expect((await readTracing(alone('whatever.xml', bytesOf(madeUpTracing())))).format).toBe('isoline-recording');
  });

  it('is refused when any byte was changed, lost or added', () => {
    const bytes = bytesOf(madeUpTracing());
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (at % 8));
      expect(() => readRecording(damaged)).toThrow(UnreadableTracing);
      expect(() => readRecording(bytes.subarray(0, at))).toThrow(UnreadableTracing);
    }
    expect(() => readRecording(Uint8Array.from([...bytes, 0]))).toThrow(/check sum/);
  });

  it.each([
    ['no JSON', '{', /no JSON/],
    ['a list', '[]', /"record"/],
    ['another record', '{"leads":[{"name":"I","count":-1,"hz":500,"nanovoltsPerBit":1,"baseline":0}]}', /"leads"/],
    ['nothing', 'null', /"record"/],
  ])('with a header that is %s is refused', (_, header, why) => {
    expect(() => readRecording(withHeader(header))).toThrow(why);
  });

  it('that tells other samples than it holds is refused', () => {
    const [line] = Buffer.from(bytesOf(madeUpTracing())).toString('latin1').split('\n').slice(1);
    expect(() => readRecording(withHeader(line!, 3))).toThrow(/tells 9600 samples, the file holds 3/);
  });
});
