/** The answer to a message: what became of it, under its own id. HL7 chapter 2, acknowledgment; table 0008. */
import type { Message } from '../model/heard.ts';
import { escaped } from './segments.ts';
import { utf8Bytes } from './text.ts';

/** MLLP-framed bytes, or null when this sender wants no answer for that outcome. `at` is ISO 8601. */
export function acknowledgeHl7(message: Message, outcome: 'stored' | 'not-stored', at: string): Uint8Array | null {
  const isGood = outcome === 'stored' && message.verdict === 'accept';
  if (message.answers === 'never' || (message.answers === 'errors' && isGood) || (message.answers === 'success' && !isGood)) return null;
  const [application, facility, receiver, receiverFacility, id, processing, version, accept, applicationAck] = JSON.parse(
    message.envelope,
  ) as string[];
  const isAcceptLevel = accept !== '' && accept !== 'NE' && (applicationAck === '' || applicationAck === 'NE');
  const code = `${isAcceptLevel ? 'C' : 'A'}${isGood ? 'A' : message.verdict === 'type' ? 'R' : 'E'}`;
  const why = isGood ? '' : (message.why ?? 'the message could not be stored; send it again later');
  const stamp = at
    .replace(/[-:T]/g, '')
    .replace(/\.\d+/, '')
    .replace(/Z$/, '+0000')
    .replace(/([+-]\d\d)(\d\d)$/, '$1$2');
  const event = message.type.split('^')[1] || 'R01';
  const segments = [
    `MSH|^~\\&|${receiver}|${receiverFacility}|${application}|${facility}|${stamp}||ACK^${event}^ACK|A${String(id).slice(-19)}|${processing || 'P'}|${version || '2.6'}`,
    `MSA|${code}|${escaped(message.id)}${why === '' ? '' : `|${escaped(why)}`}`,
    ...(isGood ? [] : [`ERR|||${message.verdict === 'type' ? '200' : message.verdict === 'content' ? '101' : '207'}|E||||${escaped(why)}`]),
  ];
  return new Uint8Array([0x0b, ...utf8Bytes(`${segments.join('\r')}\r`), 0x1c, 0x0d]);
}
