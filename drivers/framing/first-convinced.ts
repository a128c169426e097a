/** Runs several decoders side by side on a stream nobody has named, until one of them has accepted enough good frames in a row. */
import type { Decoder } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';

export interface Candidate {
  decoder: Decoder;
  /** Readings and samples that must come without noise between: another format's bytes make a good frame now and then, but no row of them. */
  needs: number;
}

/** When this many bytes convinced nobody they are told as noise, and everyone begins again. Over ten seconds of the fastest format. */
const patience = 4096;

interface Listener extends Candidate {
  good: number;
  heard: Heard[];
}

/** Nothing is said before one is convinced; the facts it kept back come then. Bytes that convinced nobody are noise. */
export function firstConvinced(make: () => Candidate[]): Decoder {
  let listeners = begin(make);
  let chosen: Decoder | null = null;
  let from = 0;
  let chosenFrom = 0;
  let length = 0;
  // One byte at a time, so that who is convinced first does not depend on how the line cuts the stream.
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      if (chosen !== null) return [...heard, ...moved(chosen.hear(bytes.subarray(index)))];
      length += 1;
      for (const listener of listeners) listen(listener, listener.decoder.hear(bytes.subarray(index, index + 1)));
      heard.push(...choose());
      if (chosen === null && length >= patience) heard.push(...giveUp());
    }
    return heard;
  }
  function choose(): Heard[] {
    const convinced = listeners
      .filter(({ good, needs }) => good >= needs)
      .sort((first, second) => noiseOf(first.heard) - noiseOf(second.heard))[0];
    if (convinced === undefined) return [];
    chosen = convinced.decoder;
    chosenFrom = from;
    return moved(convinced.heard);
  }
  function giveUp(): Heard[] {
    const noise: Heard = { kind: 'noise', from, at: from + length, bytes: length, why: 'no format was recognized' };
    listeners = begin(make);
    from += length;
    length = 0;
    return [noise];
  }
  /** A decoder counts from where it began; the stream may have begun earlier. */
  function moved(heard: readonly Heard[]): Heard[] {
    const by = chosenFrom;
    return heard.map((one) => ({ ...one, from: one.from + by, at: one.at + by }));
  }
  function end(): Heard[] {
    if (chosen !== null) return moved(chosen.end());
    for (const listener of listeners) listen(listener, listener.decoder.end());
    const said = choose();
    return said.length > 0 || length === 0 ? said : giveUp();
  }
  return { hear, end };
}

function begin(make: () => Candidate[]): Listener[] {
  return make().map((candidate) => ({ ...candidate, good: 0, heard: [] }));
}

function listen(listener: Listener, heard: readonly Heard[]): void {
  for (const one of heard) {
    if (one.kind === 'noise') listener.good = 0;
    if (one.kind === 'reading') listener.good += 1;
    if (one.kind === 'wave') listener.good += one.samples.length;
  }
  listener.heard.push(...heard);
}

function noiseOf(heard: readonly Heard[]): number {
  return heard.reduce((bytes, one) => bytes + (one.kind === 'noise' ? one.bytes : 0), 0);
}
