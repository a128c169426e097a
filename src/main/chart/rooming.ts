/** One visit as the rooming screen shows it, put together from the database and what is live. Reads only. */
import type { LinkState, Measurement, Orthostatic, Rooming, SheetKey, SheetRow, SignedSet } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/settings.ts';
import { findMeasurement, measurementsOfVisit, waitingMeasurements } from '../storage/measurements.ts';
import type { Db } from '../storage/open.ts';
import { signedMeasurementIds, signedSetsOf } from '../storage/signed.ts';
import { findVisit } from '../storage/visits.ts';
import { isRunning, showAveraged } from './averaged.ts';
import { type Draft, readDraft } from './draft.ts';
import type { Intake } from './intake.ts';
import { lastVisitOf } from './last-visit.ts';
import { questionsFor } from './limits.ts';
import { showOrthostatic } from './orthostatic.ts';
import { buildSheet } from './sheet.ts';

export interface RoomingParts {
  db: Db;
  clock: Clock;
  intake: Intake;
  /** The visit that belongs to who works here now: only there is what a stream says this patient's. */
  activeVisit(): string | null;
  deviceState(deviceId: string): LinkState | null;
  deliveryOf(setId: string): SignedSet['delivery'];
}

/** Throws Refusal 'visit-closed' for a visit that is not there. */
export function readRooming(parts: RoomingParts, visitId: string): Rooming {
  const { db, clock, intake } = parts;
  const found = findVisit(db, visitId);
  if (found === null) throw new Refusal('visit-closed');
  const { visit } = found;
  const draft = readDraft(found.draft);
  const settings = readSettings(db);
  const measurements = measurementsOfVisit(db, visitId);
  const find = (id: string): Measurement | null => measurements.find((one) => one.id === id) ?? findMeasurement(db, id);
  const averaged = draft.averaged === null ? null : showAveraged(draft.averaged, find, clock.now());
  const signed = dealtWith(db, visitId, draft);
  const sheet = buildSheet({
    draft,
    measurements,
    live: (key: SheetKey) => (visitId === parts.activeVisit() ? intake.live(key, visit.openedAt) : null),
    find: (id) => intake.find(id)?.measurement ?? null,
    signed,
    average: averaged?.average ?? null,
    isAveraging: draft.averaged !== null && isRunning(draft.averaged),
    deviceState: parts.deviceState,
    now: clock.now(),
    tooOldMinutes: settings.readingTooOldMinutes,
  });
  const set = draft.orthostatic === null ? null : showOrthostatic(draft.orthostatic, find, measurements);
  const orthostatic = set === null ? null : { ...set, together: togetherWith(sheet, set, signed) };
  const waiting = waitingMeasurements(db);
  const isEarlier = (one: Measurement) => one.apart === 'earlier' && one.measuredAt < visit.openedAt;
  return {
    visit,
    sheet,
    earlier: waiting.filter(isEarlier),
    unassigned: waiting.filter((one) => !isEarlier(one)),
    setAside: measurements.filter((one) => one.setAside !== null && !one.withdrawn),
    averaged,
    orthostatic,
    questions: visit.closedAt === null ? questionsFor([...sheet, ...rowsOf(orthostatic)], visit.ageYears, settings) : [],
    signed: signedSetsOf(db, visitId).map((set) => ({ ...set, delivery: parts.deliveryOf(set.id) })),
    lastVisit: lastVisitOf(db, visit.patient.id, visit.openedAt),
    draftSavedAt: found.draftSavedAt,
  };
}

/** What was signed, by itself or in a procedure: it is not proposed again. */
export function dealtWith(db: Db, visitId: string, draft: Draft): Set<string> {
  return new Set([...signedMeasurementIds(db, visitId), ...draft.used]);
}

/** A set of positions is signed whole, or not at all. */
function togetherWith(sheet: readonly SheetRow[], { steps, signedAt }: Orthostatic, signed: ReadonlySet<string>): Measurement[] {
  const row = sheet.find(({ key }) => key === 'bloodPressure');
  if (signedAt !== null || row?.ticked !== true) return [];
  const onSheet = new Set(sheet.map((one) => one.measurement?.id));
  const isLeft = (one: Measurement) => one.setAside === null && !one.withdrawn && !onSheet.has(one.id) && !signed.has(one.id);
  return steps.flatMap(({ measurement, pulse }) => {
    if (measurement === null || measurement.setAside !== null || measurement.withdrawn) return [];
    return [measurement, ...(pulse === null ? [] : [pulse])].filter(isLeft);
  });
}

function rowsOf(orthostatic: Orthostatic | null): SheetRow[] {
  return (orthostatic?.together ?? []).map((measurement) => ({
    key: measurement.kind === 'bloodPressure' ? 'bloodPressure' : 'pulseRate',
    measurement,
    ticked: true,
    held: null,
    newer: null,
  }));
}
