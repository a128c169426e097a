/**
 * Who, when and with what (section 1): tag u8, length u16, value; tag 255 ends it. Text ends with a zero. EKG notes 1.1.
 */
import { fieldsOf } from '../framing/fields.ts';
import { latin1 } from '../framing/text.ts';
import type { Filters, Tracing, TracingDevice, TracingPatient } from '../model/tracing.ts';

export type Facts = Pick<Tracing, 'startedAt' | 'patient' | 'device' | 'filters' | 'placement' | 'technician' | 'institution'> & {
  confirmingPhysician: string | null;
};

const lastTag = 255;
const yearsOf: Readonly<Record<number, number>> = { 1: 1, 2: 1 / 12, 3: 7 / 365.25, 4: 1 / 365.25, 5: 1 / 8766 };

/** Reads as far as the tags go; a tag that does not fit becomes a remark. */
export function readFacts(body: Uint8Array, remarks: string[]): Facts {
  const tags = tagsOf(body, remarks);
  const text = (tag: number) => textOf(tags.get(tag));
  return {
    startedAt: momentOf(tags),
    patient: patientOf(tags),
    device: deviceOf(tags.get(14)),
    filters: filtersOf(tags, remarks),
    placement: placementOf(tags.get(33)?.[0]),
    technician: text(22),
    institution: text(16),
    confirmingPhysician: text(21),
  };
}

type Tags = ReadonlyMap<number, Uint8Array>;

/** The first of each tag. */
function tagsOf(body: Uint8Array, remarks: string[]): Tags {
  const tags = new Map<number, Uint8Array>();
  const fields = fieldsOf(body);
  while (fields.left >= 3) {
    const [tag, length] = [fields.u8(), fields.u16()];
    if (tag === lastTag) break;
    if (length > fields.left) {
      remarks.push(`Section 1, tag ${tag}: ${length} bytes are announced, ${fields.left} are there.`);
      break;
    }
    const value = fields.bytes(length);
    if (!tags.has(tag) && length > 0) tags.set(tag, value);
  }
  return tags;
}

/** null where nothing stands there. */
export function textOf(bytes: Uint8Array | undefined): string | null {
  const text = bytes === undefined ? '' : latin1(bytes).split('\0')[0]!.trim();
  return text === '' ? null : text;
}

function u16(bytes: Uint8Array | undefined): number | null {
  return bytes === undefined || bytes.length < 2 ? null : bytes[0]! | (bytes[1]! << 8);
}

function patientOf(tags: Tags): TracingPatient {
  const id = textOf(tags.get(2));
  const family = [textOf(tags.get(0)), textOf(tags.get(3))].filter((part) => part !== null).join(' ');
  const sex = tags.get(8)?.[0];
  const [age, unit] = [u16(tags.get(4)), yearsOf[tags.get(4)?.[2] ?? 0]];
  return {
    ids: id === null ? [] : [id],
    family: family === '' ? null : family,
    given: textOf(tags.get(1)),
    birthDate: dateOf(tags.get(5)),
    sex: sex === 1 ? 'male' : sex === 2 ? 'female' : null,
    ageYears: age === null || unit === undefined || age === 0 ? null : Math.floor(age * unit),
  };
}

function dateOf(bytes: Uint8Array | undefined): string | null {
  const [year, month, day] = [u16(bytes), bytes?.[2] ?? 0, bytes?.[3] ?? 0];
  if (year === null || year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

function momentOf(tags: Tags): string | null {
  const date = dateOf(tags.get(25));
  const [hour, minute, second] = tags.get(26) ?? [];
  if (date === null || hour === undefined || minute === undefined || second === undefined) return date;
  return hour > 23 || minute > 59 || second > 59
    ? date
    : `${date}T${two(hour)}:${two(minute)}:${two(second)}${offsetOf(u16(tags.get(34)))}`;
}

const mostMinutes = 14 * 60;

function offsetOf(word: number | null): string {
  const minutes = word === null ? Number.NaN : (word << 16) >> 16;
  if (!(Math.abs(minutes) <= mostMinutes)) return '';
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Tag 14. Its fixed part ends with the length of a text, the program's revision, and other texts follow; shorter and longer ones occur. */
function deviceOf(bytes: Uint8Array | undefined): TracingDevice {
  const texts = bytes === undefined ? [] : latin1(bytes.subarray(afterRevision(bytes))).split('\0');
  const text = (index: number) => (texts[index]?.trim() ? texts[index]!.trim() : null);
  return { manufacturer: text(3), model: textOf(bytes?.subarray(8, 14)), serial: text(0), software: text(1) };
}

const revisionAt = 36;

/** The length counts the zero at the text's end with some makers and not with others; one that leads past the tag tells nothing. */
function afterRevision(bytes: Uint8Array): number {
  const end = revisionAt + (bytes[revisionAt - 1] ?? 0);
  if (end > bytes.length) return Math.max(revisionAt, bytes.indexOf(0, revisionAt) + 1);
  const hasOwnEnd = end > revisionAt && bytes[end - 1] === 0;
  return !hasOwnEnd && bytes[end] === 0 ? end + 1 : end;
}

/** A baseline filter above 1 Hz is none that carts have: then the unit is a hundredth of the standard's. */
const highestBaseline = 100;

function filtersOf(tags: Tags, remarks: string[]): Filters {
  const [baseline, lowPass, map] = [u16(tags.get(27)), u16(tags.get(28)), tags.get(29)?.[0]];
  const isFiner = baseline !== null && baseline > highestBaseline;
  if (isFiner) remarks.push(`The baseline filter of ${baseline} is taken as ${baseline / 10_000} Hz, not as ${baseline / 100} Hz.`);
  return {
    highPassHz: baseline === null || baseline === 0 ? null : baseline / (isFiner ? 10_000 : 100),
    lowPassHz: lowPass === null || lowPass === 0 ? null : lowPass,
    notchHz: map === undefined ? null : map & 0x01 ? 60 : map & 0x02 ? 50 : 0,
  };
}

function placementOf(code: number | undefined): Tracing['placement'] {
  if (code === 1) return 'standard';
  if (code === 2 || code === 3) return 'mason-likar';
  if (code === 5 || code === 6) return 'derived';
  return code === 4 ? 'other' : null;
}
