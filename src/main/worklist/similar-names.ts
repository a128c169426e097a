/** Names that can be taken for one another when called in a waiting room or read off a list. */

export interface Named {
  family: string;
  given: string;
}

/** The same family name, the two names swapped, or both names one letter apart at most. Case, accents and hyphens do not tell people apart. */
export function areSimilar(one: Named, other: Named): boolean {
  const [family, given, otherFamily, otherGiven] = [one.family, one.given, other.family, other.given].map(bare) as [
    string,
    string,
    string,
    string,
  ];
  if (family === otherFamily) return true;
  if (family === otherGiven && given === otherFamily) return true;
  return (
    isOneLetterApart(family, otherFamily) && (given === otherGiven || given[0] === otherGiven[0] || isOneLetterApart(given, otherGiven))
  );
}

/** For finding a person again under the same name. */
export function isSameName(one: Named, other: Named): boolean {
  return bare(one.family) === bare(other.family) && bare(one.given) === bare(other.given);
}

function bare(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\s]/gu, '')
    .toLocaleLowerCase('en-US');
}

/** One letter more, less or other. Names of three letters or fewer are too short to be confused by that rule alone. */
function isOneLetterApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 4 || long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = long.slice(same + 1);
  return rest === short.slice(same) || rest === short.slice(same + 1);
}
