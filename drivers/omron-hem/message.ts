/**
 * What an Omron HEM-790IT / 7080IT says and is asked, over 8-byte HID reports.
 *
 *   report    | count 0-7 | that many bytes | stale bytes, never read |     count 8: busy
 *   answer    | 4F 4B ("OK") | 00 | data | check |       check: exclusive or of the data
 *   question  | mnemonic (3) | arguments | check |       check: exclusive or of the arguments
 *
 * libomron, notes and USB logs of the vendor's program; its issue 25 for the reading's fields.
 */
import { xor8 } from '../framing/checksum.ts';
import { deviceClock } from '../framing/device-clock.ts';
import type { Heard, Mark, Span } from '../model/heard.ts';
import { sayPressures, sayReading, sayStatus } from '../model/say.ts';

export const reportLength = 8;

/** Total length of each kind of answer: they do not say what they answer. */
const answerLengths = { count: 8, serial: 11, average: 12, profile: 14, version: 15, reading: 17 } as const;
export type AnswerKind = keyof typeof answerLengths;
export const longestAnswer = 17;

/** The bytes of a report that mean something, or null for "busy" and nonsense. */
export function usefulBytes(report: Uint8Array): number[] | null {
  const count = report[0] ?? 0;
  return count > 7 || report.length < 1 + count ? null : [...report.slice(1, 1 + count)];
}

/** "Busy": it says nothing else. */
export function isBusy(report: Uint8Array): boolean {
  return report[0] === 8;
}

/** The kind of a whole answer, by its length and its check byte; null when it is none. */
export function kindOf(answer: readonly number[]): AnswerKind | null {
  if (answer[0] !== 0x4f || answer[1] !== 0x4b || answer[2] !== 0x00) return null;
  const kind = (Object.keys(answerLengths) as AnswerKind[]).find((one) => answerLengths[one] === answer.length);
  if (kind === undefined || xor8(answer.slice(3, -1)) !== answer.at(-1)) return null;
  return kind;
}

/** The data between the leading 00 and the check byte. */
export function dataOf(answer: readonly number[]): number[] {
  return answer.slice(3, -1);
}

/** A question as reports of up to seven bytes. */
export function questionReports(mnemonic: string, commandArguments: readonly number[], withCheck: boolean): Uint8Array[] {
  const check = withCheck ? [xor8(commandArguments)] : [];
  const bytes = [...[...mnemonic].map((letter) => letter.charCodeAt(0)), ...commandArguments, ...check];
  const reports: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += 7) {
    const part = bytes.slice(start, start + 7);
    reports.push(new Uint8Array([part.length, ...part, ...Array<number>(7 - part.length).fill(0)]));
  }
  return reports;
}

/** One stored reading. Its clock is the device's, without a zone, and often wrong; without a date nobody can tell whose it is. */
export function sayStored(data: readonly number[], set: number, span: Span): Heard[] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, , high = 0, low = 0, diastolic = 0, pulse = 0, , flags = 0] = data;
  const deviceTime = deviceClock(2000 + year, month, day, hour, minute, second);
  if (deviceTime === null) return [sayStatus('not-measurable', span, 'a stored reading without a date')];
  const marks: Mark[] = [];
  if (flags & 0x01) marks.push('irregular-beat');
  if (flags & 0x02) marks.push('movement');
  const about = { how: 'spot' as const, set, marks, note: { deviceTime, stored: true as const } };
  const pressures = sayPressures({ systolic: (high << 8) | low, diastolic, mean: null }, span, about);
  if (pressures.some(({ kind }) => kind === 'status')) return pressures;
  return [
    ...pressures,
    sayReading('pulseRate', pulse === 0 ? null : pulse, span, { ...about, note: { ...about.note, pulseSource: 'cuff' } }),
  ];
}

export function sayIdentity(kind: 'version' | 'serial', data: readonly number[], span: Span): Heard {
  const text = data.map((byte) => String.fromCharCode(byte)).join('');
  const serial = data.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { kind: 'status', ...span, status: 'identity', identity: kind === 'version' ? { model: text.trim() } : { serial } };
}
