/** The states of delivery as a person says them. */
import type { DeliveryState, Outbox, OutboxRow, Refusing } from '../../../preload/contract.ts';
import { clockTime } from '../rooming/age.ts';

export function whatWords(row: OutboxRow): string {
  const values = `${row.valuesCount} ${row.valuesCount === 1 ? 'value' : 'values'}`;
  return {
    vitals: `Vitals, ${values}`,
    correction: `Correction, ${row.words}`,
    withdrawal: `Withdrawal, ${row.words}`,
    ekg: `12-lead EKG, ${row.words}`,
    'ekg-confirmation': `12-lead EKG, over-read, ${row.words}`,
    'ekg-repeat': `12-lead EKG, word of a repeat, ${row.words}`,
    'ekg-withdrawal': `12-lead EKG, taken back, ${row.words}`,
  }[row.what];
}

/** The state in two lines. "In the chart" is said only with a receipt. */
export function rowWords(row: OutboxRow, now: number): { first: string; second: string } {
  if (row.waitsForEarlier && row.state !== 'delivered')
    return { first: 'Waits for the result before it', second: 'Kept in order for this patient' };
  const attempt = row.attempts === 0 ? '' : `Attempt ${row.attempts}`;
  const words: Record<DeliveryState, { first: string; second: string }> = {
    reviewed: { first: 'Waiting to be sent', second: attempt },
    queued: { first: 'Waiting to be sent', second: attempt },
    sending: { first: 'Being sent now', second: attempt },
    'retry-wait': {
      first: `${waits[row.reason ?? ''] ?? 'Chart was busy'}, ${againWords(row.nextAttemptAt, now)}`,
      second: row.needsPerson ? reasonWords(row) : attempt,
    },
    ambiguous: row.needsPerson
      ? { first: 'No answer, and not found', second: `Looked up ${row.attempts} times since ${clockTime(row.stateSince)}` }
      : { first: 'No answer; looking it up before sending again', second: attempt },
    'accepted-pending': { first: 'Accepted, not yet filed', second: 'The chart will say when it is' },
    rejected: { first: 'The chart refused it', second: reasonWords(row) },
    delivered: { first: `In the chart, ${clockTime(row.deliveredAt ?? row.stateSince, true)}`, second: receiptWords(row) },
    held: { first: 'Held here', second: 'Until somebody releases it' },
    'given-up': { first: 'Given up', second: row.reason ?? 'Kept here with the reason' },
  };
  return words[row.state];
}

/** Why something waits that is sent again by itself. */
const waits: Readonly<Record<string, string>> = {
  unreachable: 'Chart does not answer',
  'sign-in-needed': 'Chart asks for a sign-in',
  'not-allowed': 'Chart lets nothing in from here',
};

function againWords(at: string | null, now: number): string {
  if (at === null || Date.parse(at) <= now) return 'again now';
  const seconds = Math.ceil((Date.parse(at) - now) / 1000);
  return seconds < 60 ? `again in ${seconds} s` : `again at ${clockTime(at)}`;
}

function receiptWords(row: OutboxRow): string {
  if (row.receipt === null) return '';
  return row.receipt.others === 0 ? `Receipt ${row.receipt.first}` : `Receipt ${row.receipt.first} and ${row.receipt.others} more`;
}

const reasons: Readonly<Record<string, string>> = {
  'patient-unknown-there': 'The chart does not know this patient’s number. Ask the front desk to check the MRN, then send again.',
  'patient-differs-there': 'The chart’s patient with this number has another name or date of birth. Compare the two: is it one person?',
  unreachable: 'The chart does not answer. It is sent again by itself.',
  'sign-in-needed': 'The chart asks for a sign-in. An administrator can renew it in Settings; what waits then goes out by itself.',
  'not-allowed': 'The chart does not let this station write. Ask an administrator, then send again.',
  'not-enabled': 'Writing is switched off in the chart. Ask an administrator, then send again.',
  'update-not-enabled': 'The chart takes no corrections from here. Correct it in the chart by hand, then give this up with the reason.',
  'refused-content': 'The chart did not accept the content. Its own words are below.',
  'duplicates-there': 'The chart holds this result more than once already. Check it in the chart before sending again.',
  'changed-there': 'Somebody changed this result in the chart. Compare the two, then send again.',
  'not-found-there': 'The chart no longer has this result.',
  busy: 'The chart was busy. It is sent again by itself.',
  'not-filed-yet': 'The chart has not filed the result that this changes. It is tried again by itself.',
  'no-answer': 'The chart gave no answer, and the result was not found there.',
  'folder-missing': 'The folder cannot be written to. Check that it is there and has room.',
};

export function reasonWords(row: OutboxRow): string {
  return row.reason === null ? '' : (reasons[row.reason] ?? row.reason);
}

const events: Readonly<Record<string, string>> = {
  signed: 'Signed',
  saved: 'Saved on this station',
  queued: 'Put in line',
  sending: 'Sent',
  sent: 'Sent',
  delivered: 'In the chart',
  rejected: 'Refused',
  'retry-wait': 'Waits to be sent again',
  'not-written': 'The folder could not be written',
  'bmi-refused': 'BMI was refused; the rest went on',
  'wave-refused': 'The chart took no waveform; the rest went on',
  'page-by-link': 'Too large for the chart with its page inside; the page went beside it',
  'wave-left-out': 'The waveform was left out; the rest went on',
  'file-is-copy': 'A file holds a copy',
  'file-left-out': 'A file was left out',
  restarted: 'The station was started again',
  ambiguous: 'No answer',
  'looked-up': 'Looked up',
  'accepted-pending': 'Accepted, not yet filed',
  held: 'Held',
  released: 'Released',
  'given-up': 'Given up',
};

export function eventWords(event: string, detail: string | null): string {
  const words = events[event] ?? event;
  return detail === null ? words : `${words}, ${detail}`;
}

const refusals: Readonly<Record<Refusing, string>> = {
  'sign-in-needed': 'asks for a sign-in',
  'not-allowed': 'does not let this station write',
};

/** The state of the whole house, once, in the head. */
export function houseWords(outbox: Outbox, now: number): string {
  if (outbox.destinations.length === 0) return 'No chart is set up. What is signed is kept on this station.';
  const down = outbox.destinations.find(({ answering }) => !answering);
  if (down !== undefined) {
    const since = down.downSince === null ? '' : ` since ${clockTime(down.downSince)}`;
    const does = down.refusing === null ? 'does not answer' : refusals[down.refusing];
    return `${down.label} ${does}${since}. ${down.waiting} ${down.waiting === 1 ? 'result waits' : 'results wait'} safely here.`;
  }
  const oldest =
    outbox.oldestUnsentAt === null
      ? ''
      : ` · oldest unsent ${Math.max(0, Math.round((now - Date.parse(outbox.oldestUnsentAt)) / 60_000))} min`;
  const first = outbox.destinations[0]!;
  const speed = first.lastAnswerMs === null ? '' : `, ${(first.lastAnswerMs / 1000).toFixed(1)} s`;
  return `The chart is answering${speed}${oldest}`;
}
