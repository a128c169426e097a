/** Loggers and their certificates in words. */
import type { RegisteredLogger } from '../../../../preload/contract.ts';
import { dayWords } from '../day-words.ts';

export function certificateWords({ certificate, hasScan }: Pick<RegisteredLogger, 'certificate' | 'hasScan'>): string {
  if (certificate === null) return 'No calibration certificate written down';
  const { number, expiresOn, calibratedOn } = certificate;
  const name = `Certificate${number === null ? '' : ` ${number}`}`;
  const until =
    expiresOn !== null ? `ends ${dayWords(expiresOn)}` : calibratedOn !== null ? `of ${dayWords(calibratedOn)}` : 'without a date';
  return `${name}, ${until}${hasScan ? ', scan kept' : ''}`;
}

/** An interval as people say it; empty where it is not known. */
export function minutesOf(seconds: number | null): string {
  return seconds === null ? '' : String(Math.round((seconds / 60) * 100) / 100);
}

/** Typed minutes in seconds; null: not known; undefined: what is typed is none. */
export function intervalOf(minutes: string): number | null | undefined {
  const plain = minutes.trim().replace(',', '.');
  if (plain === '') return null;
  const seconds = Math.round(Number(plain) * 60);
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) && seconds >= 1 && seconds <= 86_400 ? seconds : undefined;
}
