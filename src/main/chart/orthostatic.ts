/** Orthostatic vitals: lying, perhaps sitting, standing at one and three minutes. Differences as arithmetic, no verdict. Workflow notes, section 3. */
import type { Measurement, Orthostatic } from '../../preload/contract.ts';
import type { OrthostaticDraft } from './draft.ts';
import { valueFor } from './measure.ts';

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

export function showOrthostatic(state: OrthostaticDraft, find: (id: string) => Measurement | null): Orthostatic {
  const steps = state.steps.map(({ measurementId, startedAt, waitSeconds, ...step }) => ({
    ...step,
    waitSeconds,
    startedAt,
    readyAt: startedAt === null ? null : new Date(Date.parse(startedAt) + waitSeconds * 1000).toISOString(),
    measurement: measurementId === null ? null : find(measurementId),
  }));
  return { steps, current: state.current, signedAt: state.signedAt, together: [], differences: differencesOf(steps) };
}

function differencesOf(steps: Orthostatic['steps']): string[] {
  const lying = steps[0]?.measurement ?? null;
  if (lying === null) return [];
  return steps.slice(1).flatMap(({ label, measurement }) => {
    const systolic = difference(measurement, lying, 'systolic');
    const diastolic = difference(measurement, lying, 'diastolic');
    return systolic === null || diastolic === null ? [] : [`${label}: ${systolic}/${diastolic}`];
  });
}

function difference(after: Measurement | null, before: Measurement, quantity: 'systolic' | 'diastolic'): string | null {
  const first = valueFor(before, quantity)?.value ?? null;
  const second = after === null ? null : (valueFor(after, quantity)?.value ?? null);
  if (first === null || second === null) return null;
  const change = second - first;
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
