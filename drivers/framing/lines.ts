/**
 * Cuts a byte stream into text lines, bounded: more than 4 KiB without a delimiter is noise. The same cuts as
 * the line parser of the real port makes; used where there is no port (files, tests, the command line).
 */
import type { Decoder, LineVariant, Variant } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';

export const longestLine = 4096;

export interface Line {
  /** Without its delimiter, one character per byte. */
  text: string;
  span: Span;
}

export type Cut = { line: Line } | { noise: Span };

/** Gives each line with its place in the stream. Lone delimiters give empty lines. */
export function createLineCutter(delimiter: string): { cut(bytes: Uint8Array): Cut[]; rest(): Span | null } {
  let pending = '';
  let from = 0;
  function cut(bytes: Uint8Array): Cut[] {
    const cuts: Cut[] = [];
    for (const byte of bytes) {
      pending += String.fromCharCode(byte);
      if (pending.endsWith(delimiter)) cuts.push({ line: take(pending.length - delimiter.length) });
      else if (pending.length > longestLine) cuts.push({ noise: take(0).span });
    }
    return cuts;
  }
  function take(length: number): Line {
    const line = { text: pending.slice(0, length), span: { from, at: from + pending.length } };
    from = line.span.at;
    pending = '';
    return line;
  }
  return { cut, rest: () => (pending === '' ? null : { from, at: from + pending.length }) };
}

/** A decoder of bytes for any variant: lines are cut here, everything else frames by itself. */
export function decoderOf(variant: Variant): Decoder {
  return variant.frames === 'lines' ? lineDecoder(variant) : variant.listen();
}

function lineDecoder(variant: LineVariant): Decoder {
  const cutter = createLineCutter(variant.delimiter);
  const decoder = variant.listen();
  return {
    hear: (bytes) =>
      cutter.cut(bytes).flatMap((cut) => ('line' in cut ? decoder.hear(cut.line.text, cut.line.span) : [tooLong(cut.noise)])),
    end() {
      const rest = cutter.rest();
      const torn: Heard[] =
        rest === null ? [] : [{ kind: 'noise', ...rest, bytes: rest.at - rest.from, why: 'the last line is not ended' }];
      return [...torn, ...decoder.end()];
    },
  };
}

function tooLong(span: Span): Heard {
  return { kind: 'noise', ...span, bytes: span.at - span.from, why: `no line end in ${longestLine} bytes` };
}
