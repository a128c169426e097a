/** What a recording's header says, one line of JSON. README.md. */
import type { BeatPoints, Lead, Tracing } from '../model/tracing.ts';

export const mark = 'ISOLINE EKG 1\n';

/** A lead without its samples, which stand behind the header. */
export interface WrittenLead extends Omit<Lead, 'samples'> {
  count: number;
}

export interface Header extends Omit<Tracing, 'format' | 'formatVersion' | 'leads' | 'representativeBeat'> {
  leads: WrittenLead[];
  representativeBeat: { leads: WrittenLead[]; points: BeatPoints | null } | null;
}
