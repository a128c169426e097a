/** Samples as second differences in the default Huffman table. EKG notes 1.1, "Writer". */
import { largestCoded } from './huffman.ts';

/** Differences of the highest order that 16 bits hold; those of order 0 are the samples. */
export function orderOf(leads: readonly Int32Array[]): 0 | 1 | 2 {
  const fits = (order: 1 | 2) => leads.every((samples) => differences(samples, order).every(isInt16));
  return fits(2) ? 2 : fits(1) ? 1 : 0;
}

export function isInt16(value: number): boolean {
  return value >= -0x8000 && value <= 0x7fff;
}

export function differences(samples: Int32Array, order: 0 | 1 | 2): Int32Array {
  return samples.map((value, index) => {
    if (index < order || order === 0) return value;
    const before = samples[index - 1]!;
    return order === 1 ? value - before : value - 2 * before + samples[index - 2]!;
  });
}

/** Values of 16 bits; the last byte is filled with zeros. */
export function packed(values: Int32Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * 26) / 8));
  let at = 0;
  const put = (bits: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--, at++) bytes[at >> 3]! |= ((bits >> bit) & 1) << (7 - (at & 7));
  };
  for (const value of values) {
    const size = Math.abs(value);
    if (value === 0) put(0, 1);
    else if (size <= largestCoded) put((((1 << size) - 1) << 2) | (value < 0 ? 1 : 0), size + 2);
    else if (size <= 0x7f) put((0b1111111110 << 8) | (value & 0xff), 18);
    else {
      put(0b1111111111, 10);
      put(value & 0xffff, 16);
    }
  }
  return bytes.subarray(0, Math.ceil(at / 8));
}
