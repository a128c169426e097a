/**
 * The baseline for beats: Pan and Tompkins, "A Real-Time QRS Detection Algorithm", IEEE Trans Biomed Eng 32:230 (1985), written from
 * the paper: its integer filters at 200 samples a second, two sets of thresholds, T-wave check and search-back. No part of the product.
 */

const hzOfPaper = 200;
/** What the low-pass (5) and the high-pass (16) delay, in samples. */
const delay = 21;
const windowSamples = 30;

interface Peak {
  at: number;
  /** Height in the integrated signal, and in the band-passed one around it. */
  integrated: number;
  filtered: number;
  /** Steepest slope around it. */
  slope: number;
}

/** Samples of the beats of one lead, in microvolts, at its own rate. */
export function panTompkins(lead: Float64Array, hz: number): number[] {
  const band = highPassed(lowPassed(resampled(lead, hz)));
  const slope = derivative(band);
  const integrated = integrate(slope);
  const peaks = peaksOf(integrated, band, slope);
  return decide(peaks, integrated, band).map((at) => Math.round(((at - delay) * hz) / hzOfPaper));
}

function resampled(lead: Float64Array, hz: number): Float64Array {
  return Float64Array.from({ length: Math.floor((lead.length * hzOfPaper) / hz) }, (_, index) => {
    const place = (index * hz) / hzOfPaper;
    const left = Math.floor(place);
    return lead[left]! + (place - left) * ((lead[left + 1] ?? lead[left]!) - lead[left]!);
  });
}

function lowPassed(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  const x = (index: number) => values[index] ?? values[0]!;
  const y = (index: number) => out[index] ?? 36 * values[0]!;
  for (let n = 0; n < out.length; n++) out[n] = 2 * y(n - 1) - y(n - 2) + x(n) - 2 * x(n - 6) + x(n - 12);
  return out.map((value) => value / 36);
}

/** All-pass of 16 samples' delay less the mean of 32. */
function highPassed(values: Float64Array): Float64Array {
  let sum = 32 * values[0]!;
  return values.map((value, n) => {
    sum += value - (values[n - 32] ?? values[0]!);
    return (values[n - 16] ?? values[0]!) - sum / 32;
  });
}

function derivative(values: Float64Array): Float64Array {
  return values.map((_, n) => {
    const x = (back: number) => values[n + 2 - back] ?? 0;
    return (2 * x(0) + x(1) - x(3) - 2 * x(4)) / 8;
  });
}

function integrate(slope: Float64Array): Float64Array {
  let sum = 0;
  return slope.map((value, n) => {
    sum += value * value - (slope[n - windowSamples] ?? 0) ** 2;
    return sum / windowSamples;
  });
}

/** A peak is a place above all within 200 ms: no QRS follows another sooner. */
function peaksOf(integrated: Float64Array, band: Float64Array, slope: Float64Array): Peak[] {
  const refractory = 0.2 * hzOfPaper;
  const peaks: Peak[] = [];
  for (let n = 1; n < integrated.length - 1; n++) {
    const here = integrated[n]!;
    if (here < integrated[n - 1]! || here <= integrated[n + 1]!) continue;
    const before = peaks.at(-1);
    if (before !== undefined && n - before.at < refractory && before.integrated >= here) continue;
    if (before !== undefined && n - before.at < refractory) peaks.pop();
    peaks.push({ at: n, integrated: here, filtered: largest(band, n - 45, n), slope: largest(slope, n - 45, n) });
  }
  return peaks;
}

function largest(values: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let n = Math.max(0, from); n <= to; n++) most = Math.max(most, Math.abs(values[n]!));
  return most;
}

/** Running estimates of signal and noise peaks; the first threshold stands a quarter of the way up, the second at half of the first. */
function levels(start: number) {
  let [signal, noise] = [start / 3, start / 20];
  return {
    high: () => noise + 0.25 * (signal - noise),
    isSignal(peak: number, weight = 0.125) {
      signal += weight * (peak - signal);
    },
    isNoise(peak: number) {
      noise += 0.125 * (peak - noise);
    },
  };
}

function decide(peaks: readonly Peak[], integrated: Float64Array, band: Float64Array): number[] {
  const learn = 2 * hzOfPaper;
  const [ofIntegrated, ofBand] = [levels(largest(integrated, 0, learn)), levels(largest(band, 0, learn))];
  const beats: Peak[] = [];
  const recent: number[] = [];
  const regular: number[] = [];
  let [skipped, isUneven] = [[] as Peak[], false];

  function accept(peak: Peak, weight?: number) {
    const before = beats.at(-1);
    ofIntegrated.isSignal(peak.integrated, weight);
    ofBand.isSignal(peak.filtered, weight);
    if (before !== undefined) noteInterval(peak.at - before.at);
    beats.push(peak);
    skipped = [];
  }

  function noteInterval(interval: number) {
    keep(recent, interval);
    const usual = mean(regular.length > 0 ? regular : recent);
    if (interval > 0.92 * usual && interval < 1.16 * usual) keep(regular, interval);
    isUneven = recent.some((one) => one < 0.92 * usual || one > 1.16 * usual);
  }

  const isAbove = (peak: Peak, share: number) => peak.integrated > share * ofIntegrated.high() && peak.filtered > share * ofBand.high();

  for (const peak of peaks) {
    const limit = 1.66 * mean(regular.length > 0 ? regular : recent);
    if (beats.length > 1 && peak.at - beats.at(-1)!.at > limit) {
      const found = skipped.filter((one) => isAbove(one, 0.5)).sort((a, b) => b.integrated - a.integrated)[0];
      if (found !== undefined) accept(found, 0.25);
    }
    const before = beats.at(-1);
    const isT = before !== undefined && peak.at - before.at < 0.36 * hzOfPaper && peak.slope < 0.5 * before.slope;
    if (!isT && isAbove(peak, isUneven ? 0.5 : 1)) accept(peak);
    else {
      ofIntegrated.isNoise(peak.integrated);
      ofBand.isNoise(peak.filtered);
      if (!isT) skipped.push(peak);
    }
  }
  return beats.map(({ at }) => fiducial(band, at)).sort((a, b) => a - b);
}

/** The largest deflection of the band-passed signal under the integrated peak. */
function fiducial(band: Float64Array, at: number): number {
  let best = Math.max(0, at - 45);
  for (let n = best; n <= at; n++) if (Math.abs(band[n]!) > Math.abs(band[best]!)) best = n;
  return best;
}

function keep(list: number[], interval: number): void {
  list.push(interval);
  if (list.length > 8) list.shift();
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.POSITIVE_INFINITY : values.reduce((sum, value) => sum + value, 0) / values.length;
}
