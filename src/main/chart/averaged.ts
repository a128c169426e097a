/**
 * Averaged blood pressure: rest, then several readings with a pause between, the first kept but not averaged where the
 * clinic says so. Pure: the state is data, the time is handed in. Workflow notes, section 2.
 */
import type { AveragedBloodPressure, BloodPressureProtocol, Measurement, Qualifiers } from '../../preload/contract.ts';
import { averagePressure } from './computed.ts';
import type { AveragedDraft } from './draft.ts';

export function startAveraged(protocol: BloodPressureProtocol, now: Date): AveragedDraft {
  return {
    protocol,
    restEndsAt: later(now, protocol.restSeconds),
    betweenEndsAt: null,
    readingIds: [],
    planned: protocol.readings,
    stopped: false,
    useAll: false,
    signedAt: null,
  };
}

export function skipRest(state: AveragedDraft, now: Date): AveragedDraft {
  return state.readingIds.length === 0 && now.toISOString() < state.restEndsAt ? { ...state, restEndsAt: now.toISOString() } : state;
}

/** A cuff reading came. One that comes before its time still counts: the person pressed Start, and sees the clock. */
export function addReading(state: AveragedDraft, reading: Measurement): AveragedDraft {
  if (!isRunning(state) || state.readingIds.includes(reading.id)) return state;
  return {
    ...state,
    readingIds: [...state.readingIds, reading.id],
    betweenEndsAt: later(new Date(reading.measuredAt), state.protocol.betweenSeconds),
  };
}

export function oneMore(state: AveragedDraft): AveragedDraft {
  return { ...state, stopped: false, planned: Math.max(state.planned, state.readingIds.length) + (isRunning(state) ? 0 : 1) };
}

export function isRunning(state: AveragedDraft): boolean {
  return state.signedAt === null && !state.stopped && state.readingIds.length < state.planned;
}

/** When the present countdown ends, or null: a reading is awaited, or all is done. */
export function countdownOf(state: AveragedDraft, now: Date): string | null {
  if (!isRunning(state)) return null;
  const end = state.readingIds.length === 0 ? state.restEndsAt : state.betweenEndsAt;
  return end !== null && end > now.toISOString() ? end : null;
}

/** The readings that one statement is about: all of a running or finished set, named by its average or by any of them; else none. */
export function readingsTogether(state: AveragedDraft | null, measurementId: string): readonly string[] {
  if (state === null || state.signedAt !== null) return [];
  return averageId.test(measurementId) || state.readingIds.includes(measurementId) ? state.readingIds : [];
}

const averageId = /^average-/;

/** One arm, one position and one cuff are what averaging means: said of one reading, they hold for the set. The rest stays its own. */
export function asStatedOfSet(own: Qualifiers, { site, position, cuff, method, note }: Qualifiers): Qualifiers {
  const { site: _s, position: _p, cuff: _c, method: _m, note: _n, ...rest } = own;
  return {
    ...rest,
    ...(site === undefined ? {} : { site }),
    ...(position === undefined ? {} : { position }),
    ...(cuff === undefined ? {} : { cuff }),
    ...(method === undefined ? {} : { method }),
    ...(note === undefined ? {} : { note }),
  };
}

/** As the screen shows it. Readings set aside since are kept out of the average. */
export function showAveraged(state: AveragedDraft, find: (id: string) => Measurement | null, now: Date): AveragedBloodPressure {
  const readings = state.readingIds.flatMap((id) => find(id) ?? []);
  const usable = readings
    .map((reading, index) => ({ reading, number: index + 1 }))
    .filter(({ reading }) => reading.setAside === null && !reading.withdrawn);
  const dropped = state.protocol.dropFirst && !state.useAll && usable.length > 1 ? usable.slice(1) : usable;
  const countdownEndsAt = countdownOf(state, now);
  const isDone = state.signedAt !== null || state.readingIds.length >= state.planned;
  const average = isDone || state.stopped ? averageOf(dropped) : null;
  return {
    protocol: { ...state.protocol, readings: state.planned },
    phase: isDone
      ? 'done'
      : state.stopped
        ? 'stopped'
        : state.readingIds.length === 0
          ? countdownEndsAt === null
            ? 'reading'
            : 'rest'
          : countdownEndsAt === null
            ? 'reading'
            : 'between',
    countdownEndsAt,
    readings,
    average,
    useAll: state.useAll,
    signedAt: state.signedAt,
  };
}

interface Numbered {
  reading: Measurement;
  /** Its place in the set, from 1. */
  number: number;
}

/** One reading is no average: it stands for itself, with its device and its cuff. */
function averageOf(used: readonly Numbered[]): Measurement | null {
  const mean = averagePressure(
    used.map(({ reading }) => reading),
    used.map(({ number }) => number),
  );
  return mean === null || used.length > 1 ? mean : { ...used[0]!.reading, arithmetic: mean.arithmetic };
}

function later(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1000).toISOString();
}
