/** Who and when, out of a DICOM data set. EKG notes 1.2; DICOM PS3.5, 6.2 (AS, DA, DT, PN, TM). */
import type { TracingPatient } from '../model/tracing.ts';
import type { Dataset } from './dataset.ts';

const yearsOf: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, W: 7 / 365.25, D: 1 / 365.25 };

export function patientOf(dataset: Dataset): TracingPatient {
  const name = dataset.person('00100010');
  const [, age, unit] = /^(\d{1,3})([YMWD])$/.exec(dataset.text('00101010') ?? '') ?? [];
  const sex = dataset.text('00100040');
  return {
    ids: [...dataset.texts('00100020'), ...dataset.texts('00101000')],
    family: name?.family ?? null,
    given: name?.given ?? null,
    birthDate: dateOf(dataset.text('00100030')),
    sex: sex === 'F' ? 'female' : sex === 'M' ? 'male' : null,
    ageYears: age === undefined ? null : Math.floor(Number(age) * yearsOf[unit!]!),
  };
}

function dateOf(text: string | null): string | null {
  const [, year, month, day] = /^(\d{4})[.-]?(0[1-9]|1[0-2])[.-]?(0[1-9]|[12]\d|3[01])$/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

/** DICOM wants a time of every waveform. Where none is known Isoline writes this one, and reads it as none. */
export const unknownMoment = '19000101000000';

/** The acquisition's date-time, else the content's or the study's date with its time; the zone where the file tells one. */
export function momentOf(dataset: Dataset): string | null {
  const pairs = [
    ['00080023', '00080033'],
    ['00080020', '00080030'],
  ] as const;
  const fromPairs = pairs
    .map(([date, time]) => [dataset.text(date), dataset.text(time)])
    .find(([date]) => date !== null)
    ?.map((part) => part ?? '')
    .join('');
  const written = dataset.text('0008002A') ?? fromPairs ?? '';
  if (written === unknownMoment) return null;
  const shape = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(\.\d{1,6})?)?([+-]\d{4})?$/;
  const [, year, month, day, hour, minute, second, fraction, zone] = shape.exec(written) ?? [];
  const date = dateOf(year === undefined ? null : `${year}${month}${day}`);
  if (date === null || hour === undefined) return date;
  const offset = zone ?? /^[+-]\d{4}$/.exec(dataset.text('00080201') ?? '')?.[0] ?? '';
  const seconds = second === undefined ? '' : `:${second}${fraction ?? ''}`;
  return `${date}T${hour}:${minute}${seconds}${offset === '' ? '' : `${offset.slice(0, 3)}:${offset.slice(3)}`}`;
}
