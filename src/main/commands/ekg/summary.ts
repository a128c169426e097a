/** A record as JSON: what a developer or a support person wants to see of it. */
import { type Lead, noSample, type Tracing } from '../../../../drivers/model/tracing.ts';

/** `withSamples` adds every lead's integers; null where there is no sample. */
export function summaryOf(tracing: Tracing, withSamples: boolean) {
  const { leads, representativeBeat, annotations, ...rest } = tracing;
  const [first] = leads;
  return {
    ...rest,
    rate: first?.hz ?? null,
    samples: first?.samples.length ?? 0,
    seconds: first === undefined ? 0 : first.samples.length / first.hz,
    leads: leads.map((lead) => leadSummary(lead, withSamples)),
    representativeBeat:
      representativeBeat === null
        ? null
        : { points: representativeBeat.points, leads: representativeBeat.leads.map((lead) => leadSummary(lead, withSamples)) },
    annotations: annotations.length,
  };
}

function leadSummary({ name, hz, nanovoltsPerBit, baseline, samples, derived }: Lead, withSamples: boolean) {
  return {
    name,
    rate: hz,
    count: samples.length,
    nanovoltsPerBit,
    baseline,
    ...(derived === true ? { derived } : {}),
    ...(withSamples ? { samples: Array.from(samples, (value) => (value === noSample ? null : value)) } : {}),
  };
}
