/** A stored tracing as a live device: what is sent is what is stored, and disturbances come at the electrodes. */
import { describe, expect, test } from 'vitest';
import { decodeAds1298 } from '../../drivers/ads1298/decode.ts';
import { encodeAds1298 } from '../../drivers/ads1298/encode.ts';
import { decodeHealthyPi, version3 } from '../../drivers/healthypi/decode.ts';
import { encodeVersion3 } from '../../drivers/healthypi/encode.ts';
import type { Decoder, Simulation } from '../../drivers/model/driver.ts';
import type { LeadEncoder } from '../../drivers/model/lead-encoder.ts';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { playTracing } from '../../drivers/model/tracing-player.ts';
import { cyton, decodeCyton } from '../../drivers/openbci-cyton/decode.ts';
import { encodeCyton } from '../../drivers/openbci-cyton/encode.ts';
import { leadsOf, leadsTold } from '../support/replay.ts';
import { madeUpTracing } from '../support/tracing-files.ts';

const whole = { from: 0, to: 500 };

/** A second of a record at 500 samples a second, in steps of 2.5 µV. */
const tracing = madeUpTracing();
const stored = (name: string) => tracing.leads.find((lead) => lead.name === name)!.samples;

function heardOf(simulation: Simulation, decoder: Decoder, untilMs: number) {
  const heard = [];
  for (let sent = simulation.next(); sent !== null && sent.atMs <= untilMs; sent = simulation.next())
    heard.push(...decoder.hear(sent.bytes));
  return heard;
}

const ads = (change: Partial<Tracing> = {}) =>
  playTracing({ tracing: { ...tracing, ...change }, encoder: encodeAds1298(500), loop: whole });

function steps(value: number, encoder: LeadEncoder): number {
  return Math.round((value * 2500) / encoder.nanovoltsPerBit);
}

describe('at the device’s own rate', () => {
  test('every sample of every lead is sent as it is stored, in the device’s steps, and then again', () => {
    const encoder = encodeAds1298(500);
    const heard = heardOf(ads(), decodeAds1298(500), 2600);
    const { instants } = leadsTold(heard);
    const { leads } = leadsOf(heard)[0]!;
    expect(instants.length).toBeGreaterThan(1200);
    for (const [row, lead] of leads.entries()) {
      const expected = instants.map((_, index) => steps(stored(lead)[index % 500]!, encoder));
      expect(instants.map((instant) => instant[row])).toEqual(expected);
    }
  });

  test('after the end it goes on within the loop', () => {
    const encoder = encodeAds1298(500);
    const simulation = playTracing({ tracing, encoder, loop: { from: 100, to: 300 } });
    const { instants } = leadsTold(heardOf(simulation, decodeAds1298(500), 1500));
    const row = encoder.leads.indexOf('V4');
    const expected = instants.map((_, index) => steps(stored('V4')[index < 300 ? index : 100 + ((index - 100) % 200)]!, encoder));
    expect(instants.map((instant) => instant[row])).toEqual(expected);
  });

  test('an instant without any sample is one that is lost on the way', () => {
    const holed = tracing.leads.map((lead) => ({ ...lead, samples: lead.samples.with(200, noSample).with(201, noSample) }));
    const simulation = playTracing({
      tracing: { ...tracing, leads: holed.map((lead) => ({ ...lead, hz: 250 })) },
      encoder: encodeCyton(),
      loop: whole,
    });
    expect(leadsTold(heardOf(simulation, decodeCyton(cyton), 1500)).lost).toEqual([[200, 2]]);
  });
});

describe('at another rate', () => {
  test('half the rate sends every other sample untouched', () => {
    const encoder = encodeCyton();
    const { instants } = leadsTold(heardOf(playTracing({ tracing, encoder, loop: whole }), decodeCyton(cyton), 900));
    const row = encoder.leads.indexOf('II');
    expect(instants.map((instant) => instant[row])).toEqual(instants.map((_, index) => steps(stored('II')[index * 2]!, encoder)));
  });

  test('twice the rate puts one on the line between two', () => {
    const encoder = encodeAds1298(1000);
    const { instants } = leadsTold(heardOf(playTracing({ tracing, encoder, loop: whole }), decodeAds1298(1000), 400));
    const row = encoder.leads.indexOf('V1');
    const one = stored('V1');
    const between = (index: number) => (index % 2 === 0 ? one[index / 2]! : (one[(index - 1) / 2]! + one[(index + 1) / 2]!) / 2);
    expect(instants.map((instant) => instant[row])).toEqual(instants.map((_, index) => steps(between(index), encoder)));
  });
});

describe('other leads than the device’s', () => {
  test('a device of one lead is given II', () => {
    const encoder = encodeVersion3();
    const simulation = playTracing({ tracing, encoder, loop: whole });
    const { instants } = leadsTold(heardOf(simulation, decodeHealthyPi(version3), 900));
    expect(instants.map(([value]) => value)).toEqual(instants.map((_, index) => steps(stored('II')[index * 4]!, encoder)));
  });

  test('what the tracing lacks is an electrode that nobody put on', () => {
    const heard = heardOf(ads({ leads: tracing.leads.filter(({ name }) => ['I', 'II', 'V1'].includes(name)) }), decodeAds1298(500), 400);
    const { contact } = leadsOf(heard).at(-1)!;
    expect(Object.entries(contact!).flatMap(([electrode, is]) => (is === 'off' ? electrode : []))).toEqual(['V6', 'V2', 'V3', 'V4', 'V5']);
  });

  test('a tracing without a scale is not played', () => {
    const leads = tracing.leads.map((lead) => ({ ...lead, nanovoltsPerBit: null }));
    expect(() => ads({ leads })).toThrow(/no lead with a known scale/);
  });
});

describe('its mishaps', () => {
  test('exchanged arms turn lead I over and leave the chest alone; put back, all is as stored', () => {
    const encoder = encodeAds1298(500);
    const simulation = ads();
    const decoder = decodeAds1298(500);
    simulation.press('exchange-arms', 0);
    const { instants } = leadsTold(heardOf(simulation, decoder, 600));
    for (const [index, instant] of instants.entries()) {
      expect(Math.abs(instant[0]! + steps(stored('I')[index]!, encoder))).toBeLessThanOrEqual(1);
      expect(Math.abs(instant[2]! - steps(stored('V1')[index]!, encoder))).toBeLessThanOrEqual(1);
    }
    simulation.press('put-back', 600);
    const after = leadsTold(heardOf(simulation, decoder, 900)).instants;
    // One packet of eight instants was taken to see that its time had not come.
    const from = instants.length + 8;
    expect(after.map(([one]) => one)).toEqual(after.map((_, index) => steps(stored('I')[(from + index) % 500]!, encoder)));
    expect(after.length).toBeGreaterThan(100);
  });

  test('a stopped box says nothing, and goes on where it stopped when it is told to', () => {
    const simulation = ads();
    const before = heardOf(simulation, decodeAds1298(500), 100);
    simulation.press('stop', 100);
    expect(simulation.next()).toBeNull();
    simulation.press('go-on', 5000);
    expect(simulation.next()!.atMs).toBeGreaterThanOrEqual(5000);
    expect(leadsTold(before).instants.length).toBeGreaterThan(40);
  });
});
