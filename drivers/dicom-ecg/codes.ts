/** Codes of EKG annotations and leads in DICOM: those that carts write (scheme SCPECG), and the words of others. EKG notes 1.2. */
import { standardLead } from '../model/leads.ts';
import type { BeatPoints, Measurements } from '../model/tracing.ts';
import type { Code } from './dataset.ts';

export type MeasurementName = Exclude<keyof Measurements, 'qtcFormula'>;

interface Coded {
  value: string;
  scheme: string;
  meaning: string;
  /** Tells the same of another scheme by its words. */
  words: RegExp;
  unit: 'ms' | 'deg' | '/min';
}

function scp(value: string, meaning: string, words: RegExp, unit: Coded['unit'] = 'ms'): Coded {
  return { value, scheme: 'SCPECG', meaning, words, unit };
}

export const measurementCodes: Readonly<Record<MeasurementName, Coded>> = {
  heartRate: { value: '8867-4', scheme: 'LN', meaning: 'Heart rate', words: /^(heart|ventricular) rate/i, unit: '/min' },
  rr: scp('5.10.2.1-3', 'RR Interval', /^(mean )?rr interval/i),
  pr: scp('5.13.5-7', 'PR Interval', /^pr interval/i),
  // No number of the standard is known for it; schemes of one's own begin with 99 (DICOM PS3.16, 8).
  pDuration: { value: 'P-DURATION', scheme: '99ISOLINE', meaning: 'P Duration', words: /^p (wave )?duration/i, unit: 'ms' },
  qrs: scp('5.13.5-9', 'QRS Duration', /^qrs duration/i),
  qt: scp('5.13.5-11', 'QT Interval', /^qt interval/i),
  qtc: scp('5.10.2.5-5', 'QTc Interval', /^qtc interval/i),
  pAxis: scp('5.10.3-11', 'P Axis', /^p axis/i, 'deg'),
  qrsAxis: scp('5.10.3-13', 'QRS Axis', /^(qrs|r) axis/i, 'deg'),
  tAxis: scp('5.10.3-15', 'T Axis', /^t axis/i, 'deg'),
};

export const pointCodes: Readonly<Record<keyof BeatPoints, Coded>> = {
  pOn: scp('5.10.3-1', 'P onset', /^p (wave )?onset/i),
  pOff: scp('5.10.3-2', 'P offset', /^p (wave )?offset/i),
  qrsOn: scp('5.10.3-3', 'QRS onset', /^qrs (complex )?onset/i),
  qrsOff: scp('5.10.3-4', 'QRS offset', /^qrs (complex )?offset/i),
  tOff: scp('5.10.3-5', 'T offset', /^t (wave )?offset/i),
};

export const placementConcept = '5.4.5-33-1';

/** Which of these a code means: by its value in its own scheme, by its words in any other. */
export function meant<Name extends string>(codes: Readonly<Record<Name, Coded>>, { value, scheme, meaning }: Code): Name | null {
  const all = Object.entries(codes) as [Name, Coded][];
  const exact = all.find(([, one]) => one.value === value && one.scheme === scheme);
  const byWords = scheme === 'SCPECG' ? undefined : all.find(([, one]) => one.words.test(meaning));
  return (exact ?? byWords)?.[0] ?? null;
}

/** Numbers of the leads that SCP-ECG and MDC share, besides 3 to 8 for V1 to V6. */
const numbered: Readonly<Record<string, string>> = {
  1: 'I',
  2: 'II',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  16: 'X',
  17: 'Y',
  18: 'Z',
};

/** null where neither number nor words say which lead it is. */
export function leadOf({ value, scheme, meaning }: Code): string | null {
  const number = scheme === 'SCPECG' ? /^5\.6\.3-9-(\d+)$/.exec(value)?.[1] : scheme === 'MDC' ? /^2:(\d+)$/.exec(value)?.[1] : undefined;
  if (number !== undefined) {
    const chest = Number(number) - 2;
    const known = chest >= 1 && chest <= 6 ? `V${chest}` : numbered[number];
    if (known !== undefined) return known;
  }
  return standardLead(meaning) ?? (meaning === '' ? null : meaning);
}

/** Another lead is written by its name alone. */
export function codeOfLead(name: string): Code {
  const chest = /^V([1-6])$/.exec(name)?.[1];
  const number = chest === undefined ? Object.entries(numbered).find(([, one]) => one === name)?.[0] : String(Number(chest) + 2);
  return number === undefined
    ? { value: name.slice(0, 16), scheme: '99ISOLINE', meaning: name }
    : { value: `5.6.3-9-${number}`, scheme: 'SCPECG', meaning: `Lead ${name}` };
}
