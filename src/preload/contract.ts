/**
 * What the two sides say to each other, written once. Types and names only, no behaviour.
 * Calls are orders from a person and go up; facts are announcements of the station and go down.
 * Times are ISO 8601 with an offset (instants) unless a comment says otherwise.
 */

import type { DeviceIdentity, DeviceStatus, Mark, ReadingNote } from '../../drivers/model/heard.ts';
import type { Quantity, Signal, Unit } from '../../drivers/model/quantity.ts';
import type { DeviceCalls, DeviceCard, UnclaimedPort } from './devices.ts';
import type { EkgCalls, EkgFacts } from './ekg.ts';
import type { EkgLiveCalls, EkgLiveFacts } from './ekg-live.ts';
import type { Failure } from './failures.ts';
import type { FridgeCalls, FridgeFacts } from './fridge.ts';
import type { LiveLeads, LiveTile, LiveWave } from './live.ts';
import type { OutboxCalls } from './outbox.ts';
import type { PatientCalls } from './patients.ts';
import type { Rooming, RoomingCalls } from './rooming.ts';
import type { Session, StationCalls, StationFacts } from './station.ts';

export type * from './delivery.ts';
export type * from './devices.ts';
export type * from './ekg.ts';
export type * from './ekg-live.ts';
export type * from './failures.ts';
export type * from './fridge.ts';
export type * from './live.ts';
export type * from './measurements.ts';
export type * from './outbox.ts';
export type * from './patients.ts';
export type * from './rooming.ts';
export type * from './station.ts';

export type { DeviceIdentity, DeviceStatus, Mark, Quantity, ReadingNote, Signal, Unit };

export interface Calls extends StationCalls, PatientCalls, RoomingCalls, DeviceCalls, OutboxCalls, EkgCalls, EkgLiveCalls, FridgeCalls {}

export interface Facts extends EkgFacts, EkgLiveFacts, FridgeFacts {
  'station.changed': StationFacts;
  'session.changed': Session;
  'live.tile': LiveTile;
  'live.wave': LiveWave;
  'live.leads': LiveLeads;
  'devices.changed': DeviceCard[];
  'ports.changed': UnclaimedPort[];
  /** The visit changed (a reading came, somebody signed, a timer moved on). */
  'visit.changed': Rooming;
  'visit.closed': { visitId: string };
  'today.changed': { waitingForPerson: number };
  'outbox.changed': { needsPerson: number; onItsWay: number };
  'station.fault': Failure;
  /** What caused the fault of this reference is over. */
  'station.fault-over': { ref: string };
}

export type Call = keyof Calls;
export type Fact = keyof Facts;
export type Up = { [C in Call]: { id: number; call: C; in: Calls[C]['in'] } }[Call];
export type Down = { id: number; out: unknown } | { id: number; failed: Failure } | { [F in Fact]: { fact: F; is: Facts[F] } }[Fact];

/** A carrier of strings between the two sides, the same on every host. `onText` returns the way to stop hearing. */
export interface Wire {
  send(text: string): void;
  onText(hear: (text: string) => void): () => void;
}
