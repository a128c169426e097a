/** Who was told about what, under a signed set: the last answer to each question. */
import type { SignedSet } from '../../../preload/contract.ts';
import { clockTime } from './age.ts';

type Told = SignedSet['told'][number];

export function toldWords(told: readonly Told[]): string[] {
  const last = new Map<string, Told>();
  for (const one of told) last.set(one.words, one);
  return [...last.values()].map(wordsOf);
}

function wordsOf({ words, answer, whom, how, readBack, at }: Told): string {
  const about = /^Told the provider about (.+)\?$/.exec(words)?.[1] ?? words;
  if (answer !== 'told') return `Nobody told yet about ${about}: it waits on Today`;
  return `${whom} told about ${about} ${how === 'phone' ? 'by phone' : 'in person'} ${clockTime(at)}${readBack ? ', read back' : ''}`;
}
