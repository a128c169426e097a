/** What a unit, its logger or its records lack, in plain words. Cold-chain notes 2.2, 2.3, 2.5. */
import type { FridgeNotice } from '../../../preload/contract.ts';
import { dayWords } from './day-words.ts';

export interface NoticeWords {
  text: string;
  /** A person has to do something about it now. */
  asks: boolean;
}

export function noticeWords(notice: FridgeNotice): NoticeWords {
  switch (notice.code) {
    case 'no-logger':
      return { text: 'No logger hangs in this unit.', asks: true };
    case 'no-certificate':
      return { text: 'No calibration certificate is written down for its logger.', asks: true };
    case 'no-backup':
      return { text: 'No backup logger is registered.', asks: false };
    case 'internal-sensor':
      return { text: 'The logger measured with its inner sensor, not with a buffered probe.', asks: false };
    case 'live-only':
      return { text: 'Watched by a live probe alone: it is not a program’s logger.', asks: true };
    case 'certificate-ended':
      return { text: `Certificate ended ${dayWords(notice.on)}. What is read since is marked.`, asks: true };
    case 'certificate-ends':
      return { text: `Certificate ends ${dayWords(notice.on)}, in ${count(notice.days, 'day')}.`, asks: notice.days <= 30 };
    case 'interval-too-long':
      return { text: `Logs every ${notice.minutes} min; at most ${notice.atMost} min are allowed.`, asks: true };
    case 'memory-ends':
      return { text: `The logger’s memory is full in ${count(notice.days, 'day')}. Read it before.`, asks: notice.days <= 7 };
    case 'download-due':
      return { text: `The logger was last read ${count(notice.days, 'day')} ago.`, asks: true };
    case 'file-altered':
      return { text: `The signature of ${notice.name} does not fit the file.`, asks: true };
    case 'no-values':
      return { text: `No values for ${count(notice.days, 'day')} in a row.`, asks: true };
  }
}

export function count(number: number, of: string): string {
  return `${number} ${of}${number === 1 ? '' : 's'}`;
}
