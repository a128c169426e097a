/**
 * EDF, EDF+ (continuous) and BDF recordings. EKG notes 1.8.
 *
 *   header | data record 1: all samples of signal 1, of signal 2, ... | data record 2 | ...
 */
import { latin1 } from '../framing/text.ts';
import { standardLead } from '../model/leads.ts';
import {
  type Annotation,
  type Filters,
  type Lead,
  type Tracing,
  type TracingPatient,
  tracingOf,
  unknownPatient,
} from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { nearestInField } from './field.ts';
import { type EdfHeader, type EdfSignal, readEdfHeader } from './header.ts';

/** Throws `UnreadableTracing`. */
export function readEdf(bytes: Uint8Array): Tracing {
  const header = readEdfHeader(bytes);
  if (header.reserved.startsWith('EDF+D'))
    throw new UnreadableTracing('an interrupted recording (EDF+D) is not one that Isoline reads', 'byte 192');
  const recordBytes = header.sampleBytes * header.signals.reduce((sum, { perRecord }) => sum + perRecord, 0);
  const room = bytes.length - header.length;
  if (recordBytes === 0 || room < recordBytes) throw new UnreadableTracing('the file holds no whole data record', `byte ${bytes.length}`);
  const held = Math.floor(room / recordBytes);
  const records = header.records < 0 ? held : Math.min(held, header.records);
  const remarks = header.records > held ? [`${header.records} data records are announced, ${held} are there.`] : [];
  const leads: Lead[] = [];
  const annotations: { at: number; text: string }[] = [];
  let offset = header.length;
  for (const signal of header.signals) {
    if (/^(EDF|BDF) Annotations$/.test(signal.label))
      annotations.push(...annotationsOf(bytes, header, signal, offset, recordBytes, records));
    else if (signal.perRecord > 0) leads.push(leadOf(bytes, header, signal, offset, recordBytes, records, remarks));
    offset += header.sampleBytes * signal.perRecord;
  }
  const [first] = leads;
  if (first === undefined) throw new UnreadableTracing('the file holds no signals but annotations');
  return {
    ...tracingOf('edf', leads),
    formatVersion: header.reserved.startsWith('EDF+') ? 'EDF+' : header.sampleBytes === 3 ? 'BDF' : 'EDF',
    startedAt: startOf(header),
    patient: patientOf(header),
    filters: filtersOf(header.signals),
    annotations: annotations.map(({ at, text }): Annotation => ({ sample: Math.round(at * first.hz), code: '"', text })),
    remarks,
  };
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
  for (let record = 0; record < records; record++) {
    const from = offset + record * recordBytes;
    for (const list of latin1(bytes.subarray(from, from + perRecord * sampleBytes)).split('\0')) {
      const [when, ...texts] = list.split('\x14');
      const at = Number.parseFloat(when ?? '');
      for (const text of texts) if (text !== '' && Number.isFinite(at)) found.push({ at, text });
    }
  }
  return found;
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
  if (!reserved.startsWith('EDF+') || sex === undefined)
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
