import { describe, expect, it } from 'vitest';
import { qtcBy } from '../../../drivers/model/qtc.ts';
import { noSample } from '../../../drivers/model/tracing.ts';
import { analysisLeads } from '../../../src/main/ekg/analysis-leads.ts';
import { beatMarks } from '../../../src/main/ekg/beat-marks.ts';
import { detectBeats } from '../../../src/main/ekg/beats.ts';
import { markShapes } from '../../../src/main/ekg/delineate.ts';
import { measure } from '../../../src/main/ekg/measure.ts';
import { type HeartOptions, madeUpHeart } from '../../support/made-up-heart.ts';

function close(found: number | null, told: number, within: number): void {
  expect(found, `${found} instead of ${told}`).not.toBeNull();
  expect(Math.abs(found! - told), `${found} instead of ${told}`).toBeLessThanOrEqual(within);
}

describe('beats', () => {
  const hearts: [string, HeartOptions][] = [
    ['of a quiet record', {}],
    ['under noise', { noise: 60 }],
    ['under hum and wander', { hum: 120, wander: 800 }],
    ['at 40 a minute', { rr: 1500 }],
    ['at 180 a minute', { rr: 333, qt: 230, pr: 110 }],
    ['without order', { isIrregular: true, hasP: false }],
    ['at 250 samples a second', { hz: 250 }],
    ['at 1000 samples a second', { hz: 1000 }],
  ];
  it.each(hearts)('%s are found, each once', (_, options) => {
    const { tracing, qrsOn } = madeUpHeart(options);
    const { values, hz } = analysisLeads(tracing)!;
    const found = detectBeats(values, hz);
    const inside = qrsOn.filter((on) => on > 0.15 * hz && on < values[0]!.length - 0.3 * hz);
    for (const on of inside) expect(found.filter((beat) => beat > on - 0.02 * hz && beat < on + 0.12 * hz).length, `beat at ${on}`).toBe(1);
    expect(found.length).toBeLessThanOrEqual(qrsOn.length);
  });

  it('a pacer’s spikes are found, and are no beats', () => {
    const { tracing, qrsOn } = madeUpHeart({ spikeBefore: 60, hasP: false });
    const { spikes, beats } = measure(tracing);
    expect(Math.abs(spikes.length - qrsOn.length)).toBeLessThanOrEqual(1);
    expect(Math.abs(beats.length - qrsOn.length)).toBeLessThanOrEqual(1);
    expect(measure(madeUpHeart().tracing).spikes).toEqual([]);
  });

  it('a pacer’s spike that a low-pass has flattened is found, and is no part of the QRS', () => {
    const { tracing, qrsOn } = madeUpHeart({ hasP: false, noise: 5 });
    const leads = tracing.leads.map((lead) => ({ ...lead, samples: Int32Array.from(lead.samples) }));
    for (const on of qrsOn)
      for (const { samples } of leads)
        for (let tail = 0; tail < 10; tail++) samples[on - 20 + tail]! += Math.round(180 * Math.exp(-tail / 3));
    const { spikes, median } = measure({ ...tracing, leads });
    expect(spikes.length).toBeGreaterThanOrEqual(qrsOn.length - 1);
    for (const spike of spikes) expect(Math.min(...qrsOn.map((on) => Math.abs(on - 20 - spike)))).toBeLessThanOrEqual(1);
    const place = qrsOn.find((on) => Math.abs(on - median!.positions[1]!) < 60)! - median!.positions[1]! + median!.at;
    close(median!.global.qrsOn, place, 6);
  });

  it('none are found where nothing happens', () => {
    expect(detectBeats([new Float64Array(5000)], 500)).toEqual([]);
    expect(detectBeats([], 500)).toEqual([]);
  });
});

describe('measurements', () => {
  it.each([
    { rr: 850, pr: 160, qrs: 90, qt: 390 },
    { rr: 1200, pr: 220, qrs: 130, qt: 450 },
    { rr: 600, pr: 130, qrs: 80, qt: 320, noise: 15 },
    { rr: 850, pr: 160, qrs: 90, qt: 390, hz: 1000, wander: 400 },
  ])('are what the heart was made with: %o', (options) => {
    const measured = measure(madeUpHeart(options).tracing);
    close(measured.rr, options.rr, 2);
    close(measured.heartRate, Math.round(60_000 / options.rr), 1);
    close(measured.pr, options.pr, 16);
    close(measured.qrs, options.qrs, 14);
    close(measured.qt, options.qt, 24);
    close(measured.qrsAxis, 53, 12);
    expect(measured.isIrregular).toBe(false);
  });

  it('have no P where there is none, and say that the rhythm has no order', () => {
    const measured = measure(madeUpHeart({ hasP: false, isIrregular: true, noise: 10 }).tracing);
    expect([measured.pr, measured.pDuration, measured.pAxis, measured.isIrregular]).toEqual([null, null, null, true]);
  });

  it.each([4, 8, 15, 30])('have no P before a steady junctional beat, under %i µV of noise', (noise) => {
    for (const rr of [600, 850, 1200, 1500]) {
      const { pr, pDuration, pAxis, heartRate } = measure(madeUpHeart({ rr, noise, hasP: false }).tracing);
      expect([pr, pDuration, pAxis, heartRate], `${rr} ms`).toEqual([null, null, null, Math.round(60_000 / rr)]);
    }
  });

  it('have the P wave that stands before each beat of an uneven rhythm', () => {
    const { pr, isIrregular } = measure(madeUpHeart({ rr: 1100, pr: 170, isIrregular: true, noise: 4 }).tracing);
    close(pr, 170, 16);
    expect(isIrregular).toBe(true);
  });

  it('have no P where a fast heart’s intervals leap, as flutter makes them, and one where they do not', () => {
    const fast = { rr: 430, qt: 270, pr: 130, noise: 8 };
    close(measure(madeUpHeart(fast).tracing).pr, 130, 16);
    expect(measure(madeUpHeart({ ...fast, longEvery: 5 }).tracing).pr).toBeNull();
  });

  it('are null where there is nothing to measure', () => {
    const { tracing } = madeUpHeart();
    const silent = { ...tracing, leads: tracing.leads.map((lead) => ({ ...lead, samples: lead.samples.map(() => noSample) })) };
    const unscaled = { ...tracing, leads: tracing.leads.map((lead) => ({ ...lead, nanovoltsPerBit: null })) };
    for (const nothing of [silent, unscaled, { ...tracing, leads: [] }]) {
      const { heartRate, pr, qrs, qt, qtc, qrsAxis, median } = measure(nothing);
      expect([heartRate, pr, qrs, qt, qtc, qrsAxis, median]).toEqual(Array(7).fill(null));
    }
  });

  it('correct QT as the notes’ worked cases do', () => {
    expect(Math.abs(qtcBy.bazett(452, 60_000 / 48) - 404)).toBeLessThan(1);
    expect(Math.abs(qtcBy.fridericia(452, 60_000 / 48) - 419.5)).toBeLessThan(1);
    expect(Math.abs(qtcBy.bazett(476, 1464) - 393)).toBeLessThan(1);
    expect(Math.abs(qtcBy.bazett(462, 1440) - 385)).toBeLessThan(1);
    expect([qtcBy.framingham(400, 1000), qtcBy.hodges(400, 1000)]).toEqual([400, 400]);
    expect([qtcBy.framingham(400, 800), qtcBy.hodges(400, 800)].map(Math.round)).toEqual([431, 426]);
  });

  it('leave out the calibration pulse that some Philips exports hold in their eleventh second', () => {
    const { tracing } = madeUpHeart({ seconds: 11 });
    const pulsed = tracing.leads.map((lead) => ({
      ...lead,
      samples: lead.samples.map((value, at) => (at >= 5300 ? (at >= 5350 && at < 5450 ? 1000 : 0) : value)),
    }));
    expect(analysisLeads({ ...tracing, leads: pulsed })!.values[0]!.length).toBe(5000);
    expect(analysisLeads(tracing)!.values[0]!.length).toBe(5500);
  });
});

describe('marks of every beat', () => {
  it.each([{}, { isIrregular: true }, { rr: 333, qt: 230, pr: 110 }, { noise: 80 }, { spikeBefore: 40 }])(
    'are in an order that is possible: %o',
    (options) => {
      const { values, hz } = analysisLeads(madeUpHeart(options).tracing)!;
      const rows = beatMarks(markShapes(values, hz, detectBeats(values, hz)), 1, values[1]!, values[1]!.length);
      expect(rows.length).toBeGreaterThan(5);
      let before = -1;
      for (const { pOn, pPeak, pOff, qrsOn, r, qrsOff, tOn, tPeak, tOff } of rows) {
        const places = [pOn, pPeak, pOff, qrsOn, r, qrsOff, tOn, tPeak, tOff].filter((place) => place !== null);
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(before);
          before = place;
        }
      }
    },
  );

  it('stand where the waves begin and end', () => {
    const { tracing, qrsOn } = madeUpHeart();
    const { values, hz } = analysisLeads(tracing)!;
    const rows = beatMarks(markShapes(values, hz, detectBeats(values, hz)), 1, values[1]!, values[1]!.length);
    for (const row of rows.slice(1, -1)) {
      const on = qrsOn.find((place) => Math.abs(place - row.qrsOn) < 40)!;
      close(row.qrsOn, on, 6);
      close(row.qrsOff, on + 45, 7);
      close(row.pOn, on - 80, 10);
      close(row.pOff, on - 30, 12);
      close(row.tOff, on + 195, 14);
    }
  });
});
