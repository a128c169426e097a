/** Whether what a server holds is alive and says what we would send: only then is a result there already. */
import type { Resource } from './observation.ts';

export function isSameAndLive(theirs: Resource, ours: Resource): boolean {
  // Dead there, or not confirmed there yet: ours says more.
  const other = ['entered-in-error', 'cancelled', 'unknown', 'superseded', 'registered', 'preliminary'];
  if (other.includes(String(theirs.status)) && theirs.status !== ours.status) return false;
  if (ours.resourceType === 'DiagnosticReport' || ours.resourceType === 'DocumentReference') return isSameDocument(theirs, ours);
  return isSameValue(theirs, ours) && (ours.status === 'final' || theirs.status === ours.status);
}

/** The same numbers in the same units under the same codes, in whatever order the server gives them back; the same samples. */
export function isSameValue(theirs: Resource, ours: Resource): boolean {
  const mine = numbersOf(ours);
  const others = numbersOf(theirs);
  const samples = samplesOf(theirs);
  if (!samplesOf(ours).every((one) => samples.includes(one))) return false;
  return mine.length === others.length && mine.every((one) => others.some((other) => isSameNumber(other, one)));
}

/** The same page and the same words about it, under the same status. */
function isSameDocument(theirs: Resource, ours: Resource): boolean {
  const words = ['status', 'docStatus', 'conclusion', 'description'] as const;
  return words.every((name) => theirs[name] === ours[name]) && pagesOf(ours).every((hash) => pagesOf(theirs).includes(hash));
}

function pagesOf({ presentedForm, content }: Resource): (string | undefined)[] {
  const attachments = [
    ...((presentedForm ?? []) as { hash?: string }[]),
    ...((content ?? []) as { attachment?: { hash?: string } }[]).flatMap(({ attachment }) => attachment ?? []),
  ];
  return attachments.map(({ hash }) => hash);
}

function samplesOf({ component }: Resource): string[] {
  return ((component ?? []) as { valueSampledData?: { data?: string } }[]).flatMap(({ valueSampledData }) => valueSampledData?.data ?? []);
}

/** Whether a resource bears this identifier: a server may ignore what it was asked for and answer with anything it has. */
export function bears(resource: Resource, system: string, value: string): boolean {
  return identifiersOf(resource).some((one) => one.value === value && (system === '' || one.system === system));
}

export function identifiersOf({ identifier }: Resource): { system?: string; value?: string }[] {
  return Array.isArray(identifier) ? identifier : [];
}

/** What a result says, for a person to compare: its status and its numbers. */
export function inWords(resource: Resource): string {
  const numbers = numbersOf(resource).map(({ value, unit }) => `${value} ${unit}`);
  return [String(resource.status), ...numbers].join(', ');
}

interface CodedNumber {
  /** The first is what we go by; a server may add its own. */
  codes: string[];
  value: number | undefined;
  unit: string | undefined;
}

function numbersOf(resource: Resource): CodedNumber[] {
  const components = Array.isArray(resource.component) ? (resource.component as Resource[]) : [];
  return [resource, ...components].flatMap((holder) => {
    const quantity = holder.valueQuantity as { value?: number; code?: string } | undefined;
    const codings = (holder.code as { coding?: { code?: string }[] } | undefined)?.coding ?? [];
    const codes = codings.flatMap(({ code }) => code ?? []);
    return quantity === undefined ? [] : [{ codes, value: quantity.value, unit: quantity.code }];
  });
}

function isSameNumber(theirs: CodedNumber, ours: CodedNumber): boolean {
  return theirs.value === ours.value && theirs.unit === ours.unit && theirs.codes.includes(ours.codes[0] ?? '');
}
