/** How a person's identifiers are written. */
import type { Patient, Sex } from '../../../preload/contract.ts';

export const sexWords: Readonly<Record<Sex, string>> = { female: 'Female', male: 'Male', other: 'Other', unknown: 'Not stated' };

export const limbWords: Readonly<Record<NonNullable<Patient['limbRestriction']>, string>> = {
  'left-arm': 'No BP on left arm',
  'right-arm': 'No BP on right arm',
  'both-arms': 'No BP on either arm',
};

/** 1958-03-14 as 03/14/1958. */
export function dateOfBirthWords(date: string): string {
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}`;
}

/** 00482913 as 004 829 13: groups of three are read out and compared without slips. */
export function mrnWords(mrn: string): string {
  return /^\d+$/.test(mrn) ? mrn.replace(/(\d{3})(?=\d)/g, '$1 ') : mrn;
}
