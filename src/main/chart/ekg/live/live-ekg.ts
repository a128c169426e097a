/** EKGs while they are taken: what the devices send is held, judged once a second, and recorded when a person asks. */
import { z } from 'zod';
import type { DeviceCard, EkgLive, EkgLiveCalls, EkgRecording, EkgSettings, LiveLeads, Person } from '../../../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../../../answer.ts';
import { Refusal } from '../../../refusal.ts';
import { ekgsOfVisit, findEkgTake } from '../../../storage/ekg-takes.ts';
import { findEkg } from '../../../storage/ekgs.ts';
import type { Db } from '../../../storage/open.ts';
import { cardOf } from '../card.ts';
import type { Judge } from './coach.ts';
import { silenceMs } from './held-leads.ts';
import { createRecordings, ofSeconds } from './recordings.ts';
import { discardTake, keepTake, type Storing } from './store-take.ts';
import { beginStream, type LeadStream } from './stream.ts';

export interface LiveEkgParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  settings(): EkgSettings;
  devices(): DeviceCard[];
  /** Somebody is signed in: nobody else is told anything, so nothing need be judged. */
  isWatched(): boolean;
  judge: Judge;
  /** The list of EKGs changed. */
  changed(): void;
  report(thrown: unknown): void;
}

export interface LiveEkg {
  answers: Answers<keyof EkgLiveCalls>;
  heard(batch: LiveLeads): void;
  /** Four times a second: recordings get on, and one device whose second is over is judged. */
  tick(): void;
}

const id = z.string().min(1).max(200);
const one = z.object({ id });
const lookEveryMs = 1000;

export function createLiveEkg(parts: LiveEkgParts): LiveEkg {
  const { db, clock, announce } = parts;
  const streams = new Map<string, LeadStream>();
  const lookedAt = new Map<string, number>();
  const recordings = createRecordings({
    db,
    clock,
    announce,
    analysis: () => parts.settings().analysis,
    device: (deviceId) => parts.devices().find((card) => card.id === deviceId),
    stored: parts.changed,
    report: parts.report,
  });
  const storing = (person: Person): Storing => ({ db, person, at: clock.now() });
  const isSending = (deviceId: string) => clock.now().getTime() - (streams.get(deviceId)?.held.at ?? 0) <= silenceMs;

  function live(visitId: string | null): EkgLive {
    const { electrodeColors, analysis } = parts.settings();
    const devices = parts
      .devices()
      .filter(({ gives }) => gives.includes('ekg'))
      .map((card) => ({ deviceId: card.id, label: card.label, isSending: isSending(card.id) }));
    const ofVisit = visitId === null ? [] : ekgsOfVisit(db, visitId);
    return {
      devices,
      proposedDeviceId: (devices.find((device) => device.isSending) ?? devices[0])?.deviceId ?? null,
      coaches: [...streams.values()].flatMap(({ coach }) => coach.last ?? []),
      recordings: [
        ...recordings.running(),
        ...ofVisit.filter(({ state }) => state === 'recorded').map((row) => recordingOf(db, row.id, 'to-decide')),
      ],
      ofVisit: ofVisit.map((row) => cardOf(db, row)),
      electrodeColors,
      analysis,
    };
  }

  /** One a tick: a second device waits for the next, so that no look is longer than one. */
  function lookAtOne(): void {
    const now = clock.now();
    const due = [...streams.values()].find(
      ({ deviceId, held, coach }) =>
        now.getTime() - (lookedAt.get(deviceId) ?? 0) >= lookEveryMs &&
        (now.getTime() - held.at <= silenceMs || coach.last?.sentence.code !== 'not-sending'),
    );
    if (due === undefined || !parts.isWatched()) return;
    lookedAt.set(due.deviceId, now.getTime());
    due.coach.look(now, parts.settings().analysis, (coach) => announce('ekg.coach', coach));
  }

  function decided(person: Person, ekgId: string, state: 'kept' | 'discarded', act: (by: Storing) => void): EkgRecording {
    act(storing(person));
    const recording = recordingOf(db, ekgId, state);
    announce('ekg.recording', recording);
    parts.changed();
    return recording;
  }

  return {
    heard(batch) {
      const before = streams.get(batch.deviceId);
      const stream = before?.held.continues(batch) ? before : beginStream(batch, parts);
      streams.set(batch.deviceId, stream);
      stream.hear(batch);
    },
    tick() {
      recordings.tick();
      lookAtOne();
    },
    answers: {
      'ekg.live': { who: 'signed-in', check: z.object({ visitId: id.nullable() }), answer: ({ visitId }) => live(visitId) },
      'ekg.record': {
        who: 'signed-in',
        check: z.object({
          visitId: id,
          deviceId: id,
          take: z.enum(['last-ten', 'next-ten']),
          placement: z.enum(['standard', 'mason-likar']),
          retakeOf: id.nullable(),
          orderNumber: z.null(),
        }),
        answer: (order, { person }) => recordings.begin(order, person, streams.get(order.deviceId)),
      },
      'ekg.stopRecording': { who: 'signed-in', check: one, answer: (order) => recordings.stop(order.id) },
      'ekg.keep': {
        who: 'signed-in',
        check: one.extend({
          reason: z.enum(['cannot-lie-still', 'urgent', 'best-possible', 'electrodes-checked', 'other']),
          note: z.string().max(500),
        }),
        answer: (order, { person }) => decided(person, order.id, 'kept', (by) => keepTake(by, order.id, order.reason, order.note)),
      },
      'ekg.discardRecording': {
        who: 'signed-in',
        check: one,
        answer: (order, { person }) => decided(person, order.id, 'discarded', (by) => discardTake(by, order.id)),
      },
    },
  };
}

/** A recording that is on disk. Throws Refusal 'ekg-unknown'. */
function recordingOf(db: Db, ekgId: string, state: EkgRecording['state']): EkgRecording {
  const taken = findEkgTake(db, ekgId);
  if (findEkg(db, ekgId) === null || taken === null) throw new Refusal('ekg-unknown');
  const { visitId, deviceId, take, seconds, stoppedEarly, lost, refusedFor } = taken;
  return { id: ekgId, visitId, deviceId, take, state, seconds, ofSeconds, startedAt: taken.at, stoppedEarly, lost, refusedFor };
}
