/**
 * ISHNE Holter standard 1.0 (Badilini 1998). EKG notes 1.11. Little-endian.
 *
 *   "ISHNE1.0" | CRC of bytes 10 up to the samples | header of 512 bytes | variable part | samples, 16 bits, leads in turns
 */

import { crcCcitt } from '../framing/crc-ccitt.ts';
import { fieldsOf, interleaved16 } from '../framing/fields.ts';
import { type Lead, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

const leadNames = 'unknown bipolar X Y Z I II III aVR aVL aVF V1 V2 V3 V4 V5 V6 ES AS AI'.split(' ');
const mostLeads = 12;

/** Throws `UnreadableTracing`. */
export function readIshne(bytes: Uint8Array): Tracing {
  const fields = fieldsOf(bytes);
  if (fields.text(8) !== 'ISHNE1.0') throw new UnreadableTracing('the file does not begin with ISHNE1.0', 'byte 0');
  const crc = fields.u16();
  fields.i32();
  const [announced, , ecgOffset] = [fields.i32(), fields.i32(), fields.i32()];
  fields.i16();
  const [given, family, id] = [fields.text(40), fields.text(40), fields.text(20)];
  const sex = fields.i16();
  fields.i16();
  const three = () => [fields.i16(), fields.i16(), fields.i16()] as const;
  const [birth, recorded, , start] = [three(), three(), three(), three()];
  const count = fields.i16();
  if (count < 1 || count > mostLeads) throw new UnreadableTracing(`${count} leads are not possible`, 'byte 156');
  const twelve = () => Array.from({ length: mostLeads }, () => fields.i16());
  const [codes, , resolutions] = [twelve(), twelve(), twelve()];
  fields.i16();
  const recorder = fields.text(40);
  const hz = fields.i16();
  if (hz <= 0) throw new UnreadableTracing(`the sampling rate ${hz} is none`, 'byte 272');
  fields.seek(ecgOffset);
  const turns = Math.floor(fields.left / (2 * count));
  if (turns < 1) throw new UnreadableTracing('the file holds no samples', `byte ${ecgOffset}`);
  const columns = interleaved16(bytes, ecgOffset, count, turns);
  const remarks: string[] = [];
  if (announced !== turns) remarks.push(`${announced} samples a lead are announced, ${turns} are there.`);
  if (crcCcitt(bytes.subarray(10, ecgOffset)) !== crc) remarks.push('The check sum of the header is wrong.');
  return {
    ...tracingOf(
      'ishne',
      columns.map((samples, index) => leadOf(samples, codes[index]!, resolutions[index]!, index, hz)),
    ),
    formatVersion: '1.0',
    startedAt: momentOf(recorded, start),
    patient: {
      ids: id === '' ? [] : [id],
      family: family === '' ? null : family,
      given: given === '' ? null : given,
      birthDate: dateOf(birth),
      sex: sex === 1 ? 'male' : sex === 2 ? 'female' : null,
      ageYears: null,
    },
    device: { manufacturer: null, model: recorder === '' ? null : recorder, serial: null, software: null },
    remarks,
  };
}

function leadOf(samples: Int32Array, code: number, nanovolts: number, index: number, hz: number): Lead {
  const known = code > 1 ? leadNames[code] : undefined;
  return { name: known ?? `lead ${index + 1}`, samples, hz, nanovoltsPerBit: nanovolts > 0 ? nanovolts : null, baseline: 0 };
}

type Three = readonly [number, number, number];

function dateOf([day, month, year]: Three): string | null {
  if (year < 1800 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

function momentOf(date: Three, [hour, minute, second]: Three): string | null {
  const day = dateOf(date);
  return day === null || hour < 0 || hour > 23 ? null : `${day}T${two(hour)}:${two(minute)}:${two(second)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
