/** The chart side put together: readings come in, the visit's screen goes out, orders change it. */
import type { Measurement, Rooming } from '../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../answer.ts';
import { findMeasurement, qualifyMeasurement } from '../storage/measurements.ts';
import type { Db } from '../storage/open.ts';
import { findVisit, openVisitOf, saveDraft } from '../storage/visits.ts';
import { addReading, asStatedOfSet, countdownOf } from './averaged.ts';
import { type Draft, readDraft } from './draft.ts';
import { createIntake, type Intake } from './intake.ts';
import { hasValue, tileKeyOf } from './measure.ts';
import { addPositionReading, isPulseOf } from './orthostatic.ts';
import { type ProcedureCall, procedureAnswers } from './procedure-answers.ts';
import { readRooming } from './rooming.ts';
import type { SignParts } from './sign.ts';
import { type VisitCall, visitAnswers } from './visit-answers.ts';
import { type VitalsCall, vitalsAnswers } from './vitals-answers.ts';

export interface ChartParts extends Omit<SignParts, 'intake' | 'activeVisit'> {
  announce: Announce;
  /** The person at the station, locked or not; null when nobody is signed in. */
  personId(): string | null;
  /** Whether a device sends a waveform beside its numbers. */
  showsWave(deviceId: string): boolean;
  /** Today's list or its counts changed. */
  todayChanged(): void;
  /** A countdown began or ended, or a visit changed hands: the lock screen shows it. */
  sessionChanged(): void;
}

export interface ChartContext extends SignParts {
  announce: Announce;
  todayChanged(): void;
  sessionChanged(): void;
  /** Reads the visit again, tells the screens and returns it. */
  show(visitId: string): Rooming;
}

export interface Chart {
  answers: Answers<VisitCall | VitalsCall | ProcedureCall>;
  intake: Intake;
  openVisit(): string | null;
  timerEndsAt(): string | null;
  /** Once a second: tells the screens what time alone has changed. */
  tick(): void;
}

export function createChart(parts: ChartParts): Chart {
  const { db, clock } = parts;
  const openVisit = () => {
    const personId = parts.personId();
    return personId === null ? null : openVisitOf(db, personId);
  };
  const told = new Map<string, string>();
  const intake = createIntake({
    db,
    clock,
    announce: parts.announce,
    activeVisit: openVisit,
    showsWave: parts.showsWave,
    joined: (visitId, one) => join(db, clock, visitId, one),
    changed,
  });
  const context: ChartContext = { ...parts, intake, activeVisit: openVisit, show };

  function show(visitId: string): Rooming {
    const rooming = readRooming(context, visitId);
    told.set(visitId, wordsOf(rooming));
    parts.announce('visit.changed', rooming);
    return rooming;
  }
  function changed(): void {
    parts.todayChanged();
    const visitId = openVisit();
    if (visitId !== null) show(visitId);
    parts.sessionChanged();
  }
  function tick(): void {
    const visitId = openVisit();
    if (visitId === null) {
      told.clear();
      return;
    }
    const rooming = readRooming(context, visitId);
    if (told.get(visitId) === wordsOf(rooming)) return;
    told.set(visitId, wordsOf(rooming));
    parts.announce('visit.changed', rooming);
  }
  return {
    answers: { ...visitAnswers(context), ...vitalsAnswers(context), ...procedureAnswers(context) },
    intake,
    openVisit,
    tick,
    timerEndsAt() {
      const visitId = openVisit();
      const found = visitId === null ? null : findVisit(db, visitId);
      const averaged = found === null ? null : readDraft(found.draft).averaged;
      return averaged === null ? null : countdownOf(averaged, clock.now());
    },
  };
}

/** A cuff reading takes its place in a running procedure, and its position from it. */
function join(db: Db, clock: Clock, visitId: string, measurement: Measurement): void {
  const key = tileKeyOf(measurement);
  if ((key !== 'bloodPressure' && key !== 'pulseRate') || !hasValue(measurement)) return;
  const found = findVisit(db, visitId);
  if (found === null) return;
  const draft = readDraft(found.draft);
  if (key === 'pulseRate') joinPulse(db, draft, measurement);
  else joinPressures(db, clock, visitId, draft, measurement);
}

function joinPressures(db: Db, clock: Clock, visitId: string, draft: Draft, measurement: Measurement): void {
  const averaged = draft.averaged === null ? null : addReading(draft.averaged, measurement);
  const orthostatic = draft.orthostatic === null ? null : addPositionReading(draft.orthostatic, measurement);
  if (averaged === draft.averaged && orthostatic === draft.orthostatic) return;
  saveDraft(db, visitId, JSON.stringify({ ...draft, averaged, orthostatic }), clock.now());
  const before = averaged === draft.averaged ? undefined : draft.averaged?.readingIds.at(-1);
  const stated = before === undefined ? null : (findMeasurement(db, before)?.qualifiers ?? null);
  if (stated !== null)
    qualifyMeasurement(db, measurement.id, asStatedOfSet(measurement.qualifiers, { ...stated, ...measurement.qualifiers }));
  const step = orthostatic?.steps[orthostatic.current];
  if (step?.measurementId === measurement.id)
    qualifyMeasurement(db, measurement.id, { ...measurement.qualifiers, position: step.position, step: step.label });
}

/** What a cuff counted is of the position that its pressures are of. */
function joinPulse(db: Db, { orthostatic }: Draft, measurement: Measurement): void {
  if (orthostatic === null || orthostatic.signedAt !== null) return;
  for (const { measurementId, position, label } of orthostatic.steps) {
    const pressures = measurementId === null ? null : findMeasurement(db, measurementId);
    if (pressures !== null && isPulseOf(measurement, pressures))
      qualifyMeasurement(db, measurement.id, { ...measurement.qualifiers, position, step: label });
  }
}

/** What would be told, without the part that changes by itself. */
function wordsOf(rooming: Rooming): string {
  return JSON.stringify({ ...rooming, draftSavedAt: '' });
}
