/** What of an EKG an item of the outbox holds, in a few words each. */
import type { EkgContent } from '../storage/ekg-results.ts';
import { ekgValues } from './fhir/ekg-values.ts';

/** When it was taken, by the record's word. */
export function ekgWords({ takenAt }: EkgContent): string {
  return takenAt === null ? 'time not known' : `taken ${takenAt.slice(0, 16).replace('T', ' ')}`;
}

/** null: not a part that a person looks for. */
export function ekgPartWords(content: EkgContent, kind: string): string | null {
  if (kind === 'ekg-report') return 'the report';
  if (kind === 'ekg-page') return 'the page (PDF)';
  if (kind === 'ekg-wave') return 'the waveform';
  const value = ekgValues(content).find((one) => one.kind === kind);
  if (value === undefined) return null;
  const { measure, measured } = value;
  return `${measure.text}${measured.whose === null ? '' : ` of the cart`} ${measured.value} ${measure.unit}`;
}
