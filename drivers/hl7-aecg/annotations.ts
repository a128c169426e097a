/** Annotations of an annotated EKG: what the device measured, where the waves of its beat stand, and what it says. EKG notes 1.3. */
import { allOf, at, type Element, everyOf } from '../framing/xml.ts';
import { type BeatPoints, type Measurements, noMeasurements, type QtcFormula } from '../model/tracing.ts';

function annotationsIn(sets: readonly Element[]): Element[] {
  return sets.flatMap((set) => everyOf(set, 'annotation'));
}

function codeOf(element: Element): string {
  return at(element, 'code')?.attributes.code ?? '';
}

const formulas: readonly (readonly [code: string, formula: QtcFormula | null])[] = [
  ['MDC_ECG_TIME_PD_QTcB', 'bazett'],
  ['MDC_ECG_TIME_PD_QTCB', 'bazett'],
  ['MDC_ECG_TIME_PD_QTcF', 'fridericia'],
  ['MDC_ECG_TIME_PD_QTCF', 'fridericia'],
  ['MDC_ECG_TIME_PD_QTc', null],
  ['MDC_ECG_TIME_PD_QTC', null],
];

/** null where the device measured nothing. */
export function measurementsOf(sets: readonly Element[]): Measurements | null {
  const values = new Map<string, number>();
  for (const annotation of annotationsIn(sets)) {
    const value = at(annotation, 'value');
    const number = Number(value?.attributes.value);
    if (value?.attributes.value === undefined || value.attributes.value === '' || !Number.isFinite(number)) continue;
    // No heart has a rate or an interval of nought: some devices write it where they measured nothing.
    if (number === 0 && !/ANGLE/.test(codeOf(annotation))) continue;
    const isSeconds = value.attributes.unit === 's' && /TIME_PD/.test(codeOf(annotation));
    if (!values.has(codeOf(annotation))) values.set(codeOf(annotation), isSeconds ? number * 1000 : number);
  }
  const of = (...codes: readonly string[]) => codes.map((code) => values.get(code)).find((value) => value !== undefined) ?? null;
  const hasTimes = [...values.keys()].some((name) => /RATE|TIME_PD/.test(name));
  const angle = (name: string) => (hasTimes ? of(name) : null);
  const [code, formula] = formulas.find(([name]) => values.has(name)) ?? [null, null];
  const measured: Measurements = {
    ...noMeasurements(),
    heartRate: of('MDC_ECG_HEART_RATE', 'MDC_ECG_CARD_BEAT_RATE', 'MDC_ECG_VENT_RATE'),
    rr: of('MDC_ECG_TIME_PD_RR'),
    pr: of('MDC_ECG_TIME_PD_PR', 'MDC_ECG_TIME_PD_PQ'),
    pDuration: of('MDC_ECG_TIME_PD_P'),
    qrs: of('MDC_ECG_TIME_PD_QRS'),
    qt: of('MDC_ECG_TIME_PD_QT'),
    qtc: code === null ? null : of(code),
    qtcFormula: formula,
    pAxis: angle('MDC_ECG_ANGLE_P_FRONT'),
    qrsAxis: angle('MDC_ECG_ANGLE_QRS_FRONT'),
    tAxis: angle('MDC_ECG_ANGLE_T_FRONT'),
  };
  return values.size === 0 || Object.values(measured).every((value) => value === null) ? null : measured;
}

/** In samples of the representative beat, whose times are relative and whose first sample is at `begins` seconds of them. */
export function pointsOf(series: Element, hz: number, begins: number): BeatPoints | null {
  const waves = everyOf(series, 'annotation').filter((one) => codeOf(one) === 'MDC_ECG_WAVC');
  const bounds = (kind: string) => {
    const wave = waves.find((one) => at(one, 'value')?.attributes.code === `MDC_ECG_WAVC_${kind}`);
    const [boundary] = wave === undefined ? [] : everyOf(wave, 'boundary');
    const sample = (side: 'low' | 'high') => {
      const at = sampleAt(boundary ?? null, side, hz);
      return at === null ? null : at - begins * hz;
    };
    return [sample('low'), sample('high')] as const;
  };
  const [pOn, pOff] = bounds('PWAVE');
  const [qrsOn, qrsOff] = bounds('QRSWAVE');
  const [, tOff] = bounds('TWAVE');
  const points = { pOn, pOff, qrsOn, qrsOff, tOff };
  return Object.values(points).every((point) => point === null) ? null : points;
}

function sampleAt(boundary: Element | null, side: 'low' | 'high', hz: number): number | null {
  const time = at(boundary, 'value', side)?.attributes;
  const amount = Number(time?.value);
  if (time?.value === undefined || !Number.isFinite(amount)) return null;
  return ((time.unit === 's' ? amount * 1000 : amount) * hz) / 1000;
}

/** Word for word. */
export function statementsOf(sets: readonly Element[]): string[] {
  const spoken = annotationsIn(sets).filter((one) => /^MDC_ECG_INTERPRETATION_(STATEMENT|COMMENT|SUMMARY)$/.test(codeOf(one)));
  return spoken.flatMap((one) => allOf(one, 'value').map(({ text }) => text.trim())).filter((text) => text !== '');
}
