/** Names and numbers of patients that went over a line lately: what has to be hidden wherever it stands. */
import type { Message, Reading } from '../../../drivers/model/heard.ts';

const mostWords = 500;

export interface PatientWords {
  readonly all: ReadonlySet<string>;
  from(readings: readonly Reading[]): void;
  fromMessage(message: Message): void;
}

export function createPatientWords(): PatientWords {
  const all = new Set<string>();
  function add(word: string | undefined): void {
    if (word === undefined || word.trim().length < 2) return;
    all.add(word);
    const [oldest] = all;
    if (all.size > mostWords && oldest !== undefined) all.delete(oldest);
  }
  return {
    all,
    from(readings) {
      for (const { note } of readings) add(note?.patientId);
    },
    fromMessage({ patient }) {
      for (const id of patient.ids) add(id);
      add(patient.name);
      for (const part of patient.name?.split(/[\^&,\s]+/) ?? []) add(part);
      add(patient.dateOfBirth);
    },
  };
}
