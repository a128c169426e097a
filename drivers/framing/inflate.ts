/** Raw deflate (RFC 1951) undone, never to more than a bound. */
import { UnreadableTracing } from '../model/tracing-format.ts';

interface Bits {
  take(count: number): number;
  /** Forgets what is left of the byte begun, then takes whole bytes. */
  bytes(count: number): Uint8Array;
}

interface Codes {
  /** How many codes each length has, by length. */
  counts: Uint16Array;
  symbols: Uint16Array;
}

const longestCode = 15;
const lengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBases = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
  24577,
];
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Throws `UnreadableTracing` where the stream is broken or holds more than `most` bytes. */
export function inflateRaw(bytes: Uint8Array, most: number): Uint8Array {
  const bits = bitsOf(bytes);
  const out = growing(most);
  for (let isLast = false; !isLast; ) {
    isLast = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) copyStored(bits, out);
    else if (kind === 1) inflateBlock(bits, out, fixed.literals, fixed.distances);
    else if (kind === 2) {
      const { literals, distances } = readCodes(bits);
      inflateBlock(bits, out, literals, distances);
    } else throw broken();
  }
  return out.whole();
}

function broken(): UnreadableTracing {
  return new UnreadableTracing('the compressed data are broken');
}

function bitsOf(bytes: Uint8Array): Bits {
  let [at, held, count] = [0, 0, 0];
  return {
    take(wanted) {
      while (count < wanted) {
        if (at >= bytes.length) throw new UnreadableTracing('the compressed data end too early');
        held |= bytes[at++]! << count;
        count += 8;
      }
      const value = held & ((1 << wanted) - 1);
      held >>>= wanted;
      count -= wanted;
      return value;
    },
    bytes(wanted) {
      held = 0;
      count = 0;
      if (at + wanted > bytes.length) throw new UnreadableTracing('the compressed data end too early');
      at += wanted;
      return bytes.subarray(at - wanted, at);
    },
  };
}

type Growing = ReturnType<typeof growing>;

function growing(most: number) {
  let [bytes, length] = [new Uint8Array(65_536), 0];
  function make(room: number): void {
    if (length + room > most) throw new UnreadableTracing(`the compressed data hold more than ${most} bytes`);
    if (length + room <= bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * bytes.length, length + room));
    larger.set(bytes);
    bytes = larger;
  }
  return {
    add(byte: number) {
      make(1);
      bytes[length++] = byte;
    },
    addAll(more: Uint8Array) {
      make(more.length);
      bytes.set(more, length);
      length += more.length;
    },
    repeat(distance: number, count: number) {
      if (distance > length) throw broken();
      make(count);
      for (const end = length + count; length < end; length++) bytes[length] = bytes[length - distance]!;
    },
    whole: () => bytes.subarray(0, length),
  };
}

function copyStored(bits: Bits, out: Growing): void {
  const [low, high, notLow, notHigh] = bits.bytes(4);
  const length = low! | (high! << 8);
  if ((length ^ 0xffff) !== (notLow! | (notHigh! << 8))) throw broken();
  out.addAll(bits.bytes(length));
}

function inflateBlock(bits: Bits, out: Growing, literals: Codes, distances: Codes): void {
  for (;;) {
    const symbol = symbolOf(bits, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      out.add(symbol);
      continue;
    }
    const base = lengthBases[symbol - 257];
    if (base === undefined) throw broken();
    const length = base + bits.take(lengthExtras[symbol - 257]!);
    const place = symbolOf(bits, distances);
    const far = distanceBases[place];
    if (far === undefined) throw broken();
    out.repeat(far + bits.take(Math.max(0, (place >> 1) - 1)), length);
  }
}

function codesOf(lengths: readonly number[]): Codes {
  const counts = new Uint16Array(longestCode + 1);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const starts = new Uint16Array(longestCode + 2);
  for (let length = 1; length <= longestCode; length++) starts[length + 1] = starts[length]! + counts[length]!;
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) if (length > 0) symbols[starts[length]!++] = symbol;
  return { counts, symbols };
}

/** Codes of one length follow one another; each length goes on where the shorter ones stopped. */
function symbolOf(bits: Bits, { counts, symbols }: Codes): number {
  let [code, first, index] = [0, 0, 0];
  for (let length = 1; length <= longestCode; length++) {
    code |= bits.take(1);
    const count = counts[length]!;
    if (code - first < count) return symbols[index + code - first]!;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw broken();
}

function readCodes(bits: Bits): { literals: Codes; distances: Codes } {
  const [literals, distances, listed] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const ofLengths = new Array<number>(19).fill(0);
  for (let index = 0; index < listed; index++) ofLengths[orderOfLengths[index]!] = bits.take(3);
  const codes = codesOf(ofLengths);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = symbolOf(bits, codes);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) {
      const before = lengths.at(-1);
      if (before === undefined) throw broken();
      lengths.push(...new Array<number>(3 + bits.take(2)).fill(before));
    } else lengths.push(...new Array<number>(symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7)).fill(0));
  }
  return { literals: codesOf(lengths.slice(0, literals)), distances: codesOf(lengths.slice(literals, literals + distances)) };
}

const fixed = {
  literals: codesOf(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  distances: codesOf(new Array<number>(30).fill(5)),
};
