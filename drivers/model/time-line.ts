/** Leads that begin at different instants of one recording, put on one time line: samples are absent where a lead was not recorded. */
import { type Lead, noSample } from './tracing.ts';
import { UnreadableTracing } from './tracing-format.ts';

export interface PlacedLead {
  lead: Lead;
  /** Instants from the beginning of the time line to the lead's first. */
  from: number;
}

const mostSamples = 100_000_000;

/**
 * All of one rate. A lead that is there in parts that follow one another is one lead; where it is there twice at the same time, the longer
 * one is. Throws `UnreadableTracing` where they lie too far apart to be one recording.
 */
export function onOneTimeLine(placed: readonly PlacedLead[], remarks: string[]): Lead[] {
  const length = Math.max(...placed.map(endOf));
  if (!(length * placed.length <= mostSamples)) throw new UnreadableTracing('the leads lie too far apart in time');
  const names = [...new Set(placed.map(({ lead }) => lead.name))];
  return names.flatMap((name) =>
    joined(
      placed.filter(({ lead }) => lead.name === name),
      length,
      remarks,
    ),
  );
}

function joined(parts: readonly PlacedLead[], length: number, remarks: string[]): Lead {
  const [first] = parts as readonly [PlacedLead];
  if (parts.length > 1 && !isSequence(parts)) {
    remarks.push(`${first.lead.name} is there more than once; the longest is shown.`);
    return spread([parts.reduce((longest, one) => (one.lead.samples.length > longest.lead.samples.length ? one : longest))], length);
  }
  return spread(parts, length);
}

function endOf({ lead, from }: PlacedLead): number {
  return from + lead.samples.length;
}

/** Of one scale, none beginning before another has ended. */
function isSequence(parts: readonly PlacedLead[]): boolean {
  const [{ lead: first }] = parts as readonly [PlacedLead];
  const inOrder = [...parts].sort((a, b) => a.from - b.from);
  return inOrder.every(
    (one, index) =>
      one.lead.nanovoltsPerBit === first.nanovoltsPerBit &&
      one.lead.baseline === first.baseline &&
      (index === 0 || one.from >= endOf(inOrder[index - 1]!)),
  );
}

function spread(parts: readonly PlacedLead[], length: number): Lead {
  const [{ lead, from }] = parts as readonly [PlacedLead];
  if (parts.length === 1 && from === 0 && lead.samples.length === length) return lead;
  const samples = new Int32Array(length).fill(noSample);
  for (const part of parts) samples.set(part.lead.samples, part.from);
  return { ...lead, samples };
}
