/**
 * HL7 v2 messages from networked monitors and gateways, framed by MLLP or bare:
 *
 *   0B  MSH|^~\&|...<CR>PID|...<CR>OBR|...<CR>OBX|...<CR>  1C 0D
 *
 * Put up with, and told with the message: a missing 0B, a missing last 0D, LF or CR LF after segments. Bare messages end
 * where the next MSH begins, at a pause, or with the stream; a framed one without its 1C is cut short and is noise. One
 * that has its 1C is whole with the next byte, which should be the 0D, or at a pause.
 * HL7 v2.x appendix on MLLP; IHE PCD-01.
 */
import type { Decoder } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';
import { readMessage } from './message.ts';

const start = 0x0b;
const fileSeparator = 0x1c;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** The longest message that is read. Vitals are a few kB; a PDF does not come this way. */
export const longestMessage = 1024 * 1024;

export interface Hl7Options {
  /** A message ends at the next MSH or at a pause, as some monitors send. */
  bare: boolean;
}

export function decodeHl7({ bare }: Hl7Options): Decoder {
  let pending: number[] = [];
  let from = 0;
  let at = 0;
  let set = 0;
  /** What follows in a message that was too long is no message either, however it looks. */
  let isTooLong = false;
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (const byte of bytes) {
      if (byte === start || (hasItsEnd() && byte !== carriageReturn)) heard.push(...end());
      const isLast = hasItsEnd();
      at += 1;
      pending.push(byte);
      if (isLast) heard.push(...flush(at));
      else if (byte === 0x48 && beginsMessage()) heard.push(...splitBefore(3));
      else if (pending.length > longestMessage) {
        heard.push(...discard('a message longer than 1 MiB'));
        isTooLong = true;
      }
    }
    return heard;
  }
  const hasItsEnd = () => pending.at(-1) === fileSeparator;
  /** "MSH" at the start of a line, after something: a new message begins where an unframed one stands. */
  function beginsMessage(): boolean {
    const length = pending.length;
    const isName = pending[length - 3] === 0x4d && pending[length - 2] === 0x53;
    return isName && length > 4 && pending[0] !== start && isLineEnd(pending[length - 4]!);
  }
  function splitBefore(count: number): Heard[] {
    const kept = pending.slice(-count);
    pending = pending.slice(0, -count);
    const heard = flush(at - count);
    pending = kept;
    from = at - count;
    return heard;
  }
  /** Everything up to `until` is one message, or noise. */
  function flush(until: number): Heard[] {
    if (isTooLong) return discard('the rest of a message longer than 1 MiB', until);
    const whole = pending;
    const body = whole.filter((byte) => byte !== start && byte !== fileSeparator);
    const leading = indexOfHeader(body);
    if (body.every(isLineEnd)) return drop(until);
    if (leading === null) return discard('no message', until);
    const skipped = leading === 0 ? 0 : leading + (whole[0] === start ? 1 : 0);
    const span = { from: from + skipped, at: until };
    const junk: Heard[] = body.slice(0, leading).every(isLineEnd)
      ? []
      : [{ kind: 'noise', from, at: from + skipped, bytes: skipped, why: 'before a message' }];
    const message = endsFramed(whole) ? body.slice(leading, -1) : body.slice(leading);
    const heard = readMessage(new Uint8Array(message), span, set + 1, toleratedIn(whole, message));
    set += heard.filter(({ kind }) => kind === 'reading').length;
    drop(until);
    return [...junk, ...heard];
  }
  function toleratedIn(whole: readonly number[], body: readonly number[]): string[] {
    const isBegun = whole[0] === start;
    const isEnded = whole.at(-1) === fileSeparator || endsFramed(whole);
    const isMllp = isBegun || isEnded || !bare;
    return [
      ...(isMllp && !isBegun ? ['no 0B before it'] : []),
      ...(isMllp && !isEnded ? ['no 1C 0D after it'] : []),
      ...(isEnded && !endsFramed(whole) ? ['no 0D after its 1C'] : []),
      ...(isMllp || isLineEnd(body.at(-1)!) ? [] : ['its last segment is not ended']),
      ...(body.includes(lineFeed) ? [`its segments end with ${body.includes(carriageReturn) ? 'CR LF' : 'LF'}`] : []),
    ];
  }
  function drop(until: number): Heard[] {
    pending = [];
    from = until;
    return [];
  }
  function discard(why: string, until = at): Heard[] {
    const noise: Heard = { kind: 'noise', from, at: until, bytes: until - from, why };
    isTooLong = false;
    drop(until);
    return noise.bytes === 0 ? [] : [noise];
  }
  /** A framed message whose end never came may lack its last rows, or half of a number: it is noise. */
  function end(): Heard[] {
    return pending[0] === start && !hasItsEnd() ? discard('the message is not ended') : flush(at);
  }
  /** A framed message says itself where it ends: silence within it means that the rest is on its way. After its 1C only the 0D can be missing. */
  const pause = (): Heard[] => (hasItsEnd() || (bare && pending[0] !== start) ? flush(at) : []);
  return { hear, pause, end };
}

/** Ends with 1C 0D. */
function endsFramed(whole: readonly number[]): boolean {
  return whole.at(-1) === carriageReturn && whole.at(-2) === fileSeparator;
}

function isLineEnd(byte: number): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

function indexOfHeader(bytes: readonly number[]): number | null {
  for (let index = 0; index + 2 < Math.min(bytes.length, 64); index += 1) {
    if (bytes[index] === 0x4d && bytes[index + 1] === 0x53 && bytes[index + 2] === 0x48) return index;
  }
  return null;
}
