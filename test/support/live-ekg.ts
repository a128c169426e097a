/** The live EKG over a real database and simulated devices, in simulated time: what the station does, a second in a few milliseconds. */
import { decoderOf } from '../../drivers/framing/lines.ts';
import { driverById } from '../../drivers/index.ts';
import type { Heard, LeadFrames } from '../../drivers/model/heard.ts';
import { judgeNow } from '../../src/main/chart/ekg/live/judgement.ts';
import { createLiveEkg } from '../../src/main/chart/ekg/live/live-ekg.ts';
import { defaultSettings } from '../../src/main/settings/shape.ts';
import { openMemoryDatabase } from '../../src/main/storage/open.ts';
import { insertPatient } from '../../src/main/storage/patients.ts';
import { insertPerson } from '../../src/main/storage/people.ts';
import { insertVisit, setClosed } from '../../src/main/storage/visits.ts';
import type { DeviceCard, EkgCoach, EkgLiveCalls, EkgRecording, Fact, Person } from '../../src/preload/contract.ts';
import { somebody } from './rig.ts';

export const maria: Person = { id: 'maria', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };
export const tom: Person = { id: 'tom', name: 'Tom Okoro', role: 'assistant', visitOpenIn: null };
const began = Date.parse('2026-11-23T15:00:00Z');

export interface LiveEkgWishes {
  driver?: string;
  variant?: string;
  analysis?: boolean;
}

export function createLiveEkgRig({ driver: driverId = 'ads1298', variant: variantId, analysis = true }: LiveEkgWishes = {}) {
  const driver = driverById(driverId)!;
  const variant = driver.variants.find(({ id }) => id === variantId) ?? driver.variants[0];
  const db = openMemoryDatabase();
  const at = new Date(began);
  for (const { id, name, role } of [maria, tom])
    insertPerson(db, { id, name, role, pin: { salt: Buffer.alloc(16), hash: Buffer.alloc(32) }, addedAt: at });
  insertPatient(
    db,
    { id: 'doe', family: 'Doe', given: 'Jane', dateOfBirth: '1958-03-14', mrn: '77', sex: 'female', limbRestriction: null },
    'maria',
    at,
  );
  insertVisit(db, { id: 'visit', patientId: 'doe', appointmentId: null, room: '3', clinician: 'Dr. L', reason: '', personId: 'maria', at });
  const settings = { ...defaultSettings.ekg, analysis };
  const told: { fact: Fact; is: unknown }[] = [];
  const problems: unknown[] = [];
  let nowMs = 0;
  const card = { id: 'box', driverId, label: driver.shortLabel, gives: variant.gives, identity: null } as unknown as DeviceCard;
  const ekg = createLiveEkg({
    db,
    clock: { now: () => new Date(began + nowMs) },
    announce: (fact, is) => void told.push({ fact, is }),
    settings: () => settings,
    devices: () => [card],
    isWatched: () => true,
    judge: judgeNow,
    changed: () => undefined,
    report: (thrown) => void problems.push(thrown),
  });
  let simulation = driver.simulate(somebody, variant.id);
  if (simulation.controls.some(({ id }) => id === 'start')) simulation.press('start', 0);
  let decoder = decoderOf(variant);
  let pending = simulation.next();
  /** The device's clock showed `device` when the station's showed `host`, and goes `pace` times as fast since. */
  let pace = { device: 0, host: 0, times: 1 };
  const heardAt = (deviceMs: number) => pace.host + (deviceMs - pace.device) / pace.times;
  let isSending = true;
  /** All instants that reached the station, in order, so that a recording can be held against them. */
  const sent: LeadFrames[] = [];

  function hear(heard: Heard[]): void {
    for (const one of heard) {
      if (one.kind !== 'leads') continue;
      sent.push(one);
      const { hz, leads, nanovoltsPerBit, lostBefore } = one;
      const samples = one.samples.map((row) => [...row]);
      ekg.heard({
        deviceId: 'box',
        hz,
        leads,
        nanovoltsPerBit,
        samples,
        contact: one.contact ?? {},
        lostBefore,
        pacer: [],
        at: began + nowMs,
      });
    }
  }

  return {
    db,
    told,
    problems,
    settings,
    sent,
    ekg,
    /** Lets so many milliseconds go by. */
    run(milliseconds: number) {
      const until = nowMs + milliseconds;
      let tickAt = Math.floor(nowMs / 250) * 250 + 250;
      while (nowMs < until) {
        const dataAt = isSending && pending !== null ? heardAt(pending.atMs) : Number.POSITIVE_INFINITY;
        nowMs = Math.min(dataAt, tickAt, until);
        if (nowMs === dataAt) {
          hear(decoder.hear(pending!.bytes));
          pending = simulation.next();
        }
        if (nowMs === tickAt) {
          ekg.tick();
          tickAt += 250;
        }
      }
    },
    press: (control: string) => void simulation.press(control, nowMs),
    /** The cable is pulled; plugged in again it is another stream. */
    unplug() {
      isSending = false;
    },
    plugIn() {
      simulation = driver.simulate(somebody, variant.id);
      if (simulation.controls.some(({ id }) => id === 'start')) simulation.press('start', 0);
      decoder = decoderOf(variant);
      pending = simulation.next();
      pace = { device: 0, host: nowMs, times: 1 };
      isSending = true;
    },
    /** From here on the device's clock goes so many times as fast as the station's. */
    setPace(times: number) {
      const device = pending?.atMs ?? 0;
      pace = { device, host: heardAt(device), times };
    },
    closeVisit: () => setClosed(db, 'visit', { by: 'maria', at: new Date(began + nowMs) }),
    coach: () => told.findLast(({ fact }) => fact === 'ekg.coach')?.is as EkgCoach,
    coaches: () => told.filter(({ fact }) => fact === 'ekg.coach').map(({ is }) => is as EkgCoach),
    recordings: () => told.filter(({ fact }) => fact === 'ekg.recording').map(({ is }) => is as EkgRecording),
    async call<C extends keyof EkgLiveCalls>(name: C, input: EkgLiveCalls[C]['in'], person = maria): Promise<EkgLiveCalls[C]['out']> {
      const { check, answer } = ekg.answers[name];
      return (await answer(check.parse(input) as never, { person })) as EkgLiveCalls[C]['out'];
    },
    record(take: 'last-ten' | 'next-ten', change: Partial<EkgLiveCalls['ekg.record']['in']> = {}, person = maria): Promise<EkgRecording> {
      const order = {
        visitId: 'visit',
        deviceId: 'box',
        take,
        placement: 'standard',
        retakeOf: null,
        orderNumber: null,
        ...change,
      } as const;
      return this.call('ekg.record', order, person);
    },
  };
}

export type LiveEkgRig = ReturnType<typeof createLiveEkgRig>;
