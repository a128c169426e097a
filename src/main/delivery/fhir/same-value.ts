/** Whether what a server holds is alive and says what we would send: only then is a result there already. */
import type { Resource } from './observation.ts';

export function isSameAndLive(theirs: Resource, ours: Resource): boolean {
  const dead = ['entered-in-error', 'cancelled', 'unknown'];
  if (dead.includes(String(theirs.status)) && theirs.status !== ours.status) return false;
  return isSameValue(theirs, ours) && (ours.status === 'final' || theirs.status === ours.status);
}

/** The same numbers in the same units under the same codes, in whatever order the server gives them back. */
export function isSameValue(theirs: Resource, ours: Resource): boolean {
  const mine = numbersOf(ours);
  const others = numbersOf(theirs);
  return mine.length === others.length && mine.every((one) => others.some((other) => isSameNumber(other, one)));
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
