/** Takes arrivals in: spot measurements are stored before this returns; a stream's newest values are remembered for the tiles and the sheet. */

import type { LiveTile, Measurement, Qualifiers, SheetKey } from '../../preload/contract.ts';
import type { Announce, Clock } from '../answer.ts';
import type { Arrival, TakeIn } from '../live/arrival.ts';
import { insertMeasurement, withdrawByOrigin } from '../storage/measurements.ts';
import { type Db, transaction } from '../storage/open.ts';
import { ulid } from '../storage/ulid.ts';
import { findVisit } from '../storage/visits.ts';
import { isSameIdentifier, measurementsFrom, patientIdSent, tileKeyOf } from './measure.ts';

export interface IntakeParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  /** The visit that readings belong to now; null when nobody is open. */
  activeVisit(): string | null;
  /** Whether a device also sends the waveform that stands beside its numbers: its numbers then belong there too. */
  showsWave(deviceId: string): boolean;
  /** A measurement came to be part of a visit. */
  joined(visitId: string, measurement: Measurement): void;
  /** Something changed that the screens of a visit or of today show. */
  changed(): void;
}

interface Remembered {
  measurement: Measurement;
  arrival: Arrival;
}

/** How many values of a stream are remembered per tile: two minutes at one a second, so that what was seen can be signed. */
const rememberedPerTile = 120;

export interface Intake {
  takeIn: TakeIn;
  tiles(): LiveTile[];
  /** The newest of a stream since `since`, or null. */
  live(key: SheetKey, since: string): Measurement | null;
  find(id: string): Remembered | null;
  /** What a person says of a stream holds for it from now on, until they say otherwise. False when it is not remembered. */
  qualify(measurementId: string, qualifiers: Qualifiers): boolean;
  /** Nothing carries over to the next patient. */
  clear(): void;
}

export function createIntake(parts: IntakeParts): Intake {
  const remembered = new Map<LiveTile['key'], Remembered[]>();
  const newest = new Map<LiveTile['key'], Measurement>();
  const stated = new Map<LiveTile['key'], { deviceId: string | null; qualifiers: Qualifiers }>();
  const find = (id: string) => [...remembered.values()].flat().find(({ measurement }) => measurement.id === id) ?? null;
  const takeIn: TakeIn = (arrivals) => {
    // A stream is only remembered: a disk that takes nothing does not stop the numbers on the glass.
    for (const arrival of arrivals.filter(({ how }) => how === 'continuous')) remember(arrival);
    const spots = arrivals.filter(({ how }) => how === 'spot');
    const stored = spots.length === 0 ? [] : transaction(parts.db, () => spots.flatMap((arrival) => storeSpot(parts, arrival)));
    for (const { measurement, visitId } of stored) {
      if (visitId === null) continue;
      show(measurement);
      parts.joined(visitId, measurement);
    }
    if (stored.length > 0) parts.changed();
  };
  function remember(arrival: Arrival): void {
    for (const measurement of measurementsFrom(arrival, () => ulid(arrival.receivedAt))) {
      const key = tileKeyOf(measurement);
      if (key === null || isSecondSource(newest.get(key), measurement, parts.showsWave)) continue;
      const said = stated.get(key);
      if (said?.deviceId === measurement.deviceId) measurement.qualifiers = { ...measurement.qualifiers, ...said!.qualifiers };
      const kept = remembered.get(key) ?? [];
      remembered.set(key, [...kept.slice(1 - rememberedPerTile), { measurement, arrival }]);
      show(measurement);
    }
  }
  function show(measurement: Measurement): void {
    const key = tileKeyOf(measurement);
    if (key === null) return;
    newest.set(key, measurement);
    parts.announce('live.tile', { key, measurement });
  }
  return {
    takeIn,
    tiles: () => [...newest].map(([key, measurement]) => ({ key, measurement })),
    live(key, since) {
      const last = remembered.get(key)?.at(-1)?.measurement;
      return last !== undefined && last.measuredAt >= since ? last : null;
    },
    find,
    qualify(id, qualifiers) {
      const measurement = find(id)?.measurement ?? null;
      const key = measurement === null ? null : tileKeyOf(measurement);
      if (measurement === null || key === null) return false;
      measurement.qualifiers = qualifiers;
      stated.set(key, { deviceId: measurement.deviceId, qualifiers });
      const shown = newest.get(key);
      // The tile has moved on while it was being said: it says so too.
      if (shown !== undefined && shown.deviceId === measurement.deviceId) show({ ...shown, qualifiers });
      return true;
    },
    clear() {
      stated.clear();
      remembered.clear();
      newest.clear();
    },
  };
}

/** How long a stream's source may pause before another device takes the tile. */
const sourceKeptMs = 6000;

/** Two devices that both send a pulse would take turns on one tile: the one that was there first keeps it while it has a value. */
function isSecondSource(shown: Measurement | undefined, fresh: Measurement, showsWave: (deviceId: string) => boolean): boolean {
  if (shown === undefined || shown.how !== 'continuous' || shown.deviceId === fresh.deviceId) return false;
  if (shown.deviceId !== null && fresh.deviceId !== null && showsWave(fresh.deviceId) && !showsWave(shown.deviceId)) return false;
  const hasNumber = shown.values.some(({ value }) => value !== null);
  return hasNumber && Date.parse(fresh.receivedAt) - Date.parse(shown.receivedAt) < sourceKeptMs;
}

interface Stored {
  measurement: Measurement;
  visitId: string | null;
}

/** Stores one arrival's measurements where they belong; those that are here already are passed over. */
function storeSpot(parts: IntakeParts, arrival: Arrival): Stored[] {
  if (arrival.origin !== null && arrival.readings.some(({ note }) => note?.result === 'deleted' || note?.result === 'corrected')) {
    withdrawEarlier(parts, arrival);
  }
  if (arrival.readings.every(({ note }) => note?.result === 'deleted')) return [];
  return measurementsFrom(arrival, () => ulid(parts.clock.now())).flatMap((fresh, index) => {
    if (fresh.values.every(({ value }) => value === null)) return [];
    const place = placeOf(parts, fresh);
    const measurement = { ...fresh, apart: place.apart };
    const isNew = insertMeasurement(parts.db, {
      measurement,
      visitId: place.visitId,
      typedById: null,
      frame: arrival.frame,
      stream: { id: arrival.from.streamId, from: arrival.readings[0]!.from, at: arrival.readings[0]!.at },
      origin: arrival.origin === null ? null : `${arrival.origin}#${index}`,
    });
    return isNew ? [{ measurement, visitId: place.visitId }] : [];
  });
}

/** A sender took back or replaced what it sent for the same set: the earlier one is marked, never removed. */
function withdrawEarlier(parts: IntakeParts, arrival: Arrival): void {
  const device = arrival.from.deviceId;
  const times = arrival.readings.flatMap(({ quantity, note }) => (note?.deviceTime ? [{ quantity, time: note.deviceTime }] : []));
  const find = parts.db.prepare(
    `SELECT m.origin FROM measurements m JOIN measurement_values v ON v.measurement_id = m.id
     WHERE m.device_id = ? AND v.quantity = ? AND json_extract(v.note, '$.deviceTime') = ? AND m.origin IS NOT NULL AND m.withdrawn_at IS NULL`,
  );
  for (const { quantity, time } of times) {
    for (const { origin } of find.all(device, quantity, time) as { origin: string }[])
      withdrawByOrigin(parts.db, origin, parts.clock.now());
  }
}

/** A reading belongs to the open visit only when it was measured in it and its device names nobody else. */
function placeOf(parts: IntakeParts, measurement: Measurement): { visitId: string | null; apart: Measurement['apart'] } {
  const isStored = measurement.values.some(({ note }) => note.stored);
  const visitId = parts.activeVisit();
  const open = visitId === null ? null : findVisit(parts.db, visitId);
  if (isStored) return { visitId: null, apart: 'stored' };
  if (open === null) return { visitId: null, apart: 'unassigned' };
  const sent = patientIdSent(measurement);
  if (sent !== null && !isSameIdentifier(sent, open.visit.patient.mrn)) return { visitId: null, apart: 'other-patient' };
  if (measurement.measuredAt < open.visit.openedAt) return { visitId: null, apart: 'earlier' };
  return { visitId, apart: null };
}
