/** From the bytes of one connection to what was heard: by listening, or by holding a conversation. */
import type { Cut } from '../../../drivers/framing/lines.ts';
import type { ByteVariant, Driver, Frame, Variant } from '../../../drivers/model/driver.ts';
import type { Heard, Noise } from '../../../drivers/model/heard.ts';
import type { LineSplitter } from '../ports/lines.ts';
import type { Port } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import { createAsking } from './asking.ts';

export type SplitLines = (delimiter: string) => LineSplitter;

export interface Hearing {
  bytes(bytes: Uint8Array): void;
  /** The connection ended. */
  end(): void;
}

export interface HearingNeeds {
  driver: Driver;
  variant: Variant;
  splitLines: SplitLines;
  port: Pick<Port, 'write' | 'writeFeature'>;
  timers: Timers;
  /** Facts that were said in one breath. */
  heard(heard: Heard[]): void;
  unanswered(): void;
  /** A frame was answered with nothing new to say and nothing to complain of. */
  nothingNew(): void;
  /** The conversation broke off: the line has to be opened anew. */
  broke(thrown: unknown): void;
}

export function createHearing(needs: HearingNeeds): Hearing {
  return needs.driver.converse === undefined ? listen(needs) : converse(needs);
}

type ListenNeeds = Pick<HearingNeeds, 'variant' | 'splitLines' | 'timers' | 'heard'>;

/** Hears without ever writing to the port. */
export function listen({ variant, splitLines, timers, heard }: ListenNeeds): Hearing {
  const say = (facts: Heard[]): void => {
    if (facts.length > 0) heard(facts);
  };
  if (variant.frames !== 'lines') return listenToBytes(variant, timers, say);
  const decoder = variant.listen();
  const splitter = splitLines(variant.delimiter);
  return {
    bytes: (bytes) =>
      say(splitter.cut(bytes).flatMap((cut) => ('line' in cut ? decoder.hear(cut.line.text, cut.line.span) : [tooLong(cut.noise)]))),
    end() {
      const rest = splitter.rest();
      const torn = rest === null ? [] : [noiseAt(rest, 'the last line is not ended')];
      say([...torn, ...decoder.end()]);
    },
  };
}

/** A frame that ends in silence is whole once nothing more has come for as long as the protocol says. */
function listenToBytes({ listen, pauseEndsMs }: ByteVariant, timers: Timers, say: (facts: Heard[]) => void): Hearing {
  const decoder = listen();
  let callOff = (): void => undefined;
  return {
    bytes(bytes) {
      callOff();
      say(decoder.hear(bytes));
      if (pauseEndsMs !== undefined) callOff = timers.after(pauseEndsMs, () => say(decoder.pause?.() ?? []));
    },
    end() {
      callOff();
      say(decoder.end());
    },
  };
}

function converse({ driver, variant, splitLines, port, timers, heard, unanswered, nothingNew, broke }: HearingNeeds): Hearing {
  let said: Heard[] = [];
  const turned = (took: boolean) => {
    const facts = said;
    said = [];
    if (facts.length > 0) heard(facts);
    else if (took) nothingNew();
  };
  const { asking, frame, end } = createAsking({ write: port.write, writeFeature: port.writeFeature, timers, turned, unanswered });
  const framesOf = createFramer(variant, splitLines, (noise) => heard([noise]));
  async function talk(): Promise<void> {
    for await (const fact of driver.converse!(asking, variant)) said.push(fact);
    turned(false);
  }
  talk().then(
    () => asking.ended || broke(new Error('the conversation came to its end')),
    (thrown) => asking.ended || broke(thrown),
  );
  return { bytes: (bytes) => framesOf(bytes).forEach(frame), end };
}

/** Cuts bytes into what a conversation calls a frame: a line with its delimiter, a report, or what came at once. */
function createFramer(variant: Variant, splitLines: SplitLines, noise: (noise: Noise) => void): (bytes: Uint8Array) => Frame[] {
  if (variant.frames === 'lines') return lineFramer(variant.delimiter, splitLines(variant.delimiter), noise);
  let at = 0;
  const length = variant.frames === 'reports' && variant.line.kind === 'hid' ? variant.line.reportBytes : Number.POSITIVE_INFINITY;
  return (bytes) => {
    const frames: Frame[] = [];
    for (let start = 0; start < bytes.length; start += length) {
      const part = bytes.slice(start, start + length);
      frames.push({ bytes: part, from: at, at: at + part.length });
      at += part.length;
    }
    return frames;
  };
}

function lineFramer(delimiter: string, splitter: LineSplitter, noise: (noise: Noise) => void): (bytes: Uint8Array) => Frame[] {
  const frameOf = (cut: Cut): Frame[] => {
    if ('noise' in cut) {
      noise(tooLong(cut.noise));
      return [];
    }
    return [{ ...cut.line.span, bytes: new Uint8Array(Buffer.from(cut.line.text + delimiter, 'latin1')) }];
  };
  return (bytes) => splitter.cut(bytes).flatMap(frameOf);
}

function tooLong(span: { from: number; at: number }): Noise {
  return noiseAt(span, 'no line end in 4096 bytes');
}

function noiseAt({ from, at }: { from: number; at: number }, why: string): Noise {
  return { kind: 'noise', from, at, bytes: at - from, why };
}
