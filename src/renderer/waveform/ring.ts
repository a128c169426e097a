/** The last samples of one signal, oldest overwritten: 16-bit integers, with one value set apart for "no sample here". */

export interface Ring {
  readonly capacity: number;
  /** Samples written since the start; the newest stands at `written - 1`. */
  readonly written: number;
  push(samples: readonly (number | null)[]): void;
  /** The sample with that running number, or null: lost, not yet written, or overwritten. */
  at(index: number): number | null;
}

const nothing = -32768;

/** `capacity` samples, at least 1. Throws RangeError for a sample outside the 16-bit range. */
export function createRing(capacity: number): Ring {
  const samples = new Int16Array(Math.max(1, capacity)).fill(nothing);
  let written = 0;
  return {
    capacity: samples.length,
    get written() {
      return written;
    },
    push(fresh) {
      for (const sample of fresh) {
        if (sample !== null && (sample <= nothing || sample > 32767)) throw new RangeError(`sample ${sample} is outside 16 bits`);
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
