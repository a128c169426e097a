/** Gathers EKG instants into runs. A run ends where instants were lost and where an electrode's contact changed. */
import type { LeadFrames, Span } from '../model/heard.ts';

export interface LeadLayout {
  hz: number;
  leads: readonly string[];
  nanovoltsPerBit: number;
}

export type Contact = NonNullable<LeadFrames['contact']>;

export interface Instant extends Span {
  /** One value for each lead of the layout. */
  values: readonly (number | null)[];
  contact?: Contact;
  /** Instants lost just before this one. */
  lost: number;
}

export interface LeadRun {
  /** Gives the run that this instant ended, if it ended one. */
  add(instant: Instant): LeadFrames[];
  /** The run gathered so far, if there is one. */
  take(): LeadFrames[];
}

export function createLeadRun({ hz, leads, nanovoltsPerBit }: LeadLayout): LeadRun {
  let run: LeadFrames | null = null;
  function take(): LeadFrames[] {
    const gathered = run === null ? [] : [run];
    run = null;
    return gathered;
  }
  function begin({ from, at, contact, lost }: Instant): LeadFrames {
    const samples = leads.map(() => []);
    return {
      kind: 'leads',
      from,
      at,
      hz,
      leads,
      nanovoltsPerBit,
      samples,
      ...(contact === undefined ? {} : { contact }),
      lostBefore: lost,
    };
  }
  function add(instant: Instant): LeadFrames[] {
    const isBreak = run !== null && (instant.lost > 0 || !isSame(run.contact, instant.contact));
    const ended = isBreak ? take() : [];
    run ??= begin(instant);
    run.at = instant.at;
    for (const [row, samples] of run.samples.entries()) samples.push(instant.values[row] ?? null);
    return ended;
  }
  return { add, take };
}

function isSame(one: Contact | undefined, other: Contact | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
