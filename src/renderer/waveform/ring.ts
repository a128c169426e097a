/** The last samples of one signal, oldest overwritten: 32-bit integers, with one value set apart for "no sample here". */

export interface Ring {
  readonly capacity: number;
  /** Samples written since the start; the newest stands at `written - 1`. */
  readonly written: number;
  push(samples: readonly (number | null)[]): void;
  /** The sample with that running number, or null: lost, not yet written, or overwritten. */
  at(index: number): number | null;
}

const nothing = -(2 ** 31);

/** `capacity` samples, at least 1. Throws RangeError for a sample outside the 32-bit range. */
export function createRing(capacity: number): Ring {
  const samples = new Int32Array(Math.max(1, capacity)).fill(nothing);
  let written = 0;
  return {
    capacity: samples.length,
    get written() {
      return written;
    },
    push(fresh) {
      for (const sample of fresh) {
        if (sample !== null && (sample <= nothing || sample >= 2 ** 31)) throw new RangeError(`sample ${sample} is outside 32 bits`);
        samples[written % samples.length] = sample ?? nothing;
        written += 1;
      }
    },
    at(index) {
      if (index < 0 || index >= written || index < written - samples.length) return null;
      const sample = samples[index % samples.length]!;
      return sample === nothing ? null : sample;
    },
  };
}
