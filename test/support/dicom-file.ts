/** DICOM files built element by element from the standard, apart from the driver's own writer, in any transfer syntax. */
import { deflateRawSync } from 'node:zlib';

export type DicomValue = string | number[] | Uint8Array | DicomElements[];
/** By tag: kind of value, and value. Numbers are US, UL by their kind; samples are bytes already in the file's order. */
export type DicomElements = Record<string, [vr: string, value: DicomValue]>;

export interface DicomShape {
  isExplicit: boolean;
  isLittle: boolean;
  /** Sequences and items without a length, ended by delimiters. */
  isOpen: boolean;
}

export const syntaxes = {
  explicit: '1.2.840.10008.1.2.1',
  implicit: '1.2.840.10008.1.2',
  big: '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
};

const long = ['OB', 'OW', 'SQ', 'UN', 'UT'];

export function dicomFile(elements: DicomElements, syntax: keyof typeof syntaxes, isOpen = false): Uint8Array {
  const shape = { isExplicit: syntax !== 'implicit', isLittle: syntax !== 'big', isOpen };
  const meta = dataset({ '00020010': ['UI', syntaxes[syntax]] }, { isExplicit: true, isLittle: true, isOpen: false });
  const group = Buffer.concat([Buffer.from('\x02\0\0\0UL\x04\0', 'latin1'), int(meta.length, 4, true)]);
  const body = dataset(elements, shape);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), group, meta, syntax === 'deflated' ? deflateRawSync(body) : body]);
}

function int(value: number, width: number, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  if (isLittle) bytes.writeUIntLE(value, 0, width);
  else bytes.writeUIntBE(value, 0, width);
  return bytes;
}

function tag(name: string, isLittle: boolean): Buffer {
  return Buffer.concat([int(Number.parseInt(name.slice(0, 4), 16), 2, isLittle), int(Number.parseInt(name.slice(4), 16), 2, isLittle)]);
}

function dataset(elements: DicomElements, shape: DicomShape): Buffer {
  const tags = Object.keys(elements).sort();
  return Buffer.concat(tags.map((name) => element(name, ...elements[name]!, shape)));
}

function element(name: string, vr: string, value: DicomValue, shape: DicomShape): Buffer {
  const { isExplicit, isLittle, isOpen } = shape;
  const bytes = bytesOf(vr, value, shape);
  const length = vr === 'SQ' && isOpen ? 0xffff_ffff : bytes.length;
  const kind = !isExplicit ? [] : [Buffer.from(vr), ...(long.includes(vr) ? [Buffer.alloc(2)] : [])];
  return Buffer.concat([tag(name, isLittle), ...kind, int(length, isExplicit && !long.includes(vr) ? 2 : 4, isLittle), bytes]);
}

function bytesOf(vr: string, value: DicomValue, shape: DicomShape): Buffer {
  const { isLittle, isOpen } = shape;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'string') return Buffer.from(value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' '), 'utf8');
  const end = (name: string) => (isOpen ? [tag(name, isLittle), int(0, 4, isLittle)] : []);
  const parts = value.flatMap((one) => {
    if (typeof one === 'number') return [int(one, vr === 'UL' ? 4 : 2, isLittle)];
    const inside = dataset(one, shape);
    return [tag('FFFEE000', isLittle), int(isOpen ? 0xffff_ffff : inside.length, 4, isLittle), inside, ...end('FFFEE00D')];
  });
  return Buffer.concat([...parts, ...(vr === 'SQ' ? end('FFFEE0DD') : [])]);
}

export interface MadeGroup {
  columns: readonly (readonly number[])[];
  originality?: string;
  bits?: 8 | 16 | 32;
  kind?: string;
  isLittle?: boolean;
  offset?: string;
  padding?: number;
  leads?: readonly DicomElements[];
  hz?: string;
}

const width = { 8: 1, 16: 2, 32: 4 };

export function code(value: string, scheme: string, meaning: string): DicomElements[] {
  return [{ '00080100': ['SH', value], '00080102': ['SH', scheme], '00080104': ['LO', meaning] }];
}

/** A channel by the number of its lead in SCP-ECG, with 2.5 uV a step where nothing else is said. */
export function channel(number: number, others: DicomElements = {}): DicomElements {
  return {
    '003A0208': ['SQ', code(`5.6.3-9-${number}`, 'SCPECG', '')],
    '003A0210': ['DS', '2.5'],
    '003A0211': ['SQ', code('uV', 'UCUM', 'microvolt')],
    ...others,
  };
}

export function group({
  columns,
  originality = 'ORIGINAL',
  bits = 16,
  kind = 'SS',
  isLittle = true,
  offset = '0',
  ...more
}: MadeGroup): DicomElements {
  const bytes = (values: readonly number[]) =>
    Buffer.concat(values.map((value) => int(value < 0 ? value + 2 ** bits : value, width[bits], isLittle)));
  const turns = columns[0]!.flatMap((_, turn) => columns.map((column) => column[turn]!));
  return {
    '00181068': ['DS', offset],
    '003A0004': ['CS', originality],
    '003A0005': ['US', [columns.length]],
    '003A0010': ['UL', [columns[0]!.length]],
    '003A001A': ['DS', more.hz ?? '500'],
    '003A0200': ['SQ', [...(more.leads ?? columns.map((_, index) => channel(index + 1)))]],
    '54001004': ['US', [bits]],
    '54001006': ['CS', kind],
    ...(more.padding === undefined ? {} : { '5400100A': ['OW', bytes([more.padding])] as [string, Uint8Array] }),
    '54001010': ['OW', bytes(turns)],
  };
}
