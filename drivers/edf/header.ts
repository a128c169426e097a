/**
 * The header of EDF, EDF+ and BDF: fixed fields of ASCII text, padded with blanks. EKG notes 1.8; edfplus.info.
 *
 *   version 8 | patient 80 | recording 80 | dd.mm.yy 8 | hh.mm.ss 8 | header bytes 8 | reserved 44 | records 8 | seconds 8 | signals 4
 *   then of all signals: label 16, transducer 80, unit 8, physical min 8, max 8, digital min 8, max 8, prefilter 80, samples 8, 32
 */
import { fieldsOf } from '../framing/fields.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

export interface EdfSignal {
  label: string;
  unit: string;
  physical: readonly [lowest: number, highest: number];
  digital: readonly [lowest: number, highest: number];
  prefilter: string;
  perRecord: number;
}

export interface EdfHeader {
  /** 2 in EDF, 3 in BDF. */
  sampleBytes: 2 | 3;
  reserved: string;
  patient: string;
  recording: string;
  date: string;
  time: string;
  length: number;
  /** -1: the writer did not know. */
  records: number;
  recordSeconds: number;
  signals: EdfSignal[];
}

const mostSignals = 512;

/** Throws `UnreadableTracing`. */
export function readEdfHeader(bytes: Uint8Array): EdfHeader {
  const fields = fieldsOf(bytes);
  const isBdf = fields.u8() === 0xff;
  fields.bytes(7);
  const [patient, recording, date, time] = [fields.text(80), fields.text(80), fields.text(8), fields.text(8)];
  const length = whole(fields.text(8), 'header length');
  const reserved = fields.text(44);
  const records = whole(fields.text(8), 'number of data records');
  const recordSeconds = decimal(fields.text(8), 'duration of a data record');
  const count = whole(fields.text(4), 'number of signals');
  if (count < 1 || count > mostSignals) throw new UnreadableTracing(`${count} signals are not possible`, 'byte 252');
  const each = <Value>(read: () => Value) => Array.from({ length: count }, read);
  const labels = each(() => fields.text(16));
  each(() => fields.text(80));
  const units = each(() => fields.text(8));
  const range = (what: string) => each(() => decimal(fields.text(8), what));
  const [physicalLow, physicalHigh] = [range('physical minimum'), range('physical maximum')];
  const [digitalLow, digitalHigh] = [range('digital minimum'), range('digital maximum')];
  const prefilters = each(() => fields.text(80));
  const perRecord = each(() => whole(fields.text(8), 'samples in a data record'));
  if (!(recordSeconds >= 0) || perRecord.some((samples) => samples < 0 || samples > 10_000_000)) {
    throw new UnreadableTracing('the size of a data record is not possible', 'byte 244');
  }
  const signals = labels.map(
    (label, index): EdfSignal => ({
      label,
      unit: units[index]!,
      physical: [physicalLow[index]!, physicalHigh[index]!],
      digital: [digitalLow[index]!, digitalHigh[index]!],
      prefilter: prefilters[index]!,
      perRecord: perRecord[index]!,
    }),
  );
  return { sampleBytes: isBdf ? 3 : 2, reserved, patient, recording, date, time, length, records, recordSeconds, signals };
}

/** Some writers use the comma of their country. */
function decimal(text: string, what: string): number {
  const value = Number(text.replace(',', '.'));
  if (text === '' || !Number.isFinite(value)) throw new UnreadableTracing(`the ${what} "${text}" is no number`, 'header');
  return value;
}

function whole(text: string, what: string): number {
  const value = decimal(text, what);
  if (!Number.isInteger(value)) throw new UnreadableTracing(`the ${what} "${text}" is no whole number`, 'header');
  return value;
}
