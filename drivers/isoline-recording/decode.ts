/** Bytes of a recording to the record it is: see README.md. */
import { crc32 } from '../framing/crc32.ts';
import { latin1, utf8 } from '../framing/text.ts';
import type { Lead, Tracing } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { type Header, mark, type WrittenLead } from './layout.ts';

/** A header is some kilobytes; beyond this there is none. */
const longestHeader = 4 * 1024 * 1024;

export function readRecording(bytes: Uint8Array): Tracing {
  if (latin1(bytes.subarray(0, mark.length)) !== mark) throw new UnreadableTracing('the file does not begin as a recording of Isoline');
  const end = bytes.subarray(0, longestHeader).indexOf(0x0a, mark.length);
  if (end < 0 || bytes.length < end + 5) throw new UnreadableTracing('the file ends inside its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sum = bytes.length - 4;
  if (view.getUint32(sum, true) !== crc32(bytes.subarray(0, sum)))
    throw new UnreadableTracing('the check sum does not fit: bytes were changed or lost');
  const header = headerIn(utf8(bytes.subarray(mark.length, end)));
  const written = [...header.leads, ...(header.representativeBeat?.leads ?? [])];
  const held = (sum - end - 1) / 4;
  const told = written.reduce((total, { count }) => total + count, 0);
  if (told !== held) throw new UnreadableTracing(`the header tells ${told} samples, the file holds ${held}`);
  let at = end + 1;
  const read = ({ count, ...lead }: WrittenLead): Lead => {
    const samples = new Int32Array(count);
    for (let index = 0; index < count; index++) samples[index] = view.getInt32(at + 4 * index, true);
    at += 4 * count;
    return { ...lead, samples };
  };
  const { leads, representativeBeat, ...rest } = header;
  return {
    ...rest,
    format: 'isoline-recording',
    formatVersion: '1',
    leads: leads.map(read),
    representativeBeat: representativeBeat === null ? null : { ...representativeBeat, leads: representativeBeat.leads.map(read) },
  };
}

function headerIn(text: string): Header {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new UnreadableTracing('the header is no JSON', 'line 2');
  }
  const wrong = wrongIn(header as Header);
  if (wrong !== null) throw new UnreadableTracing(`the header has no usable "${wrong}"`, 'line 2');
  return header as Header;
}

/** Only Isoline writes this format; a header of another make is refused rather than half believed. */
function wrongIn(header: Header | null): string | null {
  if (header === null || !isThing(header)) return 'record';
  for (const [key, isWell] of Object.entries(shape)) if (!isWell(header[key as keyof Header])) return key;
  return null;
}

const isThing = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);
const isListOf = (isWell: (value: never) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every((one) => isWell(one as never));
const isEach = (isWell: (value: unknown) => boolean) => (value: unknown) => isThing(value) && Object.values(value as object).every(isWell);

function isLead(lead: WrittenLead): boolean {
  const { name, count, hz, nanovoltsPerBit, baseline } = lead ?? {};
  return isText(name) && Number.isInteger(count) && count >= 0 && hz > 0 && isNumberOrNull(nanovoltsPerBit) && Number.isFinite(baseline);
}

const shape: { [K in keyof Header]: (value: unknown) => boolean } = {
  leads: isListOf(isLead),
  representativeBeat: (value) =>
    value === null ||
    (isThing(value) &&
      isListOf(isLead)((value as { leads: unknown }).leads) &&
      ((value as { points: unknown }).points === null || isEach(isNumberOrNull)((value as { points: unknown }).points))),
  startedAt: isTextOrNull,
  patient: (value) =>
    isThing(value) &&
    isListOf(isText)((value as { ids: unknown }).ids) &&
    isEach((one) => isTextOrNull(one) || isNumberOrNull(one) || Array.isArray(one))(value),
  device: isEach(isTextOrNull),
  filters: isEach(isNumberOrNull),
  placement: isTextOrNull,
  deviceMeasurements: (value) => value === null || isEach((one) => isTextOrNull(one) || isNumberOrNull(one))(value),
  statements: isListOf(isText),
  confirmedBy: isTextOrNull,
  technician: isTextOrNull,
  institution: isTextOrNull,
  orderNumber: isTextOrNull,
  annotations: isListOf(({ sample, code, text }) => Number.isInteger(sample) && isText(code) && isTextOrNull(text)),
  remarks: isListOf(isText),
};
