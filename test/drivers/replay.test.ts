/** Every driver's fixtures, delivered in every way a line can deliver them. */
import { describe, expect, test } from 'vitest';
import { drivers } from '../../drivers/index.ts';
import {
  byteByByte,
  claimOf,
  cutAtRandom,
  type Fixture,
  fixturesOf,
  hearPieces,
  hearWhole,
  joined,
  junkFor,
  leadsTold,
  movedBy,
  readingsOf,
  told,
  withBitFlipped,
} from '../support/replay.ts';

const fixtures = drivers.flatMap(fixturesOf);
const named = fixtures.map((fixture) => [`${fixture.driver.id} ${fixture.name}`, fixture] as const);

describe.each(named)('%s', (_name, fixture) => {
  const { variant, bytes, heard } = fixture;
  const expected = told(heard);

  test('is heard as written down when it comes whole', () => {
    expect(told(hearWhole(variant, bytes))).toEqual(expected);
  });

  test('is heard the same byte by byte', () => {
    expect(told(hearPieces(variant, byteByByte(bytes)))).toEqual(expected);
  });

  test.each(Array.from({ length: 20 }, (_, index) => index + 1))('is heard the same cut at random, seed %i', (seed) => {
    expect(told(hearPieces(variant, cutAtRandom(bytes, seed)))).toEqual(expected);
  });

  test('gives the same readings after junk, which is told as noise', () => {
    const junk = junkFor(variant);
    const after = hearWhole(variant, joined(junk, bytes));
    expect(readingsOf(after)).toEqual(readingsOf(heard).map((reading) => movedBy(reading, junk.length)));
    expect(leadsTold(after)).toEqual(leadsTold(heard));
    expect(noiseBytes(after)).toBe(junk.length + noiseBytes(heard));
  });

  test('loses only its first frame when that one is damaged, and says so', () => {
    const first = heard.find(({ kind }) => kind === 'reading') ?? heard[0]!;
    const damaged = hearWhole(variant, withBitFlipped(bytes, firstBlack(bytes), 7));
    const later = (all: typeof heard) => readingsOf(all).filter(({ from }) => from >= first.at);
    const instants = leadsTold(damaged).instants;
    expect(instants).toEqual(instants.length === 0 ? [] : leadsTold(heard).instants.slice(-instants.length));
    expect(leadsTold(heard).instants.length - instants.length).toBeLessThanOrEqual(leadInstantsAtOnce);
    expect(later(damaged).map(({ set: _, ...reading }) => reading)).toEqual(later(heard).map(({ set: _, ...reading }) => reading));
    expect(noiseBytes(damaged)).toBeGreaterThan(noiseBytes(heard));
  });

  test('never claims anything else when it is cut short', () => {
    const claims = new Set(readingsOf(heard).map(claimOf));
    for (let length = 0; length < bytes.length; length += Math.max(1, Math.floor(bytes.length / 150))) {
      const cut = hearWhole(variant, bytes.subarray(0, length));
      for (const reading of readingsOf(cut)) expect(claims).toContain(claimOf(reading));
      const { instants } = leadsTold(cut);
      expect(instants).toEqual(leadsTold(heard).instants.slice(0, instants.length));
    }
  });

  test('says where everything stands', () => {
    for (const one of hearWhole(variant, bytes)) {
      expect(one.from).toBeGreaterThanOrEqual(0);
      expect(one.at).toBeGreaterThan(one.from);
      expect(one.at).toBeLessThanOrEqual(bytes.length);
      if (one.kind === 'noise') expect(one.bytes).toBe(one.at - one.from);
    }
  });
});

test('every variant of every driver has a fixture', () => {
  const has = (id: string, variant: string) =>
    fixtures.some((fixture: Fixture) => fixture.driver.id === id && fixture.variant.id === variant);
  const without = drivers.flatMap(({ id, variants }) =>
    variants.filter((variant) => !has(id, variant.id)).map((variant) => `${id} ${variant.id}`),
  );
  expect(without).toEqual([]);
});

/** The most EKG instants that one frame carries: HealthyPi 5. */
const leadInstantsAtOnce = 8;

/** The first byte that is not a blank or a line end: some decoders pass over those. */
function firstBlack(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x0a);
}

function noiseBytes(heard: Fixture['heard']): number {
  return heard.reduce((sum, one) => sum + (one.kind === 'noise' ? one.bytes : 0), 0);
}
