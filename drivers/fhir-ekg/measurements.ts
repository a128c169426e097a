/** The measurements of an EKG, an Observation each. Codes and units: EHR notes 2.10. */
import type { Measurements, QtcFormula } from '../model/tracing.ts';
import { deviceOf, effectiveOf, identifierOf, loinc, mdc, type Naming, procedure, profile, type Resource, type Status } from './naming.ts';

export interface Measure {
  /** The ending of its identifier. */
  kind: string;
  of: Exclude<keyof Measurements, 'qtcFormula' | 'pDuration'>;
  text: string;
  codings: readonly { system: string; code: string; display: string }[];
  unit: '/min' | 'ms' | 'deg';
}

/** The duration of the P wave has no code in the notes: it is on the page alone. */
export const measures: readonly Measure[] = [
  {
    kind: 'heart-rate',
    of: 'heartRate',
    text: 'Heart rate',
    codings: [loinc('76282-3', 'Heart rate.beat-to-beat by EKG'), loinc('8867-4', 'Heart rate'), mdc(147842, 'MDC_ECG_HEART_RATE')],
    unit: '/min',
  },
  {
    kind: 'rr',
    of: 'rr',
    text: 'RR interval',
    codings: [loinc('8637-1', 'R-R interval by EKG'), mdc(147240, 'MDC_ECG_TIME_PD_RR')],
    unit: 'ms',
  },
  {
    kind: 'pr',
    of: 'pr',
    text: 'PR interval',
    codings: [loinc('8625-6', 'P-R Interval'), mdc(146944, 'MDC_ECG_TIME_PD_PR')],
    unit: 'ms',
  },
  {
    kind: 'qrs',
    of: 'qrs',
    text: 'QRS duration',
    codings: [loinc('8633-0', 'QRS duration'), mdc(147228, 'MDC_ECG_TIME_PD_QRS')],
    unit: 'ms',
  },
  { kind: 'qt', of: 'qt', text: 'QT interval', codings: [loinc('8634-8', 'Q-T interval'), mdc(147232, 'MDC_ECG_TIME_PD_QT')], unit: 'ms' },
  {
    kind: 'qtc',
    of: 'qtc',
    text: 'QTc',
    codings: [loinc('8636-3', 'Q-T interval corrected'), mdc(147236, 'MDC_ECG_TIME_PD_QTc')],
    unit: 'ms',
  },
  {
    kind: 'p-axis',
    of: 'pAxis',
    text: 'P axis',
    codings: [loinc('8626-4', 'P wave axis'), mdc(147200, 'MDC_ECG_ANGLE_P_FRONT')],
    unit: 'deg',
  },
  {
    kind: 'qrs-axis',
    of: 'qrsAxis',
    text: 'QRS axis',
    codings: [loinc('8632-2', 'QRS axis'), mdc(147204, 'MDC_ECG_ANGLE_QRS_FRONT')],
    unit: 'deg',
  },
  {
    kind: 't-axis',
    of: 'tAxis',
    text: 'T axis',
    codings: [loinc('8638-9', 'T wave axis'), mdc(147208, 'MDC_ECG_ANGLE_T_FRONT')],
    unit: 'deg',
  },
];

const formulas: Readonly<Record<QtcFormula, { text: string; codings: readonly ReturnType<typeof loinc>[] }>> = {
  bazett: { text: 'Bazett', codings: [loinc('76635-2', 'Q-T interval corrected based on Bazett formula')] },
  fridericia: { text: 'Fridericia', codings: [loinc('76634-5', 'Q-T interval corrected based on Fridericia formula')] },
  framingham: { text: 'Framingham', codings: [] },
  hodges: { text: 'Hodges', codings: [] },
};

export interface Measured {
  value: number;
  /** Of a QTc; null where its source does not say, and for all others. */
  formula: QtcFormula | null;
  status: Status;
  /** Whose it is, in a word or two after its name, e.g. "the cart's own"; null: the one and only. */
  whose: string | null;
  /** How it came about, e.g. "Computed by Isoline". */
  method: string | null;
  /** Whether it is what was measured on the recording: a number that a person put in its place is no device's. */
  isMeasured: boolean;
  notes: readonly string[];
  issued?: string;
  performer?: string;
}

export function measurementObservation(
  { text, codings, unit, ...measure }: Measure,
  kind: string,
  measured: Measured,
  naming: Naming,
): Resource {
  const formula = measured.formula === null ? null : formulas[measured.formula];
  const name = measure.kind === 'qtc' ? `${text} (${formula?.text ?? 'formula not said'})` : text;
  const { contained, device, extension } = deviceOf(naming);
  const performer = measured.performer ?? naming.performer;
  const issued = measured.issued ?? naming.issued;
  return {
    resourceType: 'Observation',
    meta: profile('us-core-observation-clinical-result'),
    ...(measured.isMeasured && contained !== undefined ? { contained, device } : {}),
    ...(extension === undefined ? {} : { extension }),
    ...identifierOf(kind, naming),
    status: measured.status,
    category: procedure,
    code: { coding: [...codings, ...(formula?.codings ?? [])], text: measured.whose === null ? name : `${name}, ${measured.whose}` },
    subject: { reference: naming.subject },
    ...effectiveOf(naming.when),
    ...(issued === null ? {} : { issued }),
    ...(performer === null ? {} : { performer: [{ display: performer }] }),
    ...(measured.method === null ? {} : { method: { text: measured.method } }),
    valueQuantity: { value: measured.value, unit, system: 'http://unitsofmeasure.org', code: unit },
    ...(measured.notes.length === 0 ? {} : { note: measured.notes.map((words) => ({ text: words })) }),
  };
}
