/** Whether a chart's patient under our number can be ours. Pure. */
import type { Patient, PatientDiffers } from '../../../preload/contract.ts';
import type { Resource } from './observation.ts';

interface HumanName {
  use?: string;
  family?: string;
  given?: string[];
  text?: string;
}

/**
 * A number typed wrong may be somebody else's. null: family name and date of birth are the same, as far as the chart
 * knows them. Case, accents, hyphens and spaces make no other name; a year alone is no other date.
 */
export function differenceFrom(ours: Patient, theirs: Resource): Pick<PatientDiffers, 'ours' | 'there'> | null {
  const names = namesOf(theirs);
  const born = typeof theirs.birthDate === 'string' ? theirs.birthDate : null;
  if (isNamed(names, ours.family) && (born === null || ours.dateOfBirth.startsWith(born))) return null;
  const shown = names.find(({ use }) => use === 'official' || use === 'usual') ?? names[0];
  const there = {
    reference: `Patient/${String(theirs.id)}`,
    family: shown?.family ?? shown?.text ?? '',
    given: shown?.given?.join(' ') ?? '',
    dateOfBirth: born,
  };
  return { ours: { family: ours.family, given: ours.given, dateOfBirth: ours.dateOfBirth }, there };
}

function namesOf({ name }: Resource): HumanName[] {
  return Array.isArray(name) ? (name as HumanName[]) : [];
}

/** Any name the chart has for them will do; a chart that has none says nothing against it. */
function isNamed(names: readonly HumanName[], family: string): boolean {
  const known = names.filter(({ family: one, text }) => one !== undefined || text !== undefined);
  if (known.length === 0) return true;
  return known.some((one) => (one.family === undefined ? bare(one.text!).includes(bare(family)) : bare(one.family) === bare(family)));
}

function bare(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\s]/gu, '')
    .toLocaleLowerCase('en-US');
}
