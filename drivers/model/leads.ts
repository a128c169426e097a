/** Leads and the electrodes they are made of. EKG notes 0.1 and 3.3. */
import { type Lead, noSample, type StandardLead, standardLeads } from './tracing.ts';

export const electrodes = ['RA', 'LA', 'RL', 'LL', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
export type Electrode = (typeof electrodes)[number];

/** The electrodes whose contact a lead needs, besides the reference RL and the arms and leg behind Wilson's terminal. */
export const electrodesOf: Readonly<Record<StandardLead, readonly Electrode[]>> = {
  I: ['RA', 'LA'],
  II: ['RA', 'LL'],
  III: ['LA', 'LL'],
  aVR: ['RA', 'LA', 'LL'],
  aVL: ['RA', 'LA', 'LL'],
  aVF: ['RA', 'LA', 'LL'],
  V1: ['V1'],
  V2: ['V2'],
  V3: ['V3'],
  V4: ['V4'],
  V5: ['V5'],
  V6: ['V6'],
};

/** Which spellings mean a standard lead: "avr", "Lead I", "MDC_ECG_LEAD_V1", "ECG V6", "C3". null for any other. */
export function standardLead(spelled: string): StandardLead | null {
  const bare = spelled
    .trim()
    .replace(/^(MDC_ECG_LEAD_|MDC_ECG_ELEC_POTL_|NOM_ECG_LEAD_|ECG|EKG|LEAD)[\s_-]*/i, '')
    .replace(/\s*\(.*\)$/, '')
    .replace(/^C(?=[1-6]$)/i, 'V')
    .toLowerCase();
  return standardLeads.find((name) => name.toLowerCase() === bare) ?? null;
}

/** How III, aVR, aVL and aVF follow from I and II, as weights of I and II. */
const fromLimbs: Readonly<Record<'III' | 'aVR' | 'aVL' | 'aVF', readonly [number, number]>> = {
  III: [-1, 1],
  aVR: [-0.5, -0.5],
  aVL: [1, -0.5],
  aVF: [-0.5, 1],
};

/**
 * The leads in canonical order with those that follow from I and II (or I and III, or II and III) added and marked as derived;
 * leads that are not of the twelve come last. Computed in full precision and rounded once; halves away from zero.
 */
export function withDerivedLeads(leads: readonly Lead[]): Lead[] {
  const stored = new Map(leads.map((lead) => [lead.name, lead]));
  const pair = limbPair(stored);
  const all = standardLeads.flatMap((name) => stored.get(name) ?? (pair === null ? [] : (derive(name, pair, stored) ?? [])));
  return [...all, ...leads.filter(({ name }) => !(standardLeads as readonly string[]).includes(name))];
}

interface Limbs {
  /** The two leads that are there, and I and II as weights of them. */
  first: 'I' | 'II';
  second: 'II' | 'III';
  one: readonly [number, number];
  two: readonly [number, number];
}

const limbPairs: readonly Limbs[] = [
  { first: 'I', second: 'II', one: [1, 0], two: [0, 1] },
  { first: 'I', second: 'III', one: [1, 0], two: [1, 1] },
  { first: 'II', second: 'III', one: [1, -1], two: [1, 0] },
];

export type Weighted = readonly [lead: StandardLead, weight: number];

/** How a limb lead follows from two of I, II and III that are among `stored`; null for a chest lead, or where fewer are there. */
export function limbWeights(name: StandardLead, stored: readonly string[]): readonly [Weighted, Weighted] | null {
  const pair = limbPairs.find(({ first, second }) => stored.includes(first) && stored.includes(second));
  return pair === undefined ? null : weightsOf(name, pair);
}

function weightsOf(name: StandardLead, { first, second, one, two }: Limbs): readonly [Weighted, Weighted] | null {
  const [ofOne, ofTwo] = name === 'I' ? [1, 0] : name === 'II' ? [0, 1] : (fromLimbs[name as 'III'] ?? [null, null]);
  if (ofOne === null || ofTwo === null) return null;
  return [
    [first, ofOne * one[0] + ofTwo * two[0]],
    [second, ofOne * one[1] + ofTwo * two[1]],
  ];
}

function limbPair(stored: ReadonlyMap<string, Lead>): Limbs | null {
  return (
    limbPairs.find(({ first, second }) => {
      const [one, other] = [stored.get(first), stored.get(second)];
      return one !== undefined && other !== undefined && alike(one, other);
    }) ?? null
  );
}

function alike(a: Lead, b: Lead): boolean {
  // Of two scales one can be written in the other; of none and one nothing can.
  const isScaledAlike = (a.nanovoltsPerBit === null) === (b.nanovoltsPerBit === null);
  return isScaledAlike && a.hz === b.hz && a.samples.length === b.samples.length;
}

function derive(name: StandardLead, pair: Limbs, stored: ReadonlyMap<string, Lead>): Lead | null {
  const weights = weightsOf(name, pair);
  if (weights === null) return null;
  const [[, a], [, b]] = weights;
  const first = stored.get(pair.first)!;
  const second = stored.get(pair.second)!;
  const step = finerStep(first, second);
  const [ofFirst, ofSecond] = [first, second].map(({ nanovoltsPerBit }) => (step === null ? 1 : nanovoltsPerBit! / step)) as [
    number,
    number,
  ];
  const samples = first.samples.map((value, index) => {
    const other = second.samples[index]!;
    if (value === noSample || other === noSample) return noSample;
    return roundAway(a * (value - first.baseline) * ofFirst + b * (other - second.baseline) * ofSecond);
  });
  return { name, samples, hz: first.hz, nanovoltsPerBit: step, baseline: 0, derived: true };
}

function finerStep({ nanovoltsPerBit: one }: Lead, { nanovoltsPerBit: other }: Lead): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}

function roundAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/** Voltages of a lead in microvolts, NaN where there is no sample. null where the source does not say what a step is worth. */
export function microvolts({ samples, nanovoltsPerBit, baseline }: Lead): Float64Array | null {
  if (nanovoltsPerBit === null) return null;
  const values = new Float64Array(samples.length);
  const step = nanovoltsPerBit / 1000;
  for (let index = 0; index < samples.length; index++) {
    const value = samples[index]!;
    values[index] = value === noSample ? Number.NaN : (value - baseline) * step;
  }
  return values;
}
