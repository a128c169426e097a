/** Whether what a server holds is alive and says what we would send: only then is a result there already. */
import type { Resource } from './observation.ts';

export function isSameAndLive(theirs: Resource, ours: Resource): boolean {
  const dead = ['entered-in-error', 'cancelled', 'unknown'];
  if (dead.includes(String(theirs.status)) && theirs.status !== ours.status) return false;
  return isSameValue(theirs, ours) && (ours.status === 'final' || theirs.status === ours.status);
}

export function isSameValue(theirs: Resource, ours: Resource): boolean {
  const mine = numbersOf(ours);
  const others = numbersOf(theirs);
  return mine.length === others.length && mine.every((number, index) => number === others[index]);
}

function numbersOf(resource: Resource): string[] {
  const quantity = (holder: Resource) => holder.valueQuantity as { value?: number; code?: string } | undefined;
  const own = quantity(resource);
  const parts = Array.isArray(resource.component) ? (resource.component as Resource[]) : [];
  return [own, ...parts.map(quantity)].flatMap((one) => (one === undefined ? [] : [`${one.value} ${one.code}`]));
}
