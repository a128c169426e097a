/** An HL7 v2 message as segments and fields, with the delimiters it declares itself (MSH-1, MSH-2). HL7 chapter 2. */
import { deviceClock } from '../framing/device-clock.ts';

export interface Delimiters {
  field: string;
  component: string;
  repeat: string;
  escapeMark: string;
  sub: string;
}

export interface Segment {
  name: string;
  /** Field n, counted as HL7 counts it, unescaped; components by `component`. Empty when not sent. */
  field(number: number): string;
  repeats(number: number): string[];
  /** Component c of the first repeat of field n. */
  component(number: number, component: number): string;
  componentOf(text: string, component: number): string;
}

/** The segments, or null when it does not begin with a usable MSH. */
export function segmentsOf(text: string): Segment[] | null {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const delimiters = delimitersOf(lines[0] ?? '');
  return delimiters === null ? null : lines.map((line) => segmentOf(line, delimiters));
}

/** What MSH-1 and MSH-2 declare; null when the line is no usable MSH. A short MSH-2 leaves the rest as usual. */
export function delimitersOf(header: string): Delimiters | null {
  const field = header[3] ?? '';
  if (!header.startsWith('MSH') || !/^[^A-Za-z0-9\s]$/.test(field)) return null;
  const [component = '^', repeat = '~', escapeMark = '\\', sub = '&'] = header.split(field)[1] ?? '';
  return { field, component, repeat, escapeMark, sub };
}

function segmentOf(line: string, delimiters: Delimiters): Segment {
  const fields = line.split(delimiters.field);
  const isHeader = fields[0] === 'MSH';
  // MSH-1 is the delimiter itself, so everything after it stands one further on.
  const raw = (number: number) => (isHeader ? (number === 1 ? delimiters.field : (fields[number - 1] ?? '')) : (fields[number] ?? ''));
  const plain = (text: string) => (text === '""' ? '' : unescaped(text, delimiters));
  const componentOf = (text: string, component: number) => plain(text.split(delimiters.component)[component - 1] ?? '');
  const repeats = (number: number) => raw(number).split(delimiters.repeat);
  return {
    name: fields[0] ?? '',
    field: (number) => plain(raw(number)),
    repeats,
    componentOf,
    component: (number, component) => componentOf(repeats(number)[0] ?? '', component),
  };
}

/** In one pass, so that an escaped escape is not read twice. */
function unescaped(text: string, { field, component, repeat, escapeMark, sub }: Delimiters): string {
  const letters: Record<string, string> = { F: field, S: component, T: sub, R: repeat, E: escapeMark, '.br': ' ' };
  const mark = escapeMark.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(new RegExp(`${mark}([FSTRE]|\\.br|X(?:[0-9A-Fa-f]{2})+)${mark}`, 'g'), (_whole, code: string) =>
    code.startsWith('X') ? code.slice(1).replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))) : letters[code]!,
  );
}

/** Escapes a value for a message with these delimiters. */
export function escaped(text: string, { field, component, repeat, escapeMark, sub }: Delimiters): string {
  const codes: Record<string, string> = { [field]: 'F', [component]: 'S', [sub]: 'T', [repeat]: 'R', [escapeMark]: 'E' };
  return Array.from(text, (letter) => {
    if (letter === '\r' || letter === '\n') return ' ';
    const code = codes[letter];
    return code === undefined ? letter : `${escapeMark}${code}${escapeMark}`;
  }).join('');
}

/** 20090813095715+0500 as ISO 8601, with the offset it states; null when it is no date and time. */
export function timeOf(text: string): string | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\.\d{1,4})?(?:([+-])(\d\d)(\d\d)?)?$/.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const clock = deviceClock(year!, month!, day!, hour!, minute!, second!);
  const [, , , , , , , fraction = '', sign, zoneHour = '00', zoneMinute = '00'] = found;
  if (clock === null || Number(zoneHour) > 14 || Number(zoneMinute) > 59) return null;
  return `${clock}${fraction}${sign === undefined ? '' : `${sign}${zoneHour}:${zoneMinute}`}`;
}
