/** Orthostatic vitals: lying, perhaps sitting, standing at one and three minutes. Differences as arithmetic, no verdict. Workflow notes, section 3. */
import type { Measurement, Orthostatic } from '../../preload/contract.ts';
import type { OrthostaticDraft } from './draft.ts';
import { hasValue, tileKeyOf, valueFor } from './measure.ts';

type Step = OrthostaticDraft['steps'][number];

function step(position: Step['position'], label: string, waitSeconds: number): Step {
  return { position, label, waitSeconds, startedAt: null, measurementId: null, symptoms: [] };
}

const sitting = step('sitting', 'Sitting 1 min', 60);

export function startOrthostatic(withSitting: boolean, now: Date): OrthostaticDraft {
  const steps = [
    step('supine', 'Lying 5 min', 300),
    ...(withSitting ? [sitting] : []),
    step('standing', 'Standing 1 min', 60),
    step('standing', 'Standing 3 min', 120),
  ];
  return begin({ steps, current: 0, signedAt: null }, now);
}

/** The next step begins now, with what the patient felt in this one. */
export function nextStep(state: OrthostaticDraft, symptoms: readonly string[], now: Date): OrthostaticDraft {
  return begin({ ...felt(state, symptoms), current: Math.min(state.current + 1, state.steps.length) }, now);
}

/** Some clinics measure sitting too: it is put after lying while nobody has got up yet. */
export function addSitting(state: OrthostaticDraft): OrthostaticDraft {
  const [lying, ...standing] = state.steps;
  if (lying === undefined || state.current > 0 || standing.some(({ position }) => position === 'sitting')) return state;
  return { ...state, steps: [lying, sitting, ...standing] };
}

/** Stopped early, its readings are still a set to be signed; stopped once more, or with none, there is no set. */
export function stopOrthostatic(state: OrthostaticDraft, symptoms: readonly string[]): OrthostaticDraft | null {
  const isOver = state.signedAt !== null || state.current >= state.steps.length;
  return isOver || readingIdsOf(state).length === 0 ? null : { ...felt(state, symptoms), current: state.steps.length };
}

/** The reading of the present step, while a set is being taken. */
export function currentReadingId(state: OrthostaticDraft | null): string | null {
  return state === null || state.signedAt !== null ? null : (state.steps[state.current]?.measurementId ?? null);
}

function felt(state: OrthostaticDraft, symptoms: readonly string[]): OrthostaticDraft {
  return { ...state, steps: state.steps.map((one, index) => (index === state.current ? { ...one, symptoms: [...symptoms] } : one)) };
}

export function readingIdsOf(state: OrthostaticDraft): string[] {
  return state.steps.flatMap(({ measurementId }) => measurementId ?? []);
}

/** A cuff reading of the present position; the first one after the step began is the one. */
export function addPositionReading(state: OrthostaticDraft, reading: Measurement): OrthostaticDraft {
  const step = state.steps[state.current];
  if (step === undefined || step.measurementId !== null || step.startedAt === null || reading.measuredAt < step.startedAt) return state;
  return { ...state, steps: state.steps.map((one, index) => (index === state.current ? { ...one, measurementId: reading.id } : one)) };
}

/** Some monitors tell the pulse that a cuff counted in an answer of its own, right after the pressures. */
const answersApartMs = 15_000;

/** The pulse that the cuff counted: it came in one message with the pressures, or says that it is a cuff's and of the same moment. */
export function isPulseOf(measurement: Measurement, pressures: Measurement): boolean {
  const { source, how, deviceId, receivedAt, measuredAt, values } = measurement;
  if (source !== 'device' || how !== 'spot' || deviceId !== pressures.deviceId) return false;
  const isOfMoment = Math.abs(Date.parse(measuredAt) - Date.parse(pressures.measuredAt)) <= answersApartMs;
  const isOfCuff = receivedAt === pressures.receivedAt || (values[0]?.note?.pulseSource === 'cuff' && isOfMoment);
  return isOfCuff && tileKeyOf(measurement) === 'pulseRate' && hasValue(measurement);
}

/** `measurements`: of the visit. */
export function showOrthostatic(
  state: OrthostaticDraft,
  find: (id: string) => Measurement | null,
  measurements: readonly Measurement[],
): Orthostatic {
  const steps = state.steps.map(({ measurementId, startedAt, waitSeconds, ...step }) => {
    const measurement = measurementId === null ? null : find(measurementId);
    const pulse = measurement === null ? null : (measurements.find((one) => isPulseOf(one, measurement)) ?? null);
    return {
      ...step,
      waitSeconds,
      startedAt,
      readyAt: startedAt === null ? null : new Date(Date.parse(startedAt) + waitSeconds * 1000).toISOString(),
      measurement,
      pulse,
    };
  });
  return { steps, current: state.current, signedAt: state.signedAt, together: [], differences: differencesOf(steps) };
}

function differencesOf(steps: Orthostatic['steps']): string[] {
  const lying = steps[0]?.measurement ?? null;
  if (lying === null) return [];
  const lyingPulse = steps[0]!.pulse;
  return steps.slice(1).flatMap(({ label, measurement, pulse }) => {
    const systolic = difference(pressureIn(measurement, 'systolic'), pressureIn(lying, 'systolic'));
    const diastolic = difference(pressureIn(measurement, 'diastolic'), pressureIn(lying, 'diastolic'));
    const beats = difference(pulse?.values[0]?.value ?? null, lyingPulse?.values[0]?.value ?? null);
    return systolic === null || diastolic === null ? [] : [`${label}: ${systolic}/${diastolic}${beats === null ? '' : `, pulse ${beats}`}`];
  });
}

function pressureIn(measurement: Measurement | null, quantity: 'systolic' | 'diastolic'): number | null {
  return measurement === null ? null : (valueFor(measurement, quantity)?.value ?? null);
}

function difference(after: number | null, before: number | null): string | null {
  if (after === null || before === null) return null;
  const change = after - before;
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0';
}

function begin(state: OrthostaticDraft, now: Date): OrthostaticDraft {
  return {
    ...state,
    steps: state.steps.map((step, index) =>
      index === state.current && step.startedAt === null ? { ...step, startedAt: now.toISOString() } : step,
    ),
  };
}
