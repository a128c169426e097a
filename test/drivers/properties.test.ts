/** What holds for any bytes at all, not only for those somebody thought of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoderOf, longestLine } from '../../drivers/framing/lines.ts';
import { longestMessage } from '../../drivers/hl7-oru/decode.ts';
import { drivers } from '../../drivers/index.ts';
import { isMeasurable } from '../../drivers/model/quantity.ts';
import { claimOf, fixturesOf, hearPieces, hearWhole, joined, readingsOf, told, withBitFlipped } from '../support/replay.ts';

const variants = drivers.flatMap((driver) => driver.variants.map((variant) => [`${driver.id} ${variant.id}`, driver, variant] as const));

describe.each(variants)('%s', (_name, driver, variant) => {
  const fixtures = fixturesOf(driver).filter((fixture) => fixture.variant.id === variant.id);
  /** Bytes that look like the device's own, more often than mere chance would make them. */
  const likely = fc
    .array(fc.oneof(fc.uint8Array({ maxLength: 30 }), fc.constantFrom(...fixtures.map(({ bytes }) => bytes)).chain(partOf)), {
      maxLength: 8,
    })
    .map((parts) => joined(...parts));

  test('never throws, and gives nothing that cannot be a measurement', () => {
    fc.assert(
      fc.property(likely, (bytes) => {
        for (const one of hearWhole(variant, bytes)) {
          expect(one.from).toBeLessThanOrEqual(one.at);
          expect(one.at).toBeLessThanOrEqual(bytes.length);
          if (one.kind !== 'reading') continue;
          if (one.value !== null) expect(isMeasurable(one.quantity, one.value)).toBe(true);
          expect(variant.gives).toContain(one.quantity);
        }
      }),
      { numRuns: 150, seed: 20260314 },
    );
  });

  test('hears the same however the bytes are cut', () => {
    fc.assert(
      fc.property(likely, fc.array(fc.nat({ max: 50 }), { maxLength: 30 }), (bytes, lengths) => {
        expect(told(hearPieces(variant, cutInto(bytes, lengths)))).toEqual(told(hearWhole(variant, bytes)));
      }),
      { numRuns: 100, seed: 20260314 },
    );
  });

  test('accounts for what it was given: noise is never more than there was, and never tells a byte twice', () => {
    fc.assert(
      fc.property(likely, (bytes) => {
        let heardUntil = 0;
        for (const one of hearWhole(variant, bytes)) {
          if (one.kind !== 'noise') continue;
          expect(one.bytes).toBe(one.at - one.from);
          expect(one.from).toBeGreaterThanOrEqual(heardUntil);
          heardUntil = one.at;
        }
      }),
      { numRuns: 100, seed: 20260314 },
    );
  });
});

/** Protocols whose check sum finds every single damaged bit. */
const checked = [
  ['nonin', 'format-2'],
  ['nonin', 'format-7'],
  ['nonin', 'format-13'],
  ['ge-dinamap', 'host'],
  ['omron-hem', 'hid'],
] as const;

test.each(checked)('%s %s: no single damaged bit gives a reading that was never sent', (id, variantId) => {
  for (const { bytes, heard, variant } of fixturesOf(drivers.find((driver) => driver.id === id)!)) {
    if (variant.id !== variantId) continue;
    const claims = new Set(readingsOf(heard).map(claimOf));
    for (let index = 0; index < bytes.length; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        for (const reading of readingsOf(hearWhole(variant, withBitFlipped(bytes, index, bit)))) {
          if (!claims.has(claimOf(reading))) expect.fail(`byte ${index} bit ${bit}: ${claimOf(reading)} was never sent`);
        }
      }
    }
  }
});

/** Beginnings that promise a frame which never ends. */
const promises = [
  [0x41],
  [0x1b, 0x41],
  [0x1b],
  [0x01, 0x80],
  [0x80],
  [0x00, 0x02, 0x00, 0x0d, 0x00, 0x40],
  [0x07, 0x4f, 0x4b],
  [0x0b, 0x4d, 0x53, 0x48, 0x7c],
];

test.each(variants)('%s: what it keeps of bytes that make no frame is bounded', (_name, { id }, variant) => {
  const bound = id === 'hl7-oru' ? longestMessage : longestLine;
  for (const promise of promises) {
    const piece = new Uint8Array(Math.ceil(bound * 1.5)).map((_, index) => promise[index % promise.length]!);
    const decoder = decoderOf(variant);
    decoder.hear(piece);
    const kept = decoder.end().reduce((bytes, one) => bytes + (one.kind === 'noise' ? one.bytes : 0), 0);
    expect(kept).toBeLessThanOrEqual(bound);
  }
});

function partOf(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.nat({ max: bytes.length }), fc.nat({ max: bytes.length }))
    .map(([from, to]) => bytes.subarray(Math.min(from, to), Math.max(from, to)));
}

function cutInto(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  return [...pieces, bytes.subarray(Math.min(start, bytes.length))];
}
