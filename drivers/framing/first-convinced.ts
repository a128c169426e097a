/** Runs several decoders side by side on a stream nobody has named, until one of them has accepted enough good frames. */
import type { Decoder } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';

export interface Candidate {
  decoder: Decoder;
  /** Good frames that make this one believable: more where a chance hit is easier. */
  needs: number;
}

/** Facts kept back for each candidate while nobody is convinced. */
const keptBack = 400;

/** Nothing is said before one is convinced, except at the end: bytes that convinced nobody are noise. */
export function firstConvinced(make: () => Candidate[]): Decoder {
  const candidates = make().map((candidate) => ({ ...candidate, good: 0, heard: [] as Heard[] }));
  let chosen: Decoder | null = null;
  let length = 0;
  function hear(bytes: Uint8Array): Heard[] {
    if (chosen !== null) return chosen.hear(bytes);
    length += bytes.length;
    for (const candidate of candidates) listen(candidate, candidate.decoder.hear(bytes));
    return choose();
  }
  function choose(): Heard[] {
    const convinced = candidates
      .filter(({ good, needs }) => good >= needs)
      .sort((first, second) => noiseOf(first.heard) - noiseOf(second.heard))[0];
    if (convinced === undefined) return [];
    chosen = convinced.decoder;
    return convinced.heard;
  }
  function end(): Heard[] {
    if (chosen !== null) return chosen.end();
    for (const candidate of candidates) listen(candidate, candidate.decoder.end());
    const said = choose();
    if (said.length > 0 || length === 0) return said;
    return [{ kind: 'noise', from: 0, at: length, bytes: length, why: 'no format was recognized' }];
  }
  return { hear, end };
}

function listen(candidate: { good: number; heard: Heard[] }, heard: readonly Heard[]): void {
  candidate.good += heard.filter(({ kind }) => kind === 'reading' || kind === 'wave').length;
  candidate.heard.push(...heard);
  if (candidate.heard.length > keptBack) candidate.heard.splice(0, candidate.heard.length - keptBack);
}

function noiseOf(heard: readonly Heard[]): number {
  return heard.reduce((bytes, one) => bytes + (one.kind === 'noise' ? one.bytes : 0), 0);
}
