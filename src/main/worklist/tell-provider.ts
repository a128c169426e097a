/** Limits nobody has been told about: "not yet" of signing stays open, also after the visit was closed, until somebody says whom they told. */
import type { Calls, NotTold, Person } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { insertTold } from '../storage/signed.ts';
import { ulid } from '../storage/ulid.ts';

interface Open extends Omit<NotTold, 'about'> {
  setId: string;
}

/** The last answer to each question of a visit, where it was "not yet"; the oldest first. */
const stillOpen = `
  SELECT told.id, told.visit_id AS visitId, visits.patient_id AS patientId, told.words, told.level, told.limit_words AS limitWords,
    visits.clinician, told.at AS since, told.set_id AS setId
  FROM told JOIN visits ON visits.id = told.visit_id
  WHERE told.answer = 'not-yet' AND NOT EXISTS (
    SELECT 1 FROM told later WHERE later.visit_id = told.visit_id AND later.words = told.words AND later.id > told.id)`;

export function readNotTold(db: Db): NotTold[] {
  const open = db.prepare(`${stillOpen} ORDER BY told.at, told.id`).all() as Open[];
  return open.map(({ setId: _, ...question }) => ({ ...question, about: askedAbout(question.words) }));
}

/** The question without its wording; all of it where it is worded otherwise. */
function askedAbout(words: string): string {
  return /^Told the provider about (.+)\?$/.exec(words)?.[1] ?? words;
}

/** A new row beside the "not yet", which stays. */
export function tellProvider({ db, clock }: { db: Db; clock: Clock }, answer: Calls['today.tell']['in'], person: Person): void {
  const now = clock.now();
  transaction(db, () => {
    const open = db.prepare(`${stillOpen} AND told.id = ?`).get(answer.id) as Open | undefined;
    if (open === undefined) throw new Refusal('told-already');
    const { visitId, setId, words, limitWords, level } = open;
    const { whom, how, readBack } = answer;
    const told = { id: ulid(now), questionId: answer.id, answer: 'told', whom, how, readBack, at: now.toISOString() } as const;
    insertTold(db, { ...told, visitId, setId, words, limitWords, level, by: person.id });
    writeAudit(db, {
      at: now,
      personId: person.id,
      action: 'provider.told',
      subjectKind: 'signed-set',
      subjectId: setId,
      patientId: open.patientId,
      detail: { words, whom, how, readBack, notYetSince: open.since },
    });
  });
}
