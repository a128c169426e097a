/** What became of a logger's file, in words. */
import type { FileOutcome, LogQuestion, Signature } from '../../../../preload/contract.ts';
import { momentWords } from '../day-words.ts';
import { count } from '../notice-words.ts';

export const signatureWords: Readonly<Record<Signature, string>> = {
  genuine: 'Signature genuine',
  altered: 'Signature does not fit the file',
  unsigned: 'No signature',
  'unknown-key': 'Signed by a key that Isoline does not know',
};

export const questionWords: Readonly<Record<LogQuestion | 'serial', string>> = {
  'date-order': 'Does the day come first, or the month?',
  unit: 'Are these °C or °F?',
  'date-column': 'Which column holds the date?',
  'temperature-column': 'Which column holds the temperature?',
  sensor: 'Which sensor of this file is it?',
  serial: 'Which logger is it? The file does not name its serial number.',
};

/** The first line about it. */
export function outcomeTitle(outcome: FileOutcome): string {
  switch (outcome.state) {
    case 'imported':
      return importedWords(outcome);
    case 'nothing-new':
      return outcome.since === null ? 'Nothing in this file is new.' : `No new readings since ${momentWords(outcome.since)}.`;
    case 'unreadable':
      return 'This file could not be read.';
    case 'unanswered':
      return outcome.questions.length === 1 ? questionWords[outcome.questions[0]!] : 'The file leaves some things open.';
    case 'whose':
      return outcome.serial === null ? 'In which unit does this logger hang?' : `In which unit does logger ${outcome.serial} hang?`;
    case 'elsewhere':
      return `Logger ${outcome.serial} hangs in ${outcome.unitName}.`;
    case 'altered':
      return 'The signature does not fit this file: something in it was changed after the logger wrote it.';
    case 'attached':
      return `Kept with ${outcome.unitName}.`;
  }
}

type Imported = Extract<FileOutcome, { state: 'imported' | 'nothing-new' }>;

function importedWords({ fresh, known, skipped, days }: Imported): string {
  if (fresh + known === 0 && days > 0) return `${count(days, 'day')} read.`;
  const rows = fresh + known + skipped.length;
  if (skipped.length > 0) return `${fresh + known} of ${rows} rows read. ${count(skipped.length, 'row')} skipped:`;
  const knownBefore = known === 0 ? '' : `, ${known} known before`;
  return `${count(fresh, 'new reading')}${knownBefore}.`;
}

/** What else is to be known of a file that is in, a sentence each. */
export function importedDetails(outcome: Imported): string[] {
  const { unitName, logger, serial, signature, conflicts, notes } = outcome;
  return [
    `${unitName}, ${logger} ${serial}. ${signatureWords[signature]}.`,
    ...(conflicts === 0
      ? []
      : [`${count(conflicts, 'value')} in it differ from what was known; what was known stays, both are kept in the file list.`]),
    ...notes,
  ];
}
