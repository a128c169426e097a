/** The heart made of software: its waves stand where they are said to stand, and mishaps show where they do on a patient. */
import { describe, expect, test } from 'vitest';
import { bellPlaces, createHeart, type Disturbances, firstBeat, undisturbed } from '../../drivers/model/heart.ts';
import { seeded } from '../../drivers/model/seeded.ts';
import { wiredLeads } from '../../drivers/model/twelve-lead-wiring.ts';

const hz = 500;

function tenSeconds(change: Partial<Disturbances> = {}, rate = 72): Record<string, number[]> {
  const heart = createHeart({ rate, random: seeded(1) });
  const instants = Array.from({ length: 10 * hz }, (_, index) => heart.at(index / hz, { ...undisturbed, ...change }));
  return Object.fromEntries(wiredLeads.map((lead, row) => [lead, instants.map((values) => values[row]!)]));
}

const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

describe('a heart made of software', () => {
  test.each([50, 72, 120])('beats %i times a minute, the first time at half a second', (rate) => {
    const { II = [] } = tenSeconds({}, rate);
    const peaks = [...II.keys()].filter((at) => II[at]! > 700 && II[at]! >= II[at - 1]! && II[at]! > II[at + 1]!);
    expect(peaks[0]! / hz).toBeCloseTo(firstBeat, 2);
    const intervals = peaks.slice(1).map((at, index) => at - peaks[index]!);
    for (const interval of intervals) expect(Math.abs(interval - (hz * 60) / rate)).toBeLessThanOrEqual(1);
  });

  test('has P, R and T of lead II where and as high as they are said to be', () => {
    const { II = [] } = tenSeconds();
    const places = bellPlaces(72);
    const at = (seconds: number) => II[Math.round((firstBeat + seconds) * hz)]!;
    expect(at(places.p.at)).toBeCloseTo(130, -1);
    expect(at(places.t.at)).toBeCloseTo(320, -1);
    expect(at(0)).toBeGreaterThan(950);
    expect(Math.abs(at(-0.3))).toBeLessThan(5);
  });

  test('with the arm electrodes exchanged has lead I upside down, and II for III', () => {
    const [straight, exchanged] = [tenSeconds(), tenSeconds({ armsExchanged: true })];
    for (const [index, value] of straight.I!.entries()) {
      expect(exchanged.I![index]!).toBeCloseTo(-value, 6);
      expect(exchanged.II![index]!).toBeCloseTo(straight.II![index]! - value, 6);
      expect(exchanged.V4![index]!).toBeCloseTo(straight.V4![index]!, 6);
    }
  });

  test('with V3 loose disturbs V3 alone', () => {
    const [straight, loose] = [tenSeconds(), tenSeconds({ loose: new Set(['V3']) })];
    for (const lead of wiredLeads.filter((one) => one !== 'V3')) expect(loose[lead]).toEqual(straight[lead]);
    expect(span(loose.V3!)).toBeGreaterThan(10_000);
  });

  test('with RA loose disturbs every lead, because all are measured against it', () => {
    const loose = tenSeconds({ loose: new Set(['RA']) });
    for (const lead of wiredLeads) expect(span(loose[lead]!)).toBeGreaterThan(4000);
  });

  test.each([50, 60] as const)('hums at %i Hz', (mainsHz) => {
    const [straight, humming] = [tenSeconds(), tenSeconds({ humMicrovolts: 200, mainsHz })];
    const hum = humming.I!.map((value, index) => value - straight.I![index]!);
    const turns = hum.filter((value, index) => index > 0 && hum[index - 1]! < 0 && value >= 0).length;
    expect(Math.abs(turns - mainsHz * 10)).toBeLessThanOrEqual(1);
  });
});
