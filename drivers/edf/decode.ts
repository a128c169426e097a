/**
 * EDF, EDF+ (continuous or interrupted) and BDF recordings. EKG notes 1.8.
 *
 *   header | data record 1: all samples of signal 1, of signal 2, ... | data record 2 | ...
 */
import { latin1 } from '../framing/text.ts';
import { standardLead } from '../model/leads.ts';
import {
  type Annotation,
  type Filters,
  type Lead,
  noSample,
  type Tracing,
  type TracingPatient,
  tracingOf,
  unknownPatient,
} from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { nearestInField, timeNotKnown } from './field.ts';
import { type EdfHeader, type EdfSignal, readEdfHeader } from './header.ts';
import { type RecordTimes, recordTimes } from './records.ts';

/** Throws `UnreadableTracing`. */
export function readEdf(bytes: Uint8Array): Tracing {
  const header = readEdfHeader(bytes);
  const recordBytes = header.sampleBytes * header.signals.reduce((sum, { perRecord }) => sum + perRecord, 0);
  const room = bytes.length - header.length;
  if (recordBytes === 0 || room < recordBytes) throw new UnreadableTracing('the file holds no whole data record', `byte ${bytes.length}`);
  const held = Math.floor(room / recordBytes);
  const records = header.records < 0 ? held : Math.min(held, header.records);
  const remarks = header.records > held ? [`${header.records} data records are announced, ${held} are there.`] : [];
  const leads: Lead[] = [];
  const annotations: { at: number; text: string }[] = [];
  const placed = placedSignals(header);
  const keepers: (number | null)[] = Array(records).fill(null);
  for (const { signal, offset } of placed.filter(({ signal: { label } }) => isAnnotations(label))) {
    const lists = annotationsOf(bytes, header, signal, offset, recordBytes, records);
    annotations.push(...lists.found);
    for (const [record, keeper] of lists.keepers.entries()) keepers[record] ??= keeper;
  }
  const times = recordTimes(header, keepers);
  for (const { signal, offset } of placed)
    if (!isAnnotations(signal.label) && signal.perRecord > 0)
      leads.push(inTime(leadOf(bytes, header, signal, offset, recordBytes, records, remarks), signal.perRecord, times));
  if (times.starts !== null) remarks.push('The recording was interrupted; samples are absent where nothing was recorded.');
  const [first] = leads;
  if (first === undefined) throw new UnreadableTracing('the file holds no signals but annotations');
  return {
    ...tracingOf('edf', leads),
    formatVersion: header.reserved.startsWith('EDF+') ? 'EDF+' : header.sampleBytes === 3 ? 'BDF' : 'EDF',
    startedAt: annotations.some(({ text }) => text === timeNotKnown) ? (startOf(header)?.slice(0, 10) ?? null) : startOf(header),
    patient: patientOf(header),
    filters: filtersOf(header.signals),
    annotations: annotations
      .filter(({ text }) => text !== timeNotKnown)
      .map(({ at, text }): Annotation => ({ sample: Math.round((at - times.begins) * first.hz), code: '"', text })),
    remarks,
  };
}

function isAnnotations(label: string): boolean {
  return /^(EDF|BDF) Annotations$/.test(label);
}

/** Each signal with the byte at which its samples of the first record begin. */
function placedSignals({ signals, length, sampleBytes }: EdfHeader): { signal: EdfSignal; offset: number }[] {
  let offset = length;
  return signals.map((signal) => {
    const from = offset;
    offset += sampleBytes * signal.perRecord;
    return { signal, offset: from };
  });
}

/** With absent samples between the records of an interrupted recording. */
function inTime(lead: Lead, perRecord: number, { starts }: RecordTimes): Lead {
  if (starts === null) return lead;
  const places = starts.map((start) => Math.round(start * lead.hz));
  const samples = new Int32Array((places.at(-1) ?? 0) + perRecord).fill(noSample);
  for (const [record, place] of places.entries()) samples.set(lead.samples.subarray(record * perRecord, (record + 1) * perRecord), place);
  const missing = lead.announced === undefined ? {} : { announced: samples.length + lead.announced - lead.samples.length };
  return { ...lead, samples, ...missing };
}

function leadOf(
  bytes: Uint8Array,
  { sampleBytes, recordSeconds, records: announcedRecords }: EdfHeader,
  signal: EdfSignal,
  offset: number,
  recordBytes: number,
  records: number,
  remarks: string[],
): Lead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { perRecord, physical, digital } = signal;
  const samples = new Int32Array(records * perRecord);
  for (let record = 0; record < records; record++) {
    const from = offset + record * recordBytes;
    for (let index = 0; index < perRecord; index++) {
      const at = from + index * sampleBytes;
      samples[record * perRecord + index] =
        sampleBytes === 2 ? view.getInt16(at, true) : view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getInt8(at + 2) << 16);
    }
  }
  if (!(recordSeconds > 0)) throw new UnreadableTracing('a data record lasts no time, so the sampling rate is unknown', 'byte 244');
  const step = (physical[1] - physical[0]) / (digital[1] - digital[0]);
  const worth = nanovolts[signal.unit.toLowerCase().replace('µ', 'u').replace('μ', 'u')];
  const name = standardLead(signal.label) ?? signal.label;
  const isScaled = worth !== undefined && Number.isFinite(step) && step !== 0;
  if (!isScaled) remarks.push(`${name}: the unit "${signal.unit}" or its range gives no voltage.`);
  return {
    name,
    samples,
    hz: rateOf(perRecord, recordSeconds),
    nanovoltsPerBit: isScaled ? tidy(step * worth) : null,
    baseline: isScaled ? tidy(digital[0] - physical[0] / step) : 0,
    ...(announcedRecords > records ? { announced: announcedRecords * perRecord } : {}),
  };
}

const nanovolts: Readonly<Record<string, number>> = { v: 1e9, mv: 1e6, uv: 1e3, nv: 1 };

/** Ranges are written in eight characters: what differs from a plain number by less than they can say is that number. */
function tidy(value: number): number {
  const plain = Number(value.toPrecision(7));
  return Math.abs(plain - value) <= 1e-7 * Math.abs(value) ? plain : value;
}

/** Eight characters round the duration of a record: where a whole number of hertz is what they would stand for, it is the rate. */
function rateOf(perRecord: number, recordSeconds: number): number {
  const whole = Math.round(perRecord / recordSeconds);
  return whole > 0 && Number(nearestInField(perRecord / whole)) === recordSeconds ? whole : tidy(perRecord / recordSeconds);
}

/** Time-stamped lists: +onset[\x15duration]\x14text\x14...\x00; the first of a record only keeps time. */
function annotationsOf(
  bytes: Uint8Array,
  { sampleBytes }: EdfHeader,
  { perRecord }: EdfSignal,
  offset: number,
  recordBytes: number,
  records: number,
) {
  const found: { at: number; text: string }[] = [];
  const keepers: (number | null)[] = [];
  for (let record = 0; record < records; record++) {
    const from = offset + record * recordBytes;
    const lists = latin1(bytes.subarray(from, from + perRecord * sampleBytes)).split('\0');
    const keeper = Number.parseFloat(lists[0] ?? '');
    keepers.push(Number.isFinite(keeper) ? keeper : null);
    for (const list of lists) {
      const [when, ...texts] = list.split('\x14');
      const at = Number.parseFloat(when ?? '');
      for (const text of texts) if (text !== '' && Number.isFinite(at)) found.push({ at, text });
    }
  }
  return { found, keepers };
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** "16-NOV-2020" as ISO 8601; null for anything else. */
function isoDate(text: string | undefined): string | null {
  const [, day, month, year] = /^(\d{1,2})-([A-Z]{3})-(\d{4})$/i.exec(text ?? '') ?? [];
  const number = months.indexOf(month?.toUpperCase() ?? '') + 1;
  return year === undefined || number === 0 ? null : `${year}-${String(number).padStart(2, '0')}-${day!.padStart(2, '0')}`;
}

/** The date of EDF+ has its year in full; the other's year 85 and later is of the last century. */
function startOf({ recording, date, time }: EdfHeader): string | null {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d\d)$/.exec(date) ?? [];
  const short = year === undefined ? null : `${Number(year) >= 85 ? 19 : 20}${year}-${month}-${day}`;
  const full = isoDate(/^Startdate (\S+)/.exec(recording)?.[1]) ?? short;
  // The first day of EDF's calendar, where EDF+ says X: nobody knew.
  if (/^Startdate X\b/.test(recording)) return null;
  return full !== null && /^\d\d\.\d\d\.\d\d$/.test(time) ? `${full}T${time.replaceAll('.', ':')}` : null;
}

/** "code sex birthdate name" of EDF+, X for unknown, underscores for blanks; older files hold free text. */
function patientOf({ patient, reserved }: EdfHeader): TracingPatient {
  const [code, sex, birth, name] = patient.split(' ').map((word) => (word === 'X' ? '' : word.replaceAll('_', ' ')));
  if (!/^[EB]DF\+/.test(reserved) || sex === undefined)
    return { ...unknownPatient(), ids: patient === '' || patient === 'dd-MMM-yyyy' ? [] : [patient] };
  return {
    ...unknownPatient(),
    ids: code === undefined || code === '' ? [] : [code],
    sex: sex === 'F' ? 'female' : sex === 'M' ? 'male' : null,
    birthDate: isoDate(birth),
    family: name === undefined || name === '' ? null : name,
  };
}

/** "HP:0.05Hz LP:150Hz N:60Hz", where all signals say the same. */
function filtersOf(signals: readonly EdfSignal[]): Filters {
  const texts = new Set(signals.filter(({ label }) => !/ Annotations$/.test(label)).map(({ prefilter }) => prefilter));
  const [text] = texts.size === 1 ? texts : [''];
  const of = (mark: string) => {
    const value = new RegExp(`\\b${mark}:\\s*([\\d.]+)`, 'i').exec(text ?? '')?.[1];
    return value === undefined ? null : Number(value);
  };
  return { highPassHz: of('HP'), lowPassHz: of('LP'), notchHz: of('N') };
}
