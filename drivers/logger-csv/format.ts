import { looseText } from '../framing/loose-text.ts';
import type { LoggerFormat } from '../model/logger-format.ts';
import { linesOf } from './cells.ts';
import { readLoggerCsv, studyLoggerCsv } from './decode.ts';
import { findTable } from './table.ts';

/** Enough for the longest lines above a table and some rows. */
const looked = 65_536;

export const loggerCsv: LoggerFormat = {
  id: 'logger-csv',
  label: 'Temperatures as a table (LogTag, HOBO, Elitech, Tinytag, T&D, Rotronic, Meaco, Hanwell, Trend, iButton, EasyLog, ...)',
  grade: 'A',
  source: 'Cold-chain notes 5, 6.2, 6.3, 7.2, 9, 11, 13; public exports of eleven programs',
  endings: ['csv', 'txt', 'tsv'],
  recognize: ({ bytes }) => findTable(linesOf(looseText(bytes.subarray(0, looked)).text)) !== null,
  read: ({ bytes }, answers) => readLoggerCsv(bytes, answers),
  study: ({ bytes }, answers) => studyLoggerCsv(bytes, answers),
};
