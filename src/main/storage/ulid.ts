import { randomBytes } from 'node:crypto';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let last = { time: -1, random: 0n };

/** An identifier that sorts by the time it was made, also within one millisecond: 48 bits of time and 80 of chance, in Crockford base 32. */
export function ulid(now: Date): string {
  const time = now.getTime();
  const random = time === last.time ? last.random + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
  last = { time, random };
  return inBase32(BigInt(time), 10) + inBase32(random, 16);
}

function inBase32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = digits[Number(rest & 31n)] + text;
  return text;
}
