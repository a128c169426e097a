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
