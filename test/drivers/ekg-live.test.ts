/** EKG devices made of software through the decoders of the real ones: what is put in comes out, gaps and contact with it. */
import { describe, expect, test } from 'vitest';
import { decoderOf } from '../../drivers/framing/lines.ts';
import { drivers } from '../../drivers/index.ts';
import type { Driver, Simulation, Variant } from '../../drivers/model/driver.ts';
import type { Heard } from '../../drivers/model/heard.ts';
import { leadsOf, leadsTold } from '../support/replay.ts';
import { noiseOf, person } from './heard-values.ts';

const dialects = drivers
  .filter(({ device }) => device === 'ekg')
  .flatMap((driver) => driver.variants.map((variant) => [`${driver.id} ${variant.id}`, driver, variant] as const));

/** Some devices speak only when told to; the byte or two that starts each is its driver's own matter. */
function switchedOn(driver: Driver, variant: Variant): Simulation {
  const simulation = driver.simulate(person, variant.id);
  if (simulation.controls.some(({ id }) => id === 'start')) simulation.press('start', 0);
  return simulation;
}

function hear(simulation: Simulation, variant: Variant, untilMs: number): Heard[] {
  const decoder = decoderOf(variant);
  const heard: Heard[] = [];
  for (let sent = simulation.next(); sent !== null && sent.atMs <= untilMs; sent = simulation.next())
    heard.push(...decoder.hear(sent.bytes));
  return heard;
}

describe.each(dialects)('%s', (_name, driver, variant) => {
  test('gives as many instants a second as it says, and no noise', () => {
    const heard = hear(switchedOn(driver, variant), variant, 4000);
    const { hz } = leadsOf(heard)[0]!;
    const { instants, lost } = leadsTold(heard);
    expect(noiseOf(heard)).toBe(0);
    expect(lost).toEqual([]);
    expect(Math.abs(instants.length - 4 * hz)).toBeLessThanOrEqual(0.1 * hz);
  });

  test('shows a heart: its largest lead swings by half a millivolt or more', () => {
    const heard = hear(switchedOn(driver, variant), variant, 4000);
    const [first] = leadsOf(heard);
    const { instants } = leadsTold(heard);
    const swings = first!.leads.map((_, row) => {
      const values = instants.map((values) => values[row] ?? 0);
      return ((Math.max(...values) - Math.min(...values)) * first!.nanovoltsPerBit) / 1e6;
    });
    expect(Math.max(...swings)).toBeGreaterThan(0.5);
    expect(Math.max(...swings)).toBeLessThan(4);
  });
});

const ads = drivers.find(({ id }) => id === 'ads1298')!;

test('an ADS1298 says which electrode is loose, and that it is well again', () => {
  const simulation = ads.simulate(person);
  const [variant] = ads.variants;
  const decoder = decoderOf(variant);
  const listen = () => leadsTold(Array.from({ length: 10 }, () => decoder.hear(simulation.next()!.bytes)).flat()).contacts.at(-1)?.[1];
  expect(Object.values(listen()!)).not.toContain('off');
  simulation.press('loose-v3', 0);
  simulation.press('loose-ra', 0);
  expect(Object.entries(listen()!).filter(([, contact]) => contact === 'off')).toEqual([
    ['RA', 'off'],
    ['V3', 'off'],
  ]);
  simulation.press('put-back', 0);
  expect(Object.values(listen()!)).not.toContain('off');
});
