import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cut, createLineCutter } from '../../../drivers/framing/lines.ts';
import { splitLines } from '../../../src/main/ports/lines.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('the line splitter of the ports', () => {
  it('gives lines without their delimiter, each with its place in the stream, however they are cut', () => {
    const splitter = splitLines('\r\n');
    expect(splitter.cut(bytes('SpO2=0'))).toEqual([]);
    expect(splitter.cut(bytes('97\r'))).toEqual([]);
    expect(splitter.cut(bytes('\nBPM=072\r\n\r\nPI'))).toEqual([
      { line: { text: 'SpO2=097', span: { from: 0, at: 10 } } },
      { line: { text: 'BPM=072', span: { from: 10, at: 19 } } },
      { line: { text: '', span: { from: 19, at: 21 } } },
    ]);
    expect(splitter.rest()).toEqual({ from: 21, at: 23 });
  });

  it('keeps every byte value as one character', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 13);
    const [cut] = splitLines('\r').cut(Uint8Array.from([...all, 13]));
    expect(cut).toMatchObject({ line: { text: String.fromCharCode(...all) } });
  });

  it('gives up a run of more than 4 KiB without a delimiter as noise, and goes on after it', () => {
    const splitter = splitLines('\r');
    const cuts = splitter.cut(bytes(`${'x'.repeat(10_000)}\rgood\r`));
    const noise = cuts.filter((cut): cut is Extract<Cut, { noise: unknown }> => 'noise' in cut);
    expect(noise.map((cut) => cut.noise)).toEqual([
      { from: 0, at: 4097 },
      { from: 4097, at: 8194 },
    ]);
    expect(cuts.at(-1)).toEqual({ line: { text: 'good', span: { from: 10_001, at: 10_006 } } });
  });

  it('cuts exactly as the drivers do where there is no port', () => {
    const piece = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('\r\n', '\r', '\n', 'x'.repeat(4096), 'y'.repeat(4095)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('\r\n', '\r', '\n'), (pieces, delimiter) => {
        const [real, plain] = [splitLines(delimiter), createLineCutter(delimiter)];
        for (const text of pieces) {
          const some = bytes(text).map((byte) => byte & 0x7f);
          expect(real.cut(some)).toEqual(plain.cut(some));
        }
        expect(real.rest()).toEqual(plain.rest());
      }),
    );
  });
});
