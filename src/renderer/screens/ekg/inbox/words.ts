/** What agrees between a file and a patient, in one sentence a person can check. */
import { birthDateWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { EkgCandidate, EkgFilePatient } from '../../../../preload/contract.ts';

export function nameOnFile({ family, given }: Pick<EkgFilePatient, 'family' | 'given'>): string {
  const parts = [family?.toUpperCase(), given].filter((part) => part != null && part !== '');
  return parts.length === 0 ? 'no name' : parts.join(', ');
}

/** "The name on the file is HADAD, Samir; the number matches." */
export function agreementWords(candidate: EkgCandidate, file: EkgFilePatient): string {
  const all = candidate.nameMatches && candidate.numberMatches && candidate.birthDateMatches;
  if (all) return 'Name, date of birth and number are the same.';
  const same = [
    candidate.nameMatches ? 'the name' : '',
    candidate.birthDateMatches ? 'the date of birth' : '',
    candidate.numberMatches ? 'the number' : '',
  ].filter(Boolean);
  const differs = [
    candidate.nameMatches ? '' : `The name on the file is ${nameOnFile(file)}`,
    candidate.birthDateMatches || file.birthDate === null ? '' : `the date of birth on it is ${birthDateWords(file.birthDate)}`,
    candidate.numberMatches || file.ids.length === 0 ? '' : `the number on it is ${file.ids.join(', ')}`,
  ].filter(Boolean);
  const agrees = same.length === 0 ? 'nothing on it matches' : `${list(same)} ${same.length === 1 ? 'matches' : 'match'}`;
  const sentence = [differs.join(', '), agrees].filter(Boolean).join('; ');
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
