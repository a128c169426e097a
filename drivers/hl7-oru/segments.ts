/** An HL7 v2 message as segments and fields, with the delimiters it declares itself (MSH-1, MSH-2). HL7 chapter 2. */

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
  const header = lines[0] ?? '';
  if (!header.startsWith('MSH') || header.length < 8) return null;
  const [field = '|', component = '^', repeat = '~', escapeMark = '\\', sub = '&'] = header.slice(3);
  const delimiters = { field, component, repeat, escapeMark, sub };
  return lines.map((line) => segmentOf(line, delimiters));
}

interface Delimiters {
  field: string;
  component: string;
  repeat: string;
  escapeMark: string;
  sub: string;
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
  const letters: Record<string, string> = { F: field, S: component, T: sub, R: repeat, E: escapeMark };
  const mark = escapeMark.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(new RegExp(`${mark}([FSTRE])${mark}`, 'g'), (_whole, letter: string) => letters[letter]!);
}

/** Escapes a value for a message with the usual delimiters. */
export function escaped(text: string): string {
  const codes: Record<string, string> = { '\\': '\\E\\', '|': '\\F\\', '^': '\\S\\', '&': '\\T\\', '~': '\\R\\' };
  return text.replace(/[\\|^&~\r\n]/g, (character) => codes[character] ?? ' ');
}

/** 20090813095715+0500 as ISO 8601, with the offset it states; null when it is no time. */
export function timeOf(text: string): string | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\.\d{1,4})?([+-]\d\d)?(\d\d)?$/.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zoneHour, zoneMinute = '00'] = found;
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zoneHour === undefined ? '' : `${zoneHour}:${zoneMinute}`}`;
}
