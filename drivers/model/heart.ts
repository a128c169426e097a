/**
 * A heart made of software, seen by ten electrodes: P, Q, R, S and T of every lead are bells at known places, and what
 * disturbs a tracing is added at the electrode that it comes from, so that exchanged and loose electrodes show in the
 * leads as they do on a patient. Pure: time and chance are handed to it.
 */
import type { Electrode } from './leads.ts';
import { type WiredLead, wiredLeads } from './twelve-lead-wiring.ts';

export interface Disturbances {
  /** Mains hum at every electrode but unequally, peak, in microvolts. */
  humMicrovolts: number;
  mainsHz: 50 | 60;
  /** Slow drift with the breath, peak, in microvolts. */
  wanderMicrovolts: number;
  /** Muscle noise, about its root mean square, in microvolts. */
  muscleMicrovolts: number;
  loose: ReadonlySet<Electrode>;
  armsExchanged: boolean;
}

export const undisturbed: Disturbances = {
  humMicrovolts: 0,
  mainsHz: 60,
  wanderMicrovolts: 0,
  muscleMicrovolts: 0,
  loose: new Set(),
  armsExchanged: false,
};

type Bell = 'p' | 'q' | 'r' | 's' | 't';

/** Heights in microvolts. */
const heights: Readonly<Record<WiredLead, Readonly<Record<Bell, number>>>> = {
  I: { p: 80, q: -40, r: 700, s: -120, t: 220 },
  II: { p: 130, q: -60, r: 1050, s: -150, t: 320 },
  V1: { p: 50, q: 0, r: 250, s: -900, t: -60 },
  V2: { p: 60, q: 0, r: 500, s: -1500, t: 450 },
  V3: { p: 60, q: 0, r: 900, s: -1000, t: 500 },
  V4: { p: 70, q: -50, r: 1400, s: -600, t: 450 },
  V5: { p: 70, q: -80, r: 1300, s: -250, t: 350 },
  V6: { p: 70, q: -80, r: 1000, s: -100, t: 280 },
};

/** The first R, in seconds. */
export const firstBeat = 0.5;

/** Where each bell stands from R and how wide it is (its standard deviation), in seconds, at this rate a minute. */
export function bellPlaces(rate: number): Readonly<Record<Bell, { at: number; width: number }>> {
  // The T wave comes nearer as the heart goes faster, by Bazett's rule.
  const pace = Math.sqrt(Math.min(1.2, 60 / rate));
  return {
    p: { at: -0.16, width: 0.018 },
    q: { at: -0.024, width: 0.007 },
    r: { at: 0, width: 0.009 },
    s: { at: 0.024, width: 0.008 },
    t: { at: 0.26 * pace, width: 0.042 * pace },
  };
}

export interface Heart {
  /** Voltages in microvolts at this time in seconds, for each lead of `wiredLeads` in their order. */
  at(seconds: number, disturbed: Disturbances): number[];
}

/** `amplitude` 1 is a grown-up's. `random` gives numbers in [0, 1). */
export function createHeart({ rate, amplitude = 1, random }: { rate: number; amplitude?: number; random: () => number }): Heart {
  const places = bellPlaces(rate);
  const interval = 60 / rate;
  function clean(lead: WiredLead, seconds: number): number {
    const nearest = Math.round((seconds - firstBeat) / interval);
    let sum = 0;
    for (let beat = Math.max(0, nearest - 1); beat <= nearest + 1; beat += 1) {
      const sinceR = seconds - firstBeat - beat * interval;
      for (const bell of ['p', 'q', 'r', 's', 't'] as const) {
        const { at, width } = places[bell];
        sum += heights[lead][bell] * Math.exp(-0.5 * ((sinceR - at) / width) ** 2);
      }
    }
    return sum * amplitude;
  }
  return { at: (seconds, disturbed) => disturbedLeads((lead) => clean(lead, seconds), seconds, disturbed, random) };
}

/** Voltages in microvolts of a moment's leads as the electrodes see them then, for each lead of `wiredLeads`. */
export function disturbedLeads(
  clean: (lead: WiredLead) => number,
  seconds: number,
  disturbed: Disturbances,
  random: () => number,
): number[] {
  return leadsAt(potentialsAt(clean, (electrode) => disturbance(electrode, seconds, disturbed, random), disturbed));
}

type Potentials = Record<Exclude<Electrode, 'RL'>, number>;

const chest = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

/** RA is taken as 0: only differences are ever measured. */
function potentialsAt(
  clean: (lead: WiredLead) => number,
  disturb: (electrode: Electrode) => number,
  { loose, armsExchanged }: Disturbances,
): Potentials {
  const [one, two] = [clean('I'), clean('II')];
  const terminal = (one + two) / 3;
  const body: Potentials = { RA: 0, LA: one, LL: two, V1: 0, V2: 0, V3: 0, V4: 0, V5: 0, V6: 0 };
  for (const electrode of chest) body[electrode] = clean(electrode) + terminal;
  if (armsExchanged) [body.RA, body.LA] = [body.LA, body.RA];
  for (const electrode of Object.keys(body) as (keyof Potentials)[]) {
    body[electrode] = (loose.has(electrode) ? 0 : body[electrode]) + disturb(electrode);
  }
  return body;
}

function leadsAt(potentials: Potentials): number[] {
  const { RA, LA, LL } = potentials;
  const terminal = (RA + LA + LL) / 3;
  return wiredLeads.map((lead) => (lead === 'I' ? LA - RA : lead === 'II' ? LL - RA : potentials[lead] - terminal));
}

/** Hum and drift differ from electrode to electrode, else no lead would show them. */
const shares: Readonly<Record<Electrode, number>> = {
  RA: -0.5,
  LA: 0.5,
  RL: 0,
  LL: 0.4,
  V1: 0.7,
  V2: 0.9,
  V3: 1,
  V4: 0.8,
  V5: 0.9,
  V6: 0.6,
};

function disturbance(electrode: Electrode, seconds: number, disturbed: Disturbances, random: () => number): number {
  const share = shares[electrode];
  const turn = 2 * Math.PI * seconds;
  const hum = disturbed.humMicrovolts * share * Math.sin(turn * disturbed.mainsHz);
  const wander = disturbed.wanderMicrovolts * share * Math.sin(turn * 0.25);
  // Three even draws stand near enough to a bell; their root mean square is 1/2.
  const muscle = disturbed.muscleMicrovolts === 0 ? 0 : disturbed.muscleMicrovolts * 2 * (random() + random() + random() - 1.5);
  const open = disturbed.loose.has(electrode) ? 4000 * Math.sin(turn * disturbed.mainsHz) + 9000 * Math.sin(turn * 0.4 + share) : 0;
  return hum + wander + muscle + open;
}
