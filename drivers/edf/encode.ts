/**
 * Writes EDF+ (continuous). Integers come back exactly, or nothing is written; so does their worth wherever eight characters hold it,
 * else to a hundredth of a step at the ends of the range. EKG notes 1.8.
 */

import { type Lead, noSample, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';
import { fieldLength, nearestInField, timeNotKnown } from './field.ts';

const annotationLabel = 'EDF Annotations';
const keeperBytes = 60;
/** Even, as all in EDF: for the note beside the keeper of time. */
const noteBytes = 140;
/** Samples of a lead in one data record, so that a record stays within the 61,440 bytes that EDF recommends for a few leads. */
const mostInRecord = 30_000;
const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** Throws `UnwritableTracing` where EDF has no room for what is there: samples beyond 16 bits, missing ones, odd scales. */
export function writeEdf(tracing: Tracing, name: string, note?: string): WrittenFile[] {
  const { leads } = tracing;
  const notes = [...(note === undefined ? [] : [note]), ...(isDayOnly(tracing.startedAt) ? [timeNotKnown] : [])];
  const annotationBytes = keeperBytes + noteBytes * notes.length;
  const seconds = recordSeconds(leads);
  const signals = leads.map((lead) => ({ lead, range: rangeOf(lead), perRecord: Math.round(lead.hz * seconds) }));
  const [first] = signals;
  if (first === undefined) throw new UnwritableTracing('there is no lead to write');
  const records = first.lead.samples.length / first.perRecord;
  if (signals.some(({ lead, perRecord }) => lead.samples.length !== records * perRecord)) {
    throw new UnwritableTracing('leads of different length cannot stand in one EDF file');
  }
  const headerText = header(tracing, signals, records, seconds, annotationBytes);
  const recordBytes = signals.reduce((sum, { perRecord }) => sum + 2 * perRecord, annotationBytes);
  const bytes = new Uint8Array(headerText.length + records * recordBytes);
  for (let index = 0; index < headerText.length; index++) bytes[index] = headerText.charCodeAt(index);
  const view = new DataView(bytes.buffer);
  let at = headerText.length;
  for (let record = 0; record < records; record++) {
    for (const { lead, perRecord } of signals) {
      for (let index = 0; index < perRecord; index++, at += 2) view.setInt16(at, lead.samples[record * perRecord + index]!, true);
    }
    const told = record > 0 ? '' : notes.map((one) => `+0\x14${field(one, noteBytes - 5).trimEnd()}\x14\0`).join('');
    const keeper = `+${Number((record * seconds).toFixed(6))}\x14\x14\0${told}`;
    for (let index = 0; index < keeper.length; index++) bytes[at + index] = keeper.charCodeAt(index);
    at += annotationBytes;
  }
  return [{ name: `${name}.edf`, bytes }];
}

/** One second where all rates and lengths are whole ones; else the whole recording, or the largest even part of it that EDF's digits hold. */
function recordSeconds(leads: readonly Lead[]): number {
  const isWhole = leads.every(({ hz, samples }) => Number.isInteger(hz) && samples.length % hz === 0);
  if (isWhole) return 1;
  const { samples, hz } = leads[0] ?? { samples: [], hz: 1 };
  const whole = samples.length / hz;
  if (samples.length <= mostInRecord && isExact(whole)) return whole;
  for (let parts = Math.max(2, Math.ceil(samples.length / mostInRecord)); parts <= samples.length; parts++) {
    const isEven = leads.every((lead) => lead.samples.length % parts === 0);
    if (isEven && isExact(whole / parts)) return whole / parts;
  }
  const rounded = leads.every((lead) => Number.isInteger(lead.hz)) ? roundedSeconds(leads) : null;
  if (rounded !== null) return rounded;
  throw new UnwritableTracing(
    `${samples.length} samples at ${hz} Hz do not divide into records whose duration EDF can write exactly in ${fieldLength} characters`,
  );
}

/** Of records whose duration the field rounds, while the rate still follows from it: less than a millisecond in an hour for whoever reads it plainly. */
function roundedSeconds(leads: readonly Lead[]): number | null {
  const { samples, hz } = leads[0]!;
  for (let parts = Math.ceil(samples.length / mostInRecord); parts <= samples.length / hz; parts++) {
    const seconds = samples.length / hz / parts;
    const isEven = leads.every((lead) => lead.samples.length % parts === 0);
    if (isEven && Math.abs(Number(nearestInField(seconds)) / seconds - 1) < mostDrift) return seconds;
  }
  return null;
}

/** A millisecond in an hour. */
const mostDrift = 1 / 3_600_000;

function isExact(seconds: number): boolean {
  return Number(field(seconds)) === seconds;
}

interface Range {
  digital: readonly [number, number];
  physical: readonly [string, string];
}

/** Ends of the digital range to be tried: those whose voltages fit eight characters exactly are taken. */
const ends = [32767, 32750, 32500, 32000, 30000, 25000, 20000, 16000, 12500, 10000, 8000, 5000, 4000, 2500, 2000, 1000, 500];

function rangeOf({ name, samples, nanovoltsPerBit, baseline }: Lead): Range {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${name}: what a step is worth is not known`);
  if (samples.includes(noSample)) throw new UnwritableTracing(`${name}: samples are missing, and EDF has no mark for that`);
  const [lowest, highest] = samples.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as [number, number],
    [0, 0],
  );
  const step = nanovoltsPerBit / 1000;
  const voltages = (digital: Range['digital']) => digital.map((one) => Number(((one - baseline) * step).toPrecision(12)));
  for (const end of ends) {
    const digital = [end === 32767 ? -32768 : -end, end] as const;
    if (lowest < digital[0] || highest > digital[1]) continue;
    const texts = voltages(digital).map(String);
    if (texts.every((text) => text.length <= fieldLength && !text.includes('e'))) return { digital, physical: [texts[0]!, texts[1]!] };
  }
  const digital = [lowest, Math.max(highest, lowest + 1)] as const;
  const exact = voltages(digital);
  const texts = exact.map(nearestInField);
  if (texts.some((text, index) => Math.abs(Number(text) - exact[index]!) > step / 100) || Math.max(-lowest, highest) > 32767) {
    throw new UnwritableTracing(
      `${name}: steps of ${nanovoltsPerBit} nV from ${lowest} to ${highest} have no range in EDF that is near enough`,
    );
  }
  return { digital, physical: [texts[0]!, texts[1]!] };
}

interface Signal {
  lead: Lead;
  range: Range;
  perRecord: number;
}

function header(tracing: Tracing, signals: readonly Signal[], records: number, seconds: number, annotationBytes: number): string {
  const count = signals.length + 1;
  const start = startOf(tracing.startedAt);
  const prefilter = prefilterOf(tracing);
  const column = (of: (signal: Signal) => string, ofAnnotations: string, length: number) =>
    signals.map((signal) => field(of(signal), length)).join('') + field(ofAnnotations, length);
  return [
    field('0'),
    field(patientField(tracing), 80),
    field(`Startdate ${start.long} ${word(tracing.orderNumber)} ${word(tracing.technician)} ${word(tracing.device.model)}`, 80),
    field(start.date),
    field(start.time),
    field(256 * (count + 1)),
    field('EDF+C', 44),
    field(records),
    field(isExact(seconds) ? seconds : nearestInField(seconds)),
    field(count, 4),
    column(({ lead }) => (/^[IVa]/.test(lead.name) ? `ECG ${lead.name}` : lead.name), annotationLabel, 16),
    column(() => '', '', 80),
    column(() => 'uV', '', 8),
    column(({ range }) => range.physical[0], '-1', 8),
    column(({ range }) => range.physical[1], '1', 8),
    column(({ range }) => String(range.digital[0]), '-32768', 8),
    column(({ range }) => String(range.digital[1]), '32767', 8),
    column(() => prefilter, '', 80),
    column(({ perRecord }) => String(perRecord), String(annotationBytes / 2), 8),
    column(() => '', '', 32),
  ].join('');
}

/** ASCII alone, cut and padded: the header has no other characters. */
function field(value: string | number, length = fieldLength): string {
  return String(value)
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, length)
    .padEnd(length);
}

function word(text: string | null): string {
  return text === null || text === '' ? 'X' : text.replaceAll(' ', '_');
}

function patientField({ patient }: Tracing): string {
  const sex = patient.sex === 'female' ? 'F' : patient.sex === 'male' ? 'M' : 'X';
  const name = [patient.family, patient.given].filter((part) => part !== null).join(' ');
  return `${word(patient.ids[0] ?? null)} ${sex} ${patient.birthDate === null ? 'X' : dayOf(patient.birthDate)} ${word(name)}`;
}

function dayOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}-${months[Number(month) - 1] ?? 'JAN'}-${year}`;
}

/** Where no time is known EDF's own way to say so: the first day of its calendar. */
function startOf(startedAt: string | null): { long: string; date: string; time: string } {
  if (startedAt === null) return { long: 'X', date: '01.01.85', time: '00.00.00' };
  const [year, month, day] = startedAt.slice(0, 10).split('-');
  const [hour = '00', minute = '00', second = '00'] = isDayOnly(startedAt) ? [] : startedAt.slice(11, 19).split(':');
  return { long: dayOf(startedAt), date: `${day}.${month}.${year!.slice(2)}`, time: `${hour}.${minute}.${second}` };
}

/** The header has no way to say so: midnight stands there, and a note beside it. */
function isDayOnly(startedAt: string | null): boolean {
  return startedAt !== null && startedAt.length <= 10;
}

function prefilterOf({ filters }: Tracing): string {
  const parts = [
    filters.highPassHz === null ? '' : `HP:${filters.highPassHz}Hz`,
    filters.lowPassHz === null ? '' : `LP:${filters.lowPassHz}Hz`,
    filters.notchHz === null ? '' : `N:${filters.notchHz}Hz`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
