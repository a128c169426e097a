/** Recordings that are running: they end when full, when the stream stops or breaks, or when a person says so, and are then stored. */
import type { CoachSentence, DeviceCard, EkgLiveCalls, EkgRecording, Person } from '../../../../preload/contract.ts';
import type { Announce, Clock } from '../../../answer.ts';
import { Refusal } from '../../../refusal.ts';
import { findEkgTake } from '../../../storage/ekg-takes.ts';
import { type EkgRow, findEkg } from '../../../storage/ekgs.ts';
import type { Db } from '../../../storage/open.ts';
import { ulid } from '../../../storage/ulid.ts';
import { findVisit } from '../../../storage/visits.ts';
import { isWrongRate } from './coach.ts';
import { type HeldSlice, silenceMs } from './held-leads.ts';
import { refusedFor } from './refused.ts';
import { storeTake } from './store-take.ts';
import type { LeadStream } from './stream.ts';
import { tracingOfTake } from './take.ts';

type Order = EkgLiveCalls['ekg.record']['in'];

export interface RecordingParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  analysis(): boolean;
  device(id: string): DeviceCard | undefined;
  /** A recording came to disk. */
  stored(): void;
  /** A recording could not be stored; said once until it can. */
  report(thrown: unknown): void;
}

export interface Recordings {
  /** Throws Refusals as `ekg.record` says. */
  begin(order: Order, person: Person, stream: LeadStream | undefined): EkgRecording;
  /** Throws Refusal 'ekg-unknown'. */
  stop(id: string): EkgRecording;
  running(): EkgRecording[];
  /** Often: stores what is full or stopped, and tells how the others get on. */
  tick(): void;
}

export const ofSeconds = 10;

interface Running {
  id: string;
  order: Order;
  person: Person;
  patientId: string;
  stream: LeadStream;
  startedAt: Date;
  from: number;
  to: number;
  /** Told on the screens so far, in instants. */
  told: number;
  /** What came, once it is over: the stream itself holds it no longer than half a minute. */
  over: Came | null;
}

interface Came {
  slice: HeldSlice;
  /** Host time of its last instant, milliseconds since 1970. */
  endedAt: number;
  stoppedEarly: boolean;
  analysis: boolean;
  refusedFor: CoachSentence[];
}

export function createRecordings(parts: RecordingParts): Recordings {
  const { db, clock, announce } = parts;
  const running = new Map<string, Running>();
  let isReported = false;

  const cameTo = ({ to, stream, over }: Running) => over?.slice.to ?? Math.min(to, stream.held.end);

  function whatCame(one: Running): Came {
    const { held, clock: streamClock } = one.stream;
    const slice = held.slice(one.from, cameTo(one));
    const stoppedEarly = slice.to < one.to;
    const analysis = parts.analysis();
    const wrongRate = isWrongRate(held.hz, streamClock.measuredHz());
    const endedAt = held.at - (1000 * (held.end - slice.to)) / held.hz;
    return { slice, endedAt, stoppedEarly, analysis, refusedFor: refusedFor(slice, { analysis, stoppedEarly, wrongRate }) };
  }

  function facts(one: Running): EkgRecording {
    const { id, order, from, stream, startedAt } = one;
    const slice = one.over?.slice ?? stream.held.slice(from, cameTo(one));
    return {
      id,
      visitId: order.visitId,
      deviceId: order.deviceId,
      take: order.take,
      state: 'recording',
      seconds: (cameTo(one) - from) / stream.held.hz,
      ofSeconds,
      startedAt: startedAt.toISOString(),
      stoppedEarly: false,
      lost: slice.lost.reduce((sum, { count }) => sum + count, 0),
      refusedFor: [],
    };
  }

  /** Stores what came. What cannot be stored stays here and is tried again. */
  function finish(one: Running): EkgRecording {
    const { id, order, person, patientId, stream } = one;
    const { held, clock: streamClock } = stream;
    one.over ??= whatCame(one);
    const { slice, endedAt, stoppedEarly, analysis, refusedFor: refused } = one.over;
    const card = parts.device(order.deviceId);
    const told: EkgRecording = { ...facts(one), stoppedEarly, refusedFor: refused, state: refused.length === 0 ? 'kept' : 'to-decide' };
    const drift = streamClock.drift();
    const tracing = tracingOfTake(slice, {
      endedAt,
      technician: person.name,
      placement: order.placement,
      device: { label: card?.label ?? order.deviceId, serial: card?.identity?.serial ?? null, firmware: card?.identity?.firmware ?? null },
      clockDriftPartsPerMillion: drift,
      stoppedEarly,
      ofSeconds,
    });
    const take = {
      ...order,
      ekgId: id,
      takenBy: person.id,
      at: one.startedAt.toISOString(),
      deviceLabel: card?.label ?? order.deviceId,
      driverId: card?.driverId ?? 'unknown',
      hz: held.hz,
      nanovoltsPerBit: held.nanovoltsPerBit,
      seconds: told.seconds,
      stoppedEarly,
      lost: told.lost,
      clockDriftPartsPerMillion: drift,
      analysis,
      refusedFor: refused,
    };
    storeTake({ db, person, at: clock.now() }, tracing, take, patientId);
    running.delete(id);
    isReported = false;
    announce('ekg.recording', told);
    parts.stored();
    return told;
  }

  function isOver(one: Running): boolean {
    if (one.over !== null) return true;
    return one.stream.held.end >= one.to || clock.now().getTime() - one.stream.held.at > silenceMs;
  }

  function tickOne(one: Running): void {
    try {
      // Nothing came at all: there is no tracing to keep.
      if (isOver(one) && cameTo(one) === one.from) {
        running.delete(one.id);
        announce('ekg.recording', { ...facts(one), stoppedEarly: true, state: 'discarded' });
      } else if (isOver(one)) finish(one);
      else if (cameTo(one) !== one.told) {
        one.told = cameTo(one);
        announce('ekg.recording', facts(one));
      }
    } catch (thrown) {
      if (!isReported) parts.report(thrown);
      isReported = true;
    }
  }

  return {
    begin(order, person, stream) {
      const patientId = checked(db, order, person);
      const now = clock.now();
      if (stream === undefined || now.getTime() - stream.held.at > silenceMs) throw new Refusal('ekg-no-leads');
      if ([...running.values()].some((one) => one.order.deviceId === order.deviceId)) throw new Refusal('ekg-recording');
      const { held } = stream;
      const length = Math.round(ofSeconds * held.hz);
      const from = order.take === 'last-ten' ? held.end - length : held.end;
      if (from < held.oldest) throw new Refusal('ekg-too-short');
      const startedAt = order.take === 'last-ten' ? new Date(held.at - 1000 * ofSeconds) : now;
      const one: Running = { id: ulid(now), order, person, patientId, stream, startedAt, from, to: from + length, told: from, over: null };
      if (order.take === 'last-ten') return finish(one);
      running.set(one.id, one);
      return facts(one);
    },
    stop(id) {
      const one = running.get(id);
      if (one === undefined) throw new Refusal('ekg-unknown');
      if (cameTo(one) > one.from) return finish(one);
      running.delete(id);
      return { ...facts(one), stoppedEarly: true, state: 'discarded' };
    },
    running: () => [...running.values()].map(facts),
    tick() {
      for (const one of running.values()) tickOne(one);
    },
  };
}

/** The patient is the visit's, and the visit the person's own. */
function checked(db: Db, { visitId, retakeOf }: Order, person: Person): string {
  const found = findVisit(db, visitId);
  if (found === null || found.visit.closedAt !== null) throw new Refusal('visit-closed', found?.closedBy ?? undefined);
  if (found.visit.owner.id !== person.id) throw new Refusal('other-patient');
  const patientId = found.visit.patient.id;
  if (retakeOf !== null) checkRetake(db, findEkg(db, retakeOf), { visitId, patientId });
  return patientId;
}

function checkRetake(db: Db, before: EkgRow | null, { visitId, patientId }: { visitId: string; patientId: string }): void {
  if (before === null) throw new Refusal('ekg-unknown');
  if (before.patient_id !== patientId) throw new Refusal('other-patient');
  const isOfVisit = findEkgTake(db, before.id)?.visitId === visitId;
  if (before.state !== 'retake' && !(before.state === 'waiting' && isOfVisit)) throw new Refusal('ekg-not-now');
}
