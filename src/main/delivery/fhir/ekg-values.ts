/** Which measurements of an EKG go to a chart, whose they are, and how sure: Isoline's until a clinician has confirmed, the cart's apart. Pure. */
import { type Measure, type Measured, measures } from '../../../../drivers/fhir-ekg/measurements.ts';
import type { Status } from '../../../../drivers/fhir-ekg/naming.ts';
import { localTime } from '../../local-time.ts';
import type { EkgContent } from '../../storage/ekg-results.ts';
import type { EkgPartKind } from '../../storage/outbox-parts.ts';

export interface EkgValue {
  kind: EkgPartKind;
  measure: Measure;
  measured: Measured;
}

/** Every value that a chart has or is to have, withdrawn ones among them: what was sent is never blanked. EHR notes 2.9. */
export function ekgValues(content: EkgContent): EkgValue[] {
  const values = measures.flatMap((measure) => [...own(content, measure), ...carts(content, measure)]);
  const { withdrawn } = content;
  if (withdrawn === null) return values;
  const note = `Taken back by ${withdrawn.by}: ${withdrawn.reason}`;
  return values.map((value) => ({
    ...value,
    measured: { ...value.measured, status: 'entered-in-error', notes: [...value.measured.notes, note] },
  }));
}

/** Those that stand: a report speaks of them. */
export function standingKinds(content: EkgContent): EkgPartKind[] {
  return ekgValues(content).flatMap(({ kind, measured }) => (measured.status === 'entered-in-error' ? [] : [kind]));
}

export function statusOfEkg({ confirmed, withdrawn }: EkgContent): Status {
  if (withdrawn !== null) return 'entered-in-error';
  if (confirmed.length === 0) return 'preliminary';
  return confirmed.length === 1 ? 'final' : 'amended';
}

function carts({ cart }: EkgContent, measure: Measure): EkgValue[] {
  const value = cart?.[measure.of] ?? null;
  if (value === null) return [];
  const measured: Measured = {
    value,
    formula: measure.kind === 'qtc' ? cart!.qtcFormula : null,
    status: 'preliminary',
    whose: "the cart's own",
    method: 'Measured by the EKG cart',
    isMeasured: true,
    notes: ["The cart's own measurement, not over-read."],
  };
  return [{ kind: `ekg-cart-${measure.kind}`, measure, measured }];
}

function own(content: EkgContent, measure: Measure): EkgValue[] {
  const measured = content.confirmed.length === 0 ? computedOf(content, measure) : confirmedOf(content, measure);
  return measured === null ? [] : [{ kind: `ekg-${measure.kind}`, measure, measured }];
}

function computedOf({ computed }: EkgContent, measure: Measure): Measured | null {
  const value = computed?.[measure.of] ?? null;
  if (value === null) return null;
  return {
    value,
    formula: measure.kind === 'qtc' ? computed!.qtcFormula : null,
    status: 'preliminary',
    whose: null,
    method: 'Computed by Isoline',
    isMeasured: true,
    notes: ['Computed by Isoline, unconfirmed.'],
  };
}

/** A clinician's value in place of ours, which stays beside it in words; a value that she took out is withdrawn as it was. */
function confirmedOf(content: EkgContent, measure: Measure): Measured | null {
  const { computed, confirmed } = content;
  const latest = confirmed.at(-1)!;
  const value = latest.values[measure.of];
  const base = computed?.[measure.of] ?? null;
  const signed = { issued: localTime(latest.at), performer: latest.by };
  if (value === null) {
    const earlier = [computed, ...confirmed.map(({ values }) => values)].filter((values) => values?.[measure.of] != null).at(-1);
    if (earlier == null) return null;
    const was = computedOf({ ...content, computed: earlier }, measure)!;
    return { ...was, ...signed, status: 'entered-in-error', isMeasured: false, notes: [`Not confirmed by ${latest.by}.`] };
  }
  const formula = measure.kind === 'qtc' ? latest.values.qtcFormula : null;
  const isUnchanged = confirmed.every(({ values }) => values[measure.of] === value && (formula === null || values.qtcFormula === formula));
  const isOurs = value === base && (formula === null || computed!.qtcFormula === formula);
  return {
    value,
    formula,
    status: isUnchanged ? 'final' : 'amended',
    whose: null,
    method: isOurs ? 'Computed by Isoline, confirmed by a clinician' : 'Measured by a clinician',
    isMeasured: isOurs,
    notes: [[`Confirmed by ${latest.by}.`, ...othersOf(content, measure, isOurs)].join(' ')],
    ...signed,
  };
}

function othersOf({ computed, cart }: EkgContent, measure: Measure, isOurs: boolean): string[] {
  const words = (whose: string, values: EkgContent['computed']) => {
    const value = values?.[measure.of] ?? null;
    return value === null ? [] : [`${whose} ${value} ${measure.unit}.`];
  };
  return [...(isOurs ? [] : words('Isoline computed', computed)), ...words('The cart measured', cart)];
}
