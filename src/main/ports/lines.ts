/**
 * Cuts what a line device sends into lines, with the line parser of the serial library, on every kind of port alike.
 * Bounded: a run longer than 4 KiB without a delimiter is given back as noise.
 */
import { ReadlineParser } from '@serialport/parser-readline';
import { type Cut, longestLine } from '../../../drivers/framing/lines.ts';

export interface LineSplitter {
  /** Lines that end in these bytes, each with its place in the stream. */
  cut(bytes: Uint8Array): Cut[];
  /** What stands at the end without its delimiter. */
  rest(): { from: number; at: number } | null;
}

export function splitLines(delimiter: string): LineSplitter {
  let parser = newParser(delimiter);
  /** Offset of the first byte that is in no line yet, and how many such bytes there are. */
  let from = 0;
  let pending = 0;

  function cutPiece(piece: Uint8Array): Cut[] {
    parser.write(piece);
    pending += piece.length;
    const cuts: Cut[] = [];
    for (let line = parser.read(); line !== null; line = parser.read()) {
      const text = (line as string).slice(0, -delimiter.length);
      cuts.push({ line: { text, span: take((line as string).length) } });
    }
    if (pending > longestLine) {
      cuts.push({ noise: take(pending) });
      parser = newParser(delimiter);
    }
    return cuts;
  }

  function take(length: number) {
    const span = { from, at: from + length };
    from += length;
    pending -= length;
    return span;
  }

  return {
    cut(bytes) {
      const cuts: Cut[] = [];
      for (let start = 0; start < bytes.length; ) {
        const piece = bytes.subarray(start, start + longestLine + 1 - pending);
        start += piece.length;
        cuts.push(...cutPiece(piece));
      }
      return cuts;
    },
    rest: () => (pending === 0 ? null : { from, at: from + pending }),
  };
}

/** One item a line, so that lines which came together stay apart; the delimiter is kept, so that lengths are places in the stream. */
function newParser(delimiter: string): ReadlineParser {
  return new ReadlineParser({ delimiter, encoding: 'latin1', includeDelimiter: true, readableObjectMode: true });
}
