/** PINs: six digits that are not the first anyone would try, kept only as a salted scrypt hash. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { StoredPin } from '../storage/people.ts';

/** About 60 ms and 32 MiB a try on a clinic PC. A PIN has a million values: the pauses and the encrypted file protect it, this slows the rest. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export function isSixDigits(pin: string): boolean {
  return /^[0-9]{6}$/.test(pin);
}

/** One digit, a run up or down, or a short group repeated: 000000, 345678, 654321, 121212, 123123, 112233. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => (digit - digits[index]! + 10) % 10));
  const isRun = steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9));
  return isRun || /^(..)\1\1$/.test(pin) || /^(...)\1$/.test(pin) || /^(.)\1(.)\2(.)\3$/.test(pin);
}

export async function hashPin(pin: string): Promise<StoredPin> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(pin, salt) };
}

export async function isPin(pin: string, stored: StoredPin): Promise<boolean> {
  const hash = await derive(pin, stored.salt);
  return hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => scrypt(pin, salt, 32, cost, (problem, hash) => (problem ? reject(problem) : resolve(hash))));
}
