/** Leads by their numbers in SCP-ECG, which DICOM uses too. EKG notes 1.1, section 3. */

const names: Readonly<Record<number, string>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  10: 'V2R',
  11: 'V3R',
  12: 'V4R',
  13: 'V5R',
  14: 'V6R',
  15: 'V7R',
  16: 'X',
  17: 'Y',
  18: 'Z',
  19: 'CC5',
  20: 'CM5',
  21: 'LA',
  22: 'RA',
  23: 'LL',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  65: '-aVR',
  66: 'V8',
  67: 'V9',
  68: 'V8R',
  69: 'V9R',
};

const unnamed = /^lead id (\d+)$/;

/** Ids without a name of their own keep their number, as "lead id 31". */
export function leadName(id: number): string {
  return names[id] ?? `lead id ${id}`;
}

/** null: the standard has no number for it. */
export function leadId(name: string): number | null {
  const known = Object.entries(names).find(([, one]) => one === name)?.[0] ?? unnamed.exec(name)?.[1];
  return known === undefined || Number(known) > 255 ? null : Number(known);
}
