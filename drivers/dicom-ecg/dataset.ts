/// <reference path="./dcmjs.d.ts" />
/** Values of a DICOM data set by tag, each null where it is absent, empty or of another kind. */
import { type DicomDataset, data, log } from 'dcmjs';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { checkedFile } from './structure.ts';

export interface Dataset {
  text(tag: string): string | null;
  texts(tag: string): string[];
  number(tag: string): number | null;
  numbers(tag: string): number[];
  items(tag: string): Dataset[];
  bytes(tag: string): Uint8Array | null;
  /** Of a person: family and given name. */
  person(tag: string): { family: string | null; given: string | null } | null;
  /** Value, scheme and meaning of the first code of a sequence. */
  code(tag: string): Code | null;
}

export interface Code {
  value: string;
  scheme: string;
  meaning: string;
}

/** Throws `UnreadableTracing`. */
export function openDataset(bytes: Uint8Array): { dataset: Dataset; isLittle: boolean } {
  const { buffer, isLittle } = checkedFile(bytes);
  log.getLogger('validation.dcmjs').setLevel('silent', false);
  try {
    return { dataset: datasetOf(data.DicomMessage.readFile(buffer).dict), isLittle };
  } catch (thrown) {
    throw new UnreadableTracing(`the data set cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function datasetOf(dict: DicomDataset): Dataset {
  const values = (tag: string): unknown[] => {
    const found = dict[tag]?.Value;
    return Array.isArray(found) ? found : [];
  };
  const texts = (tag: string) => values(tag).flatMap((value) => (typeof value === 'string' && clean(value) !== '' ? [clean(value)] : []));
  const numbers = (tag: string) => values(tag).flatMap((value) => (typeof value === 'number' && Number.isFinite(value) ? [value] : []));
  const items = (tag: string) =>
    values(tag).flatMap((value) => (typeof value === 'object' && value !== null ? [datasetOf(value as DicomDataset)] : []));
  return {
    texts,
    text: (tag) => texts(tag)[0] ?? null,
    numbers,
    number: (tag) => numbers(tag)[0] ?? null,
    items,
    bytes: (tag) => {
      const [value] = values(tag);
      return value instanceof ArrayBuffer ? new Uint8Array(value) : null;
    },
    person: (tag) => personOf(values(tag)[0]),
    code: (tag) => {
      const [item] = items(tag);
      if (item === undefined) return null;
      return { value: item.text('00080100') ?? '', scheme: item.text('00080102') ?? '', meaning: item.text('00080104') ?? '' };
    },
  };
}

function clean(text: string): string {
  return text.replaceAll('\0', '').trim();
}

function personOf(value: unknown): { family: string | null; given: string | null } | null {
  const written = typeof value === 'object' && value !== null && 'Alphabetic' in value ? value.Alphabetic : value;
  if (typeof written !== 'string' || clean(written) === '') return null;
  const [family, given] = clean(written)
    .split('^')
    .map((part) => part.trim());
  return { family: family || null, given: given || null };
}
