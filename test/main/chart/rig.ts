/** A chart over a real database in memory, with a clock that is moved by hand and devices that say what the test says. */
import type { Reading } from '../../../drivers/model/heard.ts';
import type { Quantity, Unit } from '../../../drivers/model/quantity.ts';
import { quantities } from '../../../drivers/model/quantity.ts';
import { createChart } from '../../../src/main/chart/chart.ts';
import type { Enqueue } from '../../../src/main/chart/sign.ts';
import type { Arrival } from '../../../src/main/live/arrival.ts';
import { hashPin } from '../../../src/main/people/pin.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { insertPatient } from '../../../src/main/storage/patients.ts';
import { insertPerson } from '../../../src/main/storage/people.ts';
import type { Call, Calls, LinkState, Person } from '../../../src/preload/contract.ts';

export async function createChartRig() {
  const db = openMemoryDatabase();
  let now = new Date('2026-11-23T15:00:00Z');
  const clock = { now: () => now };
  const state: { device: LinkState; person: Person; orders: Parameters<Enqueue>[1][]; enqueueFails: boolean } = {
    device: 'answering',
    person: { id: 'maria', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null },
    orders: [],
    enqueueFails: false,
  };
  const pin = await hashPin('271828');
  insertPerson(db, { id: 'maria', name: 'Maria Reyes', role: 'assistant', pin, addedAt: now });
  insertPerson(db, { id: 'devon', name: 'Devon Park', role: 'nurse', pin, addedAt: now });
  insertPatient(
    db,
    {
      id: 'okafor',
      family: 'Okafor',
      given: 'Adaeze',
      dateOfBirth: '1958-03-14',
      mrn: '00482913',
      sex: 'female',
      limbRestriction: 'left-arm',
    },
    'maria',
    now,
  );
  insertPatient(
    db,
    { id: 'haddad', family: 'Haddad', given: 'Samir', dateOfBirth: '1981-08-19', mrn: '00771270', sex: 'male', limbRestriction: null },
    'maria',
    now,
  );
  const facts: { fact: string; is: unknown }[] = [];
  const chart = createChart({
    db,
    clock,
    announce: (fact, is) => facts.push({ fact, is }),
    enqueue: (_db, order) => {
      if (state.enqueueFails) throw new Error('no room');
      state.orders.push(order);
    },
    deliveryOf: () => [],
    deviceState: () => state.device,
    showsWave: () => false,
    personId: () => state.person.id,
    todayChanged: () => undefined,
    sessionChanged: () => undefined,
  });
  type ChartCall = keyof typeof chart.answers;
  const call = <C extends ChartCall & Call>(name: C, input: Calls[C]['in']): Calls[C]['out'] => {
    const answer = chart.answers[name] as unknown as {
      check: { parse(input: unknown): unknown };
      answer(input: unknown, asker: unknown): unknown;
    };
    return answer.answer(answer.check.parse(input), { person: state.person }) as Calls[C]['out'];
  };
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
    return now;
  };
  const open = (patientId = 'okafor') => call('visits.open', { patientId, statedName: true, statedDateOfBirth: true, room: 'Room 3' });
  return { db, chart, call, later, open, state, facts, arrive: (...arrivals: Arrival[]) => chart.intake.takeIn(arrivals), now: () => now };
}

export type ChartRig = Awaited<ReturnType<typeof createChartRig>>;

let count = 0;

export interface Said {
  how?: 'spot' | 'continuous';
  at: Date;
  measuredAt?: Date;
  marks?: Reading['marks'];
  note?: Reading['note'];
  origin?: string;
}

/** An arrival with these values in own units (or as sent). */
export function arrival(values: Partial<Record<Quantity, number | null>>, said: Said, sent?: { value: number; unit: Unit }): Arrival {
  count += 1;
  const readings: Reading[] = Object.entries(values).map(([quantity, value]) => ({
    kind: 'reading',
    from: 0,
    at: 3,
    quantity: quantity as Quantity,
    value: value ?? null,
    unit: quantities[quantity as Quantity].unit,
    how: said.how ?? 'spot',
    set: count,
    ...(sent ? { sent } : {}),
    ...(said.marks ? { marks: said.marks } : {}),
    ...(said.note ? { note: said.note } : {}),
  }));
  return {
    from: {
      deviceId: 'device',
      driverId: 'ge-dinamap',
      deviceLabel: 'DINAMAP monitor',
      identity: { model: 'V100', serial: '12' },
      streamId: 'stream',
    },
    readings,
    how: said.how ?? 'spot',
    receivedAt: said.at,
    measuredAt: said.measuredAt ?? said.at,
    frame: new Uint8Array([0x80, 0x48, 0x61]),
    origin: said.origin ?? null,
    message: null,
  };
}

export const pressure = { systolic: 124, diastolic: 78, meanArterialPressure: 93 } as const;
