/**
 * A tracing for a file format that cannot hold it step for step: recordings of 24 bits in steps of an odd worth, in files of 16 bits.
 * The file is the tracing itself wherever the format holds it; else a copy in other steps, which says so and how far it may differ.
 */
import { type Lead, noSample, type Tracing } from './tracing.ts';
import { type TracingFormat, UnwritableTracing, type WrittenFile } from './tracing-format.ts';

/** How a copy differs from the recording: what a person is told wherever the copy goes. */
export interface CopyFacts {
  /** The furthest that a sample lies from the recorded one once the offsets below are taken from it, in whole nanovolts, rounded up. */
  largestDifferenceNanovolts: number;
  /** Per lead of the rhythm: the copy's step, and the constant that was taken from every sample before, in nanovolts. */
  leads: { name: string; stepNanovolts: number; offsetNanovolts: number }[];
}

export interface ExchangeFiles {
  files: WrittenFile[];
  /** null: the files hold the tracing itself. */
  copy: CopyFacts | null;
}

/** Ends of a copy's range: below the 16 bits' own, so that EDF's range in microvolts is a whole number (EKG notes 1.8). */
const largestValue = 32_000;
/** Coarser steps than an EKG machine may have are no copy of a tracing: AHA/ACC/HRS 2007 asks for 5 microvolts. */
const coarsestStep = 5000;

/** Throws `UnwritableTracing` where the format can hold neither the tracing nor a copy of it in other steps. */
export async function writeForExchange(format: TracingFormat, tracing: Tracing, name: string): Promise<ExchangeFiles> {
  if (format.writer === undefined) throw new UnwritableTracing(`${format.label} is not written by this version`);
  const { write } = await format.writer();
  try {
    return { files: write(tracing, name), copy: null };
  } catch (thrown) {
    if (!(thrown instanceof UnwritableTracing) || format.copies === undefined) throw thrown;
  }
  const { tracing: copied, facts } = exchangeCopy(tracing, format.copies);
  return { files: write(copied, name, noteOf(facts)), copy: facts };
}

/**
 * The same tracing in whole nanovolts of 16 bits, the finest step that holds the whole range of each lead (of all together where the
 * format has one step for all). A lead's constant offset, the middle value of its samples, goes first: it is an electrode's, not the
 * heart's, and would cost the fineness. Missing samples stay missing. Throws `UnwritableTracing` where the worth of a step is not known
 * or the range too wide.
 */
export function exchangeCopy(tracing: Tracing, { oneStep }: { oneStep: boolean }): { tracing: Tracing; facts: CopyFacts } {
  const rhythm = copyOf(tracing.leads, oneStep);
  const { representativeBeat } = tracing;
  const beat = representativeBeat === null ? null : copyOf(representativeBeat.leads, oneStep);
  const all = [...rhythm, ...(beat ?? [])];
  return {
    tracing: {
      ...tracing,
      leads: rhythm.map(({ lead }) => lead),
      representativeBeat: beat === null ? null : { ...representativeBeat!, leads: beat.map(({ lead }) => lead) },
    },
    facts: {
      largestDifferenceNanovolts: Math.ceil(all.reduce((largest, { difference }) => Math.max(largest, difference), 0)),
      leads: rhythm.map(({ lead, offset }) => ({ name: lead.name, stepNanovolts: lead.nanovoltsPerBit!, offsetNanovolts: offset })),
    },
  };
}

/** In ASCII and in few words: this stands in fields of 64 and 80 characters. */
export function noteOf({ largestDifferenceNanovolts: nanovolts, leads }: CopyFacts): string {
  const isMoved = leads.some(({ offsetNanovolts }) => offsetNanovolts !== 0);
  return `Copy, within ${nanovolts} nV of the recording${isMoved ? ', offsets removed' : ''}`;
}

interface CopiedLead {
  lead: Lead;
  /** Nanovolts. */
  offset: number;
  difference: number;
}

function copyOf(leads: readonly Lead[], oneStep: boolean): CopiedLead[] {
  const middles = leads.map(({ samples }) => middleOf(samples));
  const fitting = leads.map((lead, index) => stepFor(lead, middles[index]!));
  const common = Math.max(...fitting);
  return leads.map((lead, index) => inSteps(lead, middles[index]!, oneStep ? common : fitting[index]!));
}

/** The median of what is there, an integer that stands among the samples. 0 where there is none. */
function middleOf(samples: Int32Array): number {
  const there = samples.filter((value) => value !== noSample).sort();
  return there[there.length >> 1] ?? 0;
}

function stepFor({ name, samples, nanovoltsPerBit }: Lead, middle: number): number {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${name}: what a step is worth is not known`);
  const reach = samples.reduce((furthest, value) => (value === noSample ? furthest : Math.max(furthest, Math.abs(value - middle))), 0);
  const step = Math.max(1, Math.ceil((reach * nanovoltsPerBit) / largestValue));
  if (step <= coarsestStep) return step;
  throw new UnwritableTracing(
    `${name}: 16 bits hold its range in steps of ${step} nV only, and more than ${coarsestStep} nV is too coarse`,
  );
}

function inSteps(lead: Lead, middle: number, step: number): CopiedLead {
  const worth = lead.nanovoltsPerBit!;
  let difference = 0;
  const samples = lead.samples.map((value) => {
    if (value === noSample) return noSample;
    const nanovolts = (value - middle) * worth;
    const copied = Math.round(nanovolts / step);
    difference = Math.max(difference, Math.abs(copied * step - nanovolts));
    return copied;
  });
  return { lead: { ...lead, samples, nanovoltsPerBit: step, baseline: 0 }, offset: (middle - lead.baseline) * worth, difference };
}
