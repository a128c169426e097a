/** What Isoline computes on a record: for a clinician to look at, never a diagnosis. */
import { type Measurements, noMeasurements, type Tracing } from '../../../../drivers/model/tracing.ts';
import type { EkgComputed, EkgMedianBeat, EkgSettings } from '../../../preload/contract.ts';
import { type Measured, measure } from '../../ekg/measure.ts';
import { judge } from '../../ekg/quality.ts';
import { findReversal } from '../../ekg/reversal.ts';
import { wordsOfReason } from '../../ekg/words.ts';

export function computedOf(tracing: Tracing, { qtcFormula }: Pick<EkgSettings, 'qtcFormula'>): EkgComputed {
  const measured = measure(tracing);
  const { verdict, reasons, electrode } = judge(tracing);
  const { swap, certainty, instead } = findReversal(tracing, measured);
  return {
    values: valuesOf(measured, qtcFormula),
    qtc: measured.qtc,
    isIrregular: measured.isIrregular,
    pacerSpikes: measured.spikes.length,
    median: medianOf(measured),
    verdict,
    reasons: reasons.map((reason) => ({ lead: reason.lead, fault: reason.fault, text: wordsOfReason(reason, electrode) })),
    suspectedSwap: swap === null ? null : { swap, certainty, instead },
  };
}

function valuesOf(measured: Measured, qtcFormula: EkgSettings['qtcFormula']): Measurements {
  const { heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis, qtc } = measured;
  return { ...noMeasurements(), heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis, qtc: qtc?.[qtcFormula] ?? null, qtcFormula };
}

function medianOf({ median }: Measured): EkgMedianBeat | null {
  if (median === null) return null;
  const { hz, leads, values, global } = median;
  return { hz, leads, values: values.map((lead) => Array.from(lead, (value) => Math.round(value))), points: global };
}
