/** Which person letters mean. Pure. */
import type { Person } from '../../../preload/contract.ts';

/** Those of whose name a part begins with these letters; titles count too. */
export function meantBy<P extends Pick<Person, 'name'>>(people: readonly P[], letters: string): P[] {
  const wanted = letters.toLowerCase();
  if (wanted === '') return [];
  const whole = people.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  if (whole.length > 0) return whole;
  return people.filter(({ name }) =>
    name
      .toLowerCase()
      .split(/[\s-]+/)
      .some((part) => part.startsWith(wanted)),
  );
}
