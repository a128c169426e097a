/**
 * Recordings of the Contec ECG90A cart (.ECG). EKG notes 1.7.
 *
 *   8 case id | 2 | 20 "YYYY-MM-DD HH:MM:SS" | 2 | 8 name | sex | age | weight      43 bytes
 *   I II V1 V2 V3 V4 V5 V6, 16 bits little-endian each, 800 times a second          2048 is 0 V, 5 µV a step, 0x6800 no value
 *   footer                                                                          37 bytes
 */
import { fieldsOf, interleaved16 } from '../framing/fields.ts';
import { type Lead, noSample, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

const headerLength = 43;
const footerLength = 37;
const names = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const noValue = 0x6800;

/** Throws `UnreadableTracing`. */
export function readContecEcg90a(bytes: Uint8Array): Tracing {
  const fields = fieldsOf(bytes);
  const caseId = fields.text(8);
  fields.bytes(2);
  const taken = fields.text(20);
  fields.bytes(2);
  const name = fields.text(8);
  const [sex, age] = [fields.u8(), fields.u8()];
  const width = 2 * names.length;
  const room = bytes.length - headerLength - footerLength;
  const turns = Math.floor(room / width);
  if (turns < 1) throw new UnreadableTracing('the file holds no samples', `byte ${bytes.length}`);
  const columns = interleaved16(bytes, headerLength, names.length, turns);
  const leads = names.map(
    (lead, index): Lead => ({
      name: lead,
      samples: columns[index]!.map((value) => (value === noValue ? noSample : value)),
      hz: 800,
      nanovoltsPerBit: 5000,
      baseline: 2048,
    }),
  );
  return {
    ...tracingOf('contec-ecg90a', leads),
    startedAt: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(taken) ? taken.replace(' ', 'T') : null,
    patient: {
      ids: caseId === '' ? [] : [caseId],
      family: name === '' ? null : name,
      given: null,
      birthDate: null,
      sex: sex === 0 ? 'female' : sex === 1 ? 'male' : null,
      ageYears: age === 0 ? null : age,
    },
    device: { manufacturer: 'Contec', model: 'ECG90A', serial: null, software: null },
    remarks: room % width === 0 ? [] : [`${room % width} bytes behind the last whole sample were left out.`],
  };
}
