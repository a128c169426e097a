/**
 * HL7 v2 messages from networked monitors and gateways, framed by MLLP or bare:
 *
 *   0B  MSH|^~\&|...<CR>PID|...<CR>OBR|...<CR>OBX|...<CR>  1C 0D
 *
 * Tolerated: a missing 0B, a missing last 0D. Bare messages end where the next MSH begins, or with the stream;
 * a framed one without its 1C is cut short and is noise.
 * HL7 v2.x appendix on MLLP; IHE PCD-01.
 */
import type { Decoder } from '../model/driver.ts';
import type { Heard, Message, Span } from '../model/heard.ts';
import { readObservations } from './observations.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { textOf } from './text.ts';

const start = 0x0b;
const fileSeparator = 0x1c;
const carriageReturn = 0x0d;
/** The longest message that is read. Vitals are a few kB; a PDF does not come this way. */
export const longestMessage = 1024 * 1024;

export interface Hl7Options {
  /** A message ends at the next MSH, as some monitors send. With MLLP off, the stream's pause is the link's affair. */
  bare: boolean;
}

export function decodeHl7({ bare }: Hl7Options): Decoder {
  let pending: number[] = [];
  let from = 0;
  let at = 0;
  let set = 0;
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (const byte of bytes) {
      at += 1;
      if (byte === start) {
        at -= 1;
        heard.push(...end());
        at += 1;
        from = at - 1;
      }
      pending.push(byte);
      if (byte === fileSeparator) heard.push(...flush(at));
      else if (byte === 0x48 && beginsMessage(pending)) heard.push(...splitBefore(3));
      else if (pending.length > longestMessage) heard.push(...discard('a message longer than 1 MiB'));
    }
    return heard;
  }
  /** "MSH" at the start of a line, after something: a new message begins where an unframed one stands. */
  function beginsMessage(bytes: readonly number[]): boolean {
    const length = bytes.length;
    const isName = bytes[length - 3] === 0x4d && bytes[length - 2] === 0x53;
    const before = bytes[length - 4];
    return (
      isName && length > 4 && bytes[0] !== start && (before === carriageReturn || before === 0x0a) && (bare || looksLikeMessage(bytes))
    );
  }
  function splitBefore(count: number): Heard[] {
    const kept = pending.slice(-count);
    pending = pending.slice(0, -count);
    const heard = flush(at - count);
    pending = kept;
    from = at - count;
    return heard;
  }
  /** Everything up to `until` is one message, or noise. The CR after the end block is swallowed with the next. */
  function flush(until: number): Heard[] {
    const whole = pending;
    const span = { from, at: until };
    pending = [];
    from = until;
    const body = whole.filter((byte) => byte !== start && byte !== fileSeparator);
    if (body.every((byte) => byte === carriageReturn || byte === 0x0a)) return [];
    const leading = indexOfHeader(body);
    if (leading === null) return [{ kind: 'noise', ...span, bytes: whole.length, why: 'no message' }];
    const skipped = leading === 0 ? 0 : leading + (whole[0] === start ? 1 : 0);
    const isSeparator = body.slice(0, leading).every((byte) => byte === carriageReturn || byte === 0x0a);
    const junk: Heard[] = isSeparator
      ? []
      : [{ kind: 'noise', from: span.from, at: span.from + skipped, bytes: skipped, why: 'before a message' }];
    const heard = readMessage(new Uint8Array(body.slice(leading)), { ...span, from: span.from + skipped }, set + 1);
    set += heard.filter(({ kind }) => kind === 'reading').length;
    return [...junk, ...heard];
  }
  function discard(why: string): Heard[] {
    const bytes = pending.length;
    const span = { from, at };
    pending = [];
    from = at;
    return [{ kind: 'noise', ...span, bytes, why }];
  }
  /** A framed message whose end never came may lack its last rows, or half of a number: it is noise. */
  function end(): Heard[] {
    return pending[0] === start ? discard('the message is not ended') : flush(at);
  }
  return { hear, end };
}

function looksLikeMessage(bytes: readonly number[]): boolean {
  return indexOfHeader(bytes) !== null;
}

function indexOfHeader(bytes: readonly number[]): number | null {
  for (let index = 0; index + 2 < Math.min(bytes.length, 64); index += 1) {
    if (bytes[index] === 0x4d && bytes[index + 1] === 0x53 && bytes[index + 2] === 0x48) return index;
  }
  return null;
}

function readMessage(bytes: Uint8Array, span: Span, firstSet: number): Heard[] {
  const segments = segmentsOf(textOf(bytes));
  const header = segments?.[0];
  if (segments === null || header === undefined)
    return [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'no usable MSH segment' }];
  const type = `${header.component(9, 1)}^${header.component(9, 2)}`;
  const patient = patientOf(segments);
  const message: Message = {
    kind: 'message',
    ...span,
    id: header.field(10),
    type,
    patient,
    refused: [],
    verdict: 'accept',
    answers: answersOf(header),
    envelope: JSON.stringify([3, 4, 5, 6, 10, 11, 12, 15, 16].map((number) => header.repeats(number)[0] ?? '')),
  };
  if (header.component(9, 1) === 'ACK') return [{ ...message, answers: 'never' }];
  if (header.component(9, 1) !== 'ORU') return [{ ...message, verdict: 'type', why: `${type} is not read here; only ORU^R01 is` }];
  if (message.id === '')
    return [{ ...message, verdict: 'content', why: 'MSH-10 is empty: the message cannot be told from its repetition' }];
  const mixed = ['MSH', 'PID'].find((name) => segments.filter((segment) => segment.name === name).length > 1);
  if (mixed !== undefined)
    return [{ ...message, verdict: 'content', why: `more than one ${mixed} segment: whose values these are cannot be told` }];
  const { heard, refused } = readObservations(segments, patient.ids[0] ?? '', span, firstSet);
  return [...heard, { ...message, refused }];
}

function patientOf(segments: readonly Segment[]): Message['patient'] {
  const segment = segments.find(({ name }) => name === 'PID');
  if (segment === undefined) return { ids: [] };
  const listed = segment.repeats(3).map((repeat) => segment.componentOf(repeat, 1));
  const ids = [...new Set([...listed, segment.component(2, 1), segment.component(18, 1)].filter((id) => id !== ''))];
  const name = [segment.component(5, 1), segment.component(5, 2)].filter(Boolean).join(', ');
  const born = /^(\d{4})(\d\d)(\d\d)/.exec(segment.component(7, 1));
  return {
    ids: segment.component(3, 1) === '' ? ids.filter((id) => id !== segment.component(18, 1)) : ids,
    ...(name === '' ? {} : { name }),
    ...(born === null ? {} : { dateOfBirth: `${born[1]}-${born[2]}-${born[3]}` }),
  };
}

/** When an answer is wanted: MSH-15 in enhanced mode; in original mode (both empty) always. PCD-01 uses NE with AL in MSH-16. */
function answersOf(header: Segment): Message['answers'] {
  const words: Record<string, Message['answers']> = { AL: 'always', NE: 'never', ER: 'errors', SU: 'success' };
  const accept = header.field(15);
  const application = header.field(16);
  if (accept === '' && application === '') return 'always';
  if (application !== '' && application !== 'NE') return words[application] ?? 'always';
  return words[accept] ?? 'always';
}
