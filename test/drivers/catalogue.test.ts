/** The catalogue holds together: what a driver says about itself is true of its bytes. */
import { describe, expect, test } from 'vitest';
import { driverById, drivers } from '../../drivers/index.ts';
import type { Heard } from '../../drivers/model/heard.ts';
import type { Quantity, Signal } from '../../drivers/model/quantity.ts';
import { fixturesOf, readmeOf } from '../support/replay.ts';

/** A null is said of a quantity, but does not give it. */
function givenBy(one: Heard): (Quantity | Signal)[] {
  if (one.kind === 'leads') return ['ekg'];
  if (one.kind === 'wave') return [one.signal];
  return one.kind === 'reading' && one.value !== null ? [one.quantity] : [];
}

const doubles = (all: readonly string[]) => all.filter((one, index) => all.indexOf(one) !== index);

test('ids are kebab-case and nobody else has them', () => {
  for (const { id } of drivers) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(doubles(drivers.map(({ id }) => id))).toEqual([]);
});

test('labels are told apart, long and short', () => {
  expect(doubles(drivers.map(({ label }) => label))).toEqual([]);
  expect(doubles(drivers.map(({ shortLabel }) => shortLabel))).toEqual([]);
});

test('two drivers never claim the same device for certain', () => {
  const strong = drivers.flatMap(({ match }) => match.filter(({ strength }) => strength === 'strong').map(({ usb }) => usb));
  expect(doubles(strong)).toEqual([]);
});

test('a driver is found by its id, and only by that', () => {
  for (const driver of drivers) expect(driverById(driver.id)).toBe(driver);
  expect(driverById('Nonin')).toBeUndefined();
  expect(driverById('')).toBeUndefined();
});

describe.each(drivers.map((driver) => [driver.id, driver] as const))('%s', (_id, driver) => {
  const fixtures = fixturesOf(driver);

  test('has variants that are told apart', () => {
    expect(doubles(driver.variants.map(({ id }) => id))).toEqual([]);
    expect(doubles(driver.variants.map(({ label }) => label))).toEqual([]);
  });

  test('names USB bridges and devices by two four-digit numbers', () => {
    for (const { usb } of driver.match) expect(usb).toMatch(/^[0-9a-f]{4}:[0-9a-f]{4}$/);
  });

  test.each(driver.variants.map((variant) => [variant.id, variant] as const))('%s gives what it says, and nothing else', (id, variant) => {
    const produced = fixtures
      .filter((fixture) => fixture.variant.id === id)
      .flatMap(({ heard }) => heard)
      .flatMap(givenBy);
    expect([...new Set(produced)].sort()).toEqual([...variant.gives].sort());
  });

  test('has fixtures that name device, firmware and source', () => {
    for (const fixture of fixtures) {
      for (const words of [fixture.device, fixture.firmware, fixture.source]) expect(words).toMatch(/\S/);
    }
  });

  test('has a README that names source, firmware and safety, in forty lines at most', () => {
    const readme = readmeOf(driver);
    for (const word of ['Source:', 'irmware', '## Read', '## Not read', '## Safety']) expect(readme).toContain(word);
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test('says what to check when the device is silent', () => {
    expect(driver.whenSilent).toMatch(/\S/);
    expect(driver.source).toMatch(/\S/);
    expect(driver.silentAfterMs).toBeGreaterThanOrEqual(0);
  });
});
