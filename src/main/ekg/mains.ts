/** Hum of the mains: the sinusoid near 50 or 60 Hz that fits a lead best. EKG notes 3.1 and 4. */

const candidates = [50, 60] as const;
/** Enough to tell the mains from what stands beside it; taken from the middle of the record. */
const seconds = 3;

/** Peak to peak in microvolts, of the stronger of the two, over what stands beside it in the spectrum. */
export function mainsHum(whole: Float64Array, hz: number): number {
  const middle = Math.max(0, (whole.length - seconds * hz) / 2);
  const values = withoutMean(whole.subarray(Math.floor(middle), Math.floor(middle) + Math.round(seconds * hz)));
  const humOf = (mains: number) => {
    if (mains * 2.1 > hz) return 0;
    const beside = (amplitude(values, hz, mains - 3) + amplitude(values, hz, mains + 3)) / 2;
    const nearest = [-0.25, 0, 0.25].map((shift) => amplitude(values, hz, mains + shift));
    return 2 * Math.max(0, Math.max(...nearest) - beside);
  };
  return Math.max(...candidates.map(humOf));
}

/** An electrode's own voltage is hundreds of times the hum, and would leak into every frequency that does not fit the piece. */
function withoutMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => value - mean);
}

/** Amplitude of one frequency in the whole, by the algorithm of Goertzel. */
function amplitude(values: Float64Array, hz: number, frequency: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequency) / hz);
  let [one, two] = [0, 0];
  for (const value of values) [one, two] = [value + turn * one - two, one];
  const power = one * one + two * two - turn * one * two;
  return (2 * Math.sqrt(Math.max(0, power))) / Math.max(1, values.length);
}
