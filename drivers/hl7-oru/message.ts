/** One whole message: who it is about, whether it can be taken, its readings, and what its answer needs. HL7 chapters 2 and 7. */
import type { Heard, Message, Span } from '../model/heard.ts';
import { answersOf, type Envelope, isReadVersion } from './acknowledge.ts';
import { readObservations } from './observations.ts';
import { delimitersOf, type Segment, segmentsOf } from './segments.ts';
import { textOf } from './text.ts';

/** Its readings, then the message itself. */
export function readMessage(bytes: Uint8Array, span: Span, firstSet: number, tolerated: readonly string[]): Heard[] {
  const { text, charset } = textOf(bytes);
  const segments = segmentsOf(text);
  const header = segments?.[0];
  const delimiters = delimitersOf(text);
  if (segments === null || header === undefined || delimiters === null)
    return [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'no usable MSH segment' }];
  const patient = patientOf(segments);
  const sent = (number: number) => header.repeats(number)[0] ?? '';
  const envelope: Envelope = {
    delimiters,
    charset,
    application: sent(3),
    facility: sent(4),
    receiver: sent(5),
    receiverFacility: sent(6),
    processing: sent(11),
    version: sent(12),
    accept: header.field(15),
    applicationAnswer: header.field(16),
  };
  const message: Message = {
    kind: 'message',
    ...span,
    id: header.field(10),
    type: `${header.component(9, 1)}^${header.component(9, 2)}`,
    patient,
    refused: [],
    ...(tolerated.length === 0 ? {} : { tolerated: [...tolerated] }),
    verdict: 'accept',
    answers: header.component(9, 1) === 'ACK' ? 'never' : answersOf(envelope.accept, envelope.applicationAnswer),
    envelope: JSON.stringify(envelope),
  };
  if (header.component(9, 1) === 'ACK') return [message];
  const objection = objectionTo(message, segments);
  if (objection !== null) return [{ ...message, ...objection }];
  const { heard, refused } = readObservations(segments, patient.ids[0] ?? '', span, firstSet);
  return [...heard, { ...message, refused }];
}

/** Why nothing of a message can be taken, or null. */
function objectionTo({ id, type }: Message, segments: readonly Segment[]): Pick<Message, 'verdict' | 'why'> | null {
  const version = segments[0]!.component(12, 1);
  if (!isReadVersion(version)) return { verdict: 'type', why: `HL7 version ${version} is not read here; only 2.x is` };
  // R40 and its like are alarms: their rows carry limits beside values.
  if (!/^ORU\^(R01)?$/.test(type)) return { verdict: 'type', why: `${type} is not read here; only ORU^R01 is` };
  if (id === '') return { verdict: 'content', why: 'MSH-10 is empty: the message cannot be told from its repetition' };
  const mixed = ['MSH', 'PID'].find((name) => segments.filter((segment) => segment.name === name).length > 1);
  if (mixed === undefined) return null;
  return { verdict: 'content', why: `more than one ${mixed} segment: whose values these are cannot be told` };
}

function patientOf(segments: readonly Segment[]): Message['patient'] {
  const segment = segments.find(({ name }) => name === 'PID');
  if (segment === undefined) return { ids: [] };
  const listed = segment.repeats(3).map((repeat) => segment.componentOf(repeat, 1));
  const ids = [...new Set([...listed, segment.component(2, 1), segment.component(18, 1)].filter((id) => id !== ''))];
  const name = [segment.component(5, 1), segment.component(5, 2)].filter(Boolean).join(', ');
  const born = /^(\d{4})(\d\d)(\d\d)/.exec(segment.component(7, 1));
  return {
    // An account number alone names no patient.
    ids: segment.component(3, 1) === '' ? ids.filter((id) => id !== segment.component(18, 1)) : ids,
    ...(name === '' ? {} : { name }),
    ...(born === null ? {} : { dateOfBirth: `${born[1]}-${born[2]}-${born[3]}` }),
  };
}
