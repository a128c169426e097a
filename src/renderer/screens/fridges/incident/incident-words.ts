/** An incident's state, steps and acts in words. */
import type { Incident, IncidentLot, IncidentStep } from '../../../../preload/contract.ts';
import { clockWords } from '../day-words.ts';
import { count } from '../notice-words.ts';

export function stateWords({ closedAt, closedBy, lotsWaiting, openedAt }: Incident): string {
  if (closedAt !== null) return `Closed ${new Date(closedAt).toLocaleDateString('en-US')} by ${closedBy ?? 'nobody known'}`;
  const waiting = lotsWaiting === 0 ? '' : ` · ${count(lotsWaiting, 'lot')} without an answer`;
  return `Open since ${new Date(openedAt).toLocaleDateString('en-US')}${waiting}`;
}

interface Step {
  id: IncidentStep;
  label: string;
  line: string;
  isDone: boolean;
}

export function stepsOf(incident: Incident): Step[] {
  const { missing, labelled, from, to, lots, calls, lotsWaiting, closedAt } = incident;
  const isDone = (part: Incident['missing'][number]) => !missing.includes(part);
  const called = calls.filter(({ calledAt }) => calledAt !== null).length;
  return [
    {
      id: 'label',
      label: 'Label and keep cold',
      line: labelled === null ? 'Not on the door yet' : `By ${labelled.by}`,
      isDone: isDone('label'),
    },
    { id: 'facts', label: 'Facts', line: `${clockWords(from)} to ${to === null ? 'now' : clockWords(to)}`, isDone: isDone('still-out') },
    {
      id: 'lots',
      label: 'Affected lots',
      line: lots.length === 0 ? 'None written down' : count(lots.length, 'lot'),
      isDone: isDone('lots'),
    },
    {
      id: 'calls',
      label: 'Whom to call',
      line: calls.length === 0 ? 'Nobody yet' : `${called} of ${calls.length} called`,
      isDone: isDone('calls'),
    },
    {
      id: 'answers',
      label: 'What happened',
      line: isDone('description') ? 'Written down' : 'Not written yet',
      isDone: isDone('description'),
    },
    {
      id: 'close',
      label: 'Sign and close',
      line:
        closedAt !== null
          ? 'Closed'
          : missing.length === 0
            ? 'Ready'
            : lotsWaiting > 0
              ? `${count(lotsWaiting, 'answer')} missing`
              : 'Not yet',
      isDone: closedAt !== null,
    },
  ];
}

export const missingWords: Readonly<Record<Incident['missing'][number], string>> = {
  label: 'The DO NOT USE label is not on the door.',
  lots: 'No lot is written down, and nobody said that the unit was empty.',
  calls: 'Not everybody was called.',
  answers: 'A lot has no answer of its manufacturer.',
  description: 'What happened is not described.',
  'still-out': 'The temperature is still out of range.',
};

export const answerWords: Readonly<Record<IncidentLot['answer'], string>> = {
  waiting: 'Waiting',
  usable: 'Usable',
  return: 'Return',
  destroyed: 'Destroyed',
};

const acts: Readonly<Record<string, string>> = {
  opened: 'Opened by a reading out of range',
  grew: 'Changed by new readings',
  acknowledged: 'Seen',
  labelled: 'Labeled DO NOT USE',
  written: 'Record written',
  'lot-written': 'Lot written',
  'lot-removed': 'Lot taken off',
  'lot-answered': 'Manufacturer’s answer written',
  'call-written': 'Call written',
  attached: 'Paper added',
  closed: 'Signed and closed',
  reopened: 'Opened again',
};

export function actWords(act: string): string {
  return acts[act] ?? act;
}
