/** Section 1 of a written record. EKG notes 1.1. */
import type { Tracing, TracingDevice } from '../model/tracing.ts';
import { UnwritableTracing } from '../model/tracing-format.ts';
import { joined, protocolVersion, u8, u16 } from './layout.ts';

const latin1Language = 1;
const categoryFour = 0xc0;
const isElsewhere = 255;
const printsAndStores = 0x50;
const modelLength = 6;

export function factsSection(tracing: Tracing, note: string | null = null): Uint8Array {
  const { patient, filters } = tracing;
  const moment = momentOf(tracing.startedAt);
  const optional: [tag: number, value: Uint8Array | readonly number[] | null][] = [
    [0, textOrNull(patient.family, 'the family name')],
    [1, textOrNull(patient.given, 'the given name')],
    [2, textBytes(patient.ids[0] ?? '', 'the patient’s number')],
    [4, patient.ageYears === null ? null : [...u16(patient.ageYears), ...u8(1)]],
    [5, patient.birthDate === null ? null : dayBytes(patient.birthDate, 'the birth date')],
    [8, patient.sex === null ? null : u8(patient.sex === 'male' ? 1 : 2)],
    [14, deviceBytes(tracing.device)],
    [16, textOrNull(tracing.institution, 'the institution')],
    [21, textOrNull(tracing.confirmedBy, 'the confirming physician')],
    [22, textOrNull(tracing.technician, 'the technician')],
    [25, moment.day === null ? [0, 0, 0, 0] : dayBytes(moment.day, 'the day of the recording')],
    [26, moment.time.map(Number)],
    [27, hundredths(filters.highPassHz)],
    [28, Number.isInteger(filters.lowPassHz) ? u16(filters.lowPassHz!) : null],
    [29, filters.notchHz === null ? null : u8(filters.notchHz === 60 ? 0x01 : filters.notchHz === 50 ? 0x02 : 0)],
    [30, textOrNull(note, 'the note')],
    [33, placementBytes(tracing.placement)],
    [34, moment.offset === null ? null : [...u16(moment.offset), ...u16(0), 0]],
  ];
  const tags = optional.flatMap(([tag, value]) => (value === null ? [] : [[...u8(tag), ...u16(value.length)], value]));
  return joined([...tags, [255, 0, 0]]);
}

/** Latin-1 with a zero at the end. Throws `UnwritableTracing` for other characters: a name is not to be changed in passing. */
export function textBytes(text: string, what: string): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  const odd = codes.find((code) => code === 0 || code > 0xff);
  if (odd !== undefined) throw new UnwritableTracing(`${what} holds "${String.fromCodePoint(odd)}", which SCP-ECG has no letter for`);
  if (codes.length >= 0xffff) throw new UnwritableTracing(`${what} is longer than SCP-ECG has room for`);
  return Uint8Array.from([...codes, 0]);
}

function textOrNull(text: string | null, what: string): Uint8Array | null {
  return text === null ? null : textBytes(text, what);
}

/** The model has six bytes; the rest of a longer one is left out. */
function deviceBytes({ manufacturer, model, serial, software }: TracingDevice): Uint8Array {
  const shortModel = textBytes(model ?? '', 'the device’s model').slice(0, modelLength);
  const fixed = new Uint8Array(36);
  fixed.set([isElsewhere], 7);
  fixed.set(shortModel, 8);
  fixed.set([protocolVersion, categoryFour, latin1Language, printsAndStores, 0], 14);
  fixed.set([1], 35);
  const texts = ['', serial ?? '', software ?? '', 'Isoline', manufacturer ?? ''];
  return joined([fixed, ...texts.map((text) => textBytes(text, 'what is known of the device'))]);
}

function dayBytes(iso: string, what: string): number[] {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) ?? [];
  if (year === undefined) throw new UnwritableTracing(`${what} "${iso}" is no whole date`);
  return [...u16(Number(year)), ...u8(Number(month)), ...u8(Number(day))];
}

/** To the second: SCP-ECG has no parts of one, and takes a minute alone as its beginning. It wants both tags of every record; where no time is known, zeros, which are no day. */
function momentOf(startedAt: string | null): { day: string | null; time: string[]; offset: number | null } {
  if (startedAt === null) return { day: null, time: ['0', '0', '0'], offset: null };
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/.exec(startedAt);
  if (found === null) throw new UnwritableTracing(`SCP-ECG needs the day and the time of the recording, and "${startedAt}" is not both`);
  const [, day, hour, minute, second = '0', isUtc, sign, hours, minutes] = found;
  const offset = isUtc !== undefined ? 0 : sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { day: day!, time: [hour!, minute!, second!], offset };
}

/** null where hundredths of a hertz do not tell it exactly: left out rather than rounded. */
function hundredths(hz: number | null): number[] | null {
  const value = hz === null ? 0 : Number((hz * 100).toPrecision(12));
  return Number.isInteger(value) && value > 0 && value <= 100 ? u16(value) : null;
}

function placementBytes(placement: Tracing['placement']): number[] | null {
  if (placement === null) return null;
  return [{ standard: 1, 'mason-likar': 2, other: 4, derived: 5 }[placement], 0];
}
