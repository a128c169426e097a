/** The answer to a message: what became of it, under its own id, in its own delimiters and character set. HL7 chapter 2, acknowledgment; table 0008. */
import type { Message } from '../model/heard.ts';
import { type Delimiters, escaped } from './segments.ts';
import { bytesIn, type Charset } from './text.ts';

/** What the answer repeats of the message's header. Texts are as they were sent, not unescaped. */
export interface Envelope {
  delimiters: Delimiters;
  charset: Charset;
  application: string;
  facility: string;
  receiver: string;
  receiverFacility: string;
  processing: string;
  version: string;
  accept: string;
  applicationAnswer: string;
}

/** MSH-15 or MSH-16: whether an answer of that level is wanted. Table 0155. */
function wants(word: string, isGood: boolean): boolean {
  if (word === '' || word === 'NE') return false;
  return word === 'ER' ? !isGood : word === 'SU' ? isGood : true;
}

/**
 * The answers a sender wants for an outcome, by the first letter of their code. Original mode (both fields empty): one, of
 * the application. Enhanced mode: that the message was taken over, then what became of it; what was not taken over becomes nothing.
 */
function levelsOf(accept: string, application: string, isGood: boolean): ('C' | 'A')[] {
  if (accept === '' && application === '') return ['A'];
  const takenOver = wants(accept, isGood);
  const became = wants(application, isGood) && (isGood || !takenOver);
  return [...(takenOver ? ['C' as const] : []), ...(became ? ['A' as const] : [])];
}

/** Whether the sender wants an answer for an outcome. */
export function answersOf(accept: string, application: string): Message['answers'] {
  const [good, bad] = [true, false].map((isGood) => levelsOf(accept, application, isGood).length > 0);
  return good ? (bad ? 'always' : 'success') : bad ? 'errors' : 'never';
}

/** MLLP-framed bytes, or null when this sender wants no answer for that outcome. `at` is ISO 8601. */
export function acknowledgeHl7(message: Message, outcome: 'stored' | 'not-stored', at: string): Uint8Array | null {
  if (message.answers === 'never') return null;
  const isGood = outcome === 'stored' && message.verdict === 'accept';
  const envelope = JSON.parse(message.envelope) as Envelope;
  const levels = levelsOf(envelope.accept, envelope.applicationAnswer, isGood);
  if (levels.length === 0) return null;
  const code = isGood ? 'A' : message.verdict === 'type' ? 'R' : 'E';
  const frames = levels.map((level) => bytesIn(answerText(message, envelope, level, code, stampOf(at)), envelope.charset));
  return new Uint8Array(frames.flatMap((bytes) => [0x0b, ...bytes, 0x1c, 0x0d]));
}

function answerText(message: Message, envelope: Envelope, level: string, code: 'A' | 'R' | 'E', stamp: string): string {
  const { delimiters } = envelope;
  const { field, component, repeat, escapeMark, sub } = delimiters;
  const plain = (text: string) => escaped(text, delimiters);
  const why =
    code === 'A'
      ? ''
      : ((message.verdict === 'accept' ? undefined : message.why) ?? 'the message could not be stored; send it again later');
  const event = message.type.split('^')[1] || 'R01';
  const header = [
    `MSH${field}${component}${repeat}${escapeMark}${sub}`,
    ...[envelope.receiver, envelope.receiverFacility, envelope.application, envelope.facility, stamp, ''],
    ['ACK', plain(event), 'ACK'].join(component),
    `${level}${plain(message.id.slice(-19))}`,
    envelope.processing || 'P',
    envelope.version || '2.6',
  ];
  const segments = [
    header,
    ['MSA', `${level}${code}`, plain(message.id), ...(why === '' ? [] : [plain(why)])],
    ...(why === '' ? [] : [['ERR', '', '', errorCode(message, envelope), 'E', '', '', '', plain(why)]]),
  ];
  return segments.map((fields) => `${fields.join(field)}\r`).join('');
}

/** Table 0357: unsupported version, unsupported message type, required field missing, internal error. */
function errorCode({ verdict }: Message, { version }: Envelope): string {
  if (verdict === 'type') return isReadVersion(version) ? '200' : '203';
  return verdict === 'content' ? '101' : '207';
}

/** HL7 2.x, or one that does not say. */
export function isReadVersion(version: string): boolean {
  return version === '' || /^2(\.\d|$)/.test(version);
}

/** 2026-03-14T09:06:01.250-05:00 as 20260314090601-0500. */
function stampOf(at: string): string {
  const [, date = '', time = '', zone = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(at) ?? [];
  return `${date.replaceAll('-', '')}${time.replaceAll(':', '')}${zone === 'Z' ? '+0000' : zone.replace(':', '')}`;
}
