import { beforeEach, describe, expect, it } from 'vitest';
import type { Rooming, SheetKey, SignVitals, Told } from '../../../src/preload/contract.ts';
import { arrival, type ChartRig, createChartRig, pressure } from './rig.ts';

let rig: ChartRig;
beforeEach(async () => {
  rig = await createChartRig();
});

const row = (rooming: Rooming, key: SheetKey) => rooming.sheet.find((one) => one.key === key)!;
const read = (rooming: Rooming) => rig.call('visits.read', { visitId: rooming.visit.id });

/** What a screen sends: the ids and numbers it shows. */
function seen(rooming: Rooming, told: Told[] = []): SignVitals {
  return {
    visitId: rooming.visit.id,
    patientId: rooming.visit.patient.id,
    shown: rooming.sheet
      .filter(({ ticked }) => ticked)
      .map(({ key, measurement }) => ({
        key,
        measurementId: measurement!.id,
        values: measurement!.values.flatMap(({ quantity, value, unit }) => (value === null ? [] : [{ quantity, value, unit }])),
      })),
    told,
  };
}
const refusal = (order: () => unknown) => {
  try {
    order();
    return 'carried out';
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
};

describe('opening a visit', () => {
  it('needs both identifiers', () => {
    const order = { patientId: 'okafor', statedName: true, statedDateOfBirth: false, room: 'Room 3' };
    expect(refusal(() => rig.call('visits.open', order))).toBe('identity-not-confirmed');
  });

  it('allows one visit a person, and one a patient', () => {
    rig.open('okafor');
    expect(refusal(() => rig.open('haddad'))).toBe('visit-open-elsewhere');
    rig.state.person = { ...rig.state.person, id: 'devon', name: 'Devon Park' };
    expect(refusal(() => rig.open('okafor'))).toBe('visit-open-elsewhere');
  });
});

describe('where a reading belongs', () => {
  it('measured in the visit: its sheet, ticked', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(60) }));
    expect(row(read(rooming), 'bloodPressure')).toMatchObject({ ticked: true, held: null });
  });

  it('measured before the visit was opened: earlier, never in the sheet', () => {
    const before = rig.later(0);
    rig.later(300);
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(2), measuredAt: before }));
    const now = read(rooming);
    expect(now.earlier).toHaveLength(1);
    expect(row(now, 'bloodPressure').measurement).toBeNull();
  });

  it('nobody open: unassigned, and it stays there until a person says whose it is and why', () => {
    rig.arrive(arrival({ weight: 71.6 }, { at: rig.later(10) }));
    const rooming = rig.open();
    expect(rooming.unassigned).toHaveLength(1);
    const measurementId = rooming.unassigned[0]!.id;
    expect(refusal(() => rig.call('vitals.assign', { visitId: rooming.visit.id, measurementId, reason: ' ' }))).toBeUndefined();
    const after = rig.call('vitals.assign', { visitId: rooming.visit.id, measurementId, reason: 'weighed in the hallway' });
    expect(row(after, 'weight')).toMatchObject({ ticked: true });
    expect(after.unassigned).toHaveLength(0);
  });

  it('from a device’s memory, or with another patient’s number: never this visit’s', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5), note: { stored: true } }));
    rig.arrive(arrival({ weight: 80 }, { at: rig.later(5), note: { patientId: '00771270' } }));
    const now = read(rooming);
    expect(now.unassigned.map(({ apart }) => apart).sort()).toEqual(['other-patient', 'stored']);
    expect(row(now, 'weight').measurement).toBeNull();
  });

  it('with this patient’s number, padded as scales do: this visit’s', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ weight: 84.2 }, { at: rig.later(5), note: { patientId: '0000482913' } }));
    expect(row(read(rooming), 'weight').ticked).toBe(true);
  });

  it('the same measurement twice: once', () => {
    const rooming = rig.open();
    const at = rig.later(5);
    rig.arrive(arrival(pressure, { at, origin: 'hl7:1' }));
    rig.arrive(arrival(pressure, { at, origin: 'hl7:1' }));
    expect(rig.db.prepare('SELECT count(*) AS n FROM measurements').get()).toEqual({ n: 1 });
    expect(row(read(rooming), 'bloodPressure').measurement).not.toBeNull();
  });
});

describe('the sheet', () => {
  it('holds back what the device doubts, and takes it when a person ticks it', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ temperature: 37 }, { at: rig.later(5), marks: ['artifact'] }));
    expect(row(read(rooming), 'temperature')).toMatchObject({ ticked: false, held: 'doubtful' });
    expect(row(rig.call('vitals.tick', { visitId: rooming.visit.id, key: 'temperature', ticked: true }), 'temperature').ticked).toBe(true);
  });

  it('never ticks a silent stream, whatever was ticked', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ spo2: 97 }, { at: rig.later(5), how: 'continuous' }));
    rig.call('vitals.tick', { visitId: rooming.visit.id, key: 'spo2', ticked: true });
    rig.state.device = 'silent';
    expect(row(read(rooming), 'spo2')).toMatchObject({ ticked: false, held: 'silent' });
  });

  it('shows BMI with its arithmetic, and nothing for nothing', () => {
    const rooming = rig.open();
    expect(row(rooming, 'bodyMassIndex')).toMatchObject({ measurement: null, held: 'needs-weight' });
    rig.arrive(arrival({ weight: 84.2 }, { at: rig.later(5) }), arrival({ height: 168 }, { at: rig.later(1) }));
    const index = row(read(rooming), 'bodyMassIndex').measurement!;
    expect(index.values[0]!.value).toBe(29.8);
    expect(index.arithmetic).toBe('84.2 kg ÷ (1.68 m)²');
  });

  it('keeps a typed value when a stream goes on', () => {
    const rooming = rig.open();
    rig.later(5);
    rig.call('vitals.type', {
      visitId: rooming.visit.id,
      key: 'pulseRate',
      numbers: [64],
      unit: '/min',
      source: 'typed',
      qualifiers: {},
      meant: false,
    });
    rig.arrive(arrival({ pulseRate: 90 }, { at: rig.later(5), how: 'continuous' }));
    expect(row(read(rooming), 'pulseRate').measurement!.values[0]!.value).toBe(64);
  });

  it('an absent value is no row and never zero', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ spo2: null }, { at: rig.later(5), how: 'continuous' }));
    expect(row(read(rooming), 'spo2').measurement).toBeNull();
  });
});

describe('typing', () => {
  const type = (numbers: number[], unit: '[degF]' | 'Cel' | 'mm[Hg]', key: 'temperature' | 'bloodPressure', meant = false) => {
    const rooming = rig.open();
    return () => rig.call('vitals.type', { visitId: rooming.visit.id, key, numbers, unit, source: 'typed', qualifiers: {}, meant });
  };

  it('keeps the number as typed, in its unit', () => {
    const value = row(type([98.4], '[degF]', 'temperature')(), 'temperature').measurement!.values[0]!;
    expect(value).toMatchObject({ value: 36.89, unit: 'Cel', sent: { value: 98.4, unit: '[degF]' } });
  });

  it('cannot save what cannot be measured, even when it is meant', () => {
    expect(refusal(type([98.4], 'Cel', 'temperature', true))).toBe('value-impossible');
  });

  it('wants to hear that an unlikely number is meant', () => {
    const order = type([230, 100], 'mm[Hg]', 'bloodPressure');
    expect(refusal(order)).toBe('value-impossible');
  });

  it('refuses a diastolic above the systolic', () => {
    expect(refusal(type([80, 120], 'mm[Hg]', 'bloodPressure', true))).toBe('value-impossible');
  });

  it('needs a reason for a restricted arm', () => {
    const rooming = rig.open();
    const order = (note?: string) => () =>
      rig.call('vitals.type', {
        visitId: rooming.visit.id,
        key: 'bloodPressure',
        numbers: [124, 78],
        unit: 'mm[Hg]',
        source: 'typed',
        qualifiers: { site: 'left arm', ...(note ? { note } : {}) },
        meant: false,
      });
    expect(refusal(order())).toBe('limb-restricted');
    expect(refusal(order('right arm is bandaged'))).toBe('carried out');
  });
});

describe('signing', () => {
  it('saves what was seen, hands it to the outbox, and proposes it no more', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5) }), arrival({ spo2: 97 }, { at: rig.later(1), how: 'continuous' }));
    const signed = rig.call('vitals.sign', seen(read(rooming)));
    expect(signed.signed[0]!.values.map(({ key, status }) => [key, status])).toEqual([
      ['bloodPressure', 'final'],
      ['spo2', 'final'],
    ]);
    expect(rig.state.orders).toMatchObject([{ what: 'vitals', patientId: 'okafor' }]);
    expect(row(signed, 'bloodPressure').measurement).toBeNull();
    const kept = rig.db.prepare(`SELECT hex(frame) AS frame FROM measurements WHERE how = 'continuous'`).get();
    expect(kept).toEqual({ frame: '804861' });
  });

  it('refuses a number that is not the one stored', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5) }));
    const order = seen(read(rooming));
    order.shown[0]!.values[0]!.value = 125;
    expect(refusal(() => rig.call('vitals.sign', order))).toBe('reading-changed');
  });

  it('refuses what is gone, silent, too old, another visit’s, or nothing', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ spo2: 97 }, { at: rig.later(5), how: 'continuous' }));
    const order = seen(read(rooming));
    expect(refusal(() => rig.call('vitals.sign', { ...order, shown: [] }))).toBe('nothing-ticked');
    expect(refusal(() => rig.call('vitals.sign', { ...order, patientId: 'haddad' }))).toBe('other-patient');
    expect(refusal(() => rig.call('vitals.sign', { ...order, shown: [{ ...order.shown[0]!, measurementId: 'nowhere' }] }))).toBe(
      'reading-gone',
    );
    rig.state.device = 'silent';
    expect(refusal(() => rig.call('vitals.sign', order))).toBe('reading-silent');
    rig.state.device = 'answering';
    rig.later(3600);
    expect(refusal(() => rig.call('vitals.sign', order))).toBe('reading-too-old');
  });

  it('writes all of it or none of it', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5) }));
    rig.state.enqueueFails = true;
    expect(() => rig.call('vitals.sign', seen(read(rooming)))).toThrow('no room');
    expect(rig.db.prepare('SELECT count(*) AS n FROM signed_sets').get()).toEqual({ n: 0 });
    rig.state.enqueueFails = false;
    expect(rig.call('vitals.sign', seen(read(rooming))).signed).toHaveLength(1);
  });

  it('asks whether the provider was told, and keeps the answer', () => {
    const rooming = rig.open();
    rig.arrive(arrival({ systolic: 168, diastolic: 96, meanArterialPressure: 120 }, { at: rig.later(5) }));
    const now = read(rooming);
    expect(now.questions.map(({ words }) => words)).toEqual(['Told the provider about 168/96?']);
    expect(refusal(() => rig.call('vitals.sign', seen(now)))).toBe('told-missing');
    const told: Told = {
      questionId: now.questions[0]!.id,
      answer: 'told',
      whom: 'Dr. Lindqvist',
      how: 'in-person',
      readBack: true,
      at: '',
    };
    expect(rig.call('vitals.sign', seen(now, [told])).signed[0]!.told[0]).toMatchObject({
      whom: 'Dr. Lindqvist',
      how: 'in-person',
      readBack: true,
    });
  });

  it('leaves a trace that cannot be changed', () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5) }));
    rig.call('vitals.sign', seen(read(rooming)));
    for (const table of ['signed_sets', 'signed_values', 'measurement_values', 'audit']) {
      expect(() => rig.db.prepare(`DELETE FROM ${table}`).run()).toThrow(/append-only|never/);
    }
    expect(rig.db.prepare(`SELECT action FROM audit WHERE action = 'vitals.signed'`).all()).toHaveLength(1);
  });
});

describe('correcting', () => {
  const signedPressure = () => {
    const rooming = rig.open();
    rig.arrive(arrival(pressure, { at: rig.later(5) }));
    return rig.call('vitals.sign', seen(read(rooming)));
  };

  it('keeps the old value visible beside the new one', () => {
    const signed = signedPressure();
    const value = signed.signed[0]!.values[0]!;
    const order = {
      visitId: signed.visit.id,
      signedValueId: value.id,
      change: 'correct' as const,
      numbers: [142, 78],
      unit: 'mm[Hg]' as const,
      reason: 'digits swapped',
    };
    const after = rig.call('vitals.correct', order).signed[0]!.values;
    expect(after.map(({ status, replacedBy }) => [status, replacedBy !== null])).toEqual([
      ['final', true],
      ['corrected', false],
    ]);
    expect(after[0]!.change).toMatchObject({ why: 'digits swapped', by: 'Maria Reyes' });
    expect(rig.state.orders.at(-1)).toMatchObject({ what: 'correction' });
    expect(refusal(() => rig.call('vitals.correct', order))).toBe('already-signed');
  });

  it('needs a reason, and withdraws', () => {
    const signed = signedPressure();
    const order = {
      visitId: signed.visit.id,
      signedValueId: signed.signed[0]!.values[0]!.id,
      change: 'wrong-patient' as const,
      numbers: null,
      unit: null,
      reason: '',
    };
    expect(refusal(() => rig.call('vitals.correct', order))).toBe('reason-missing');
    const after = rig.call('vitals.correct', { ...order, reason: 'wrong chart was open' });
    expect(after.signed[0]!.values[0]).toMatchObject({ status: 'withdrawn' });
    expect(rig.call('patients.history', { patientId: 'okafor' }).every(({ status }) => status === 'withdrawn')).toBe(true);
  });
});

describe('closing', () => {
  it('asks about values nobody signed, and carries nothing over', () => {
    const rooming = rig.open('okafor');
    rig.arrive(arrival(pressure, { at: rig.later(5) }), arrival({ spo2: 97 }, { at: rig.later(1), how: 'continuous' }));
    expect(refusal(() => rig.call('visits.close', { visitId: rooming.visit.id, discardUnsigned: false }))).toBe('visit-not-empty');
    rig.call('visits.close', { visitId: rooming.visit.id, discardUnsigned: true });
    const next = rig.open('haddad');
    expect(next.sheet.every(({ measurement }) => measurement === null)).toBe(true);
    expect(rig.chart.intake.tiles()).toEqual([]);
    expect(refusal(() => rig.call('vitals.tick', { visitId: rooming.visit.id, key: 'spo2', ticked: true }))).toBe('visit-closed');
  });
});

describe('averaged blood pressure', () => {
  const cuff = (systolic: number, diastolic: number) =>
    rig.arrive(arrival({ systolic, diastolic, meanArterialPressure: diastolic + 20 }, { at: rig.later(70) }));

  it('rests, takes three, keeps all, averages the last two', () => {
    const rooming = rig.open();
    const { visitId } = { visitId: rooming.visit.id };
    expect(rig.call('averaged.start', { visitId }).averaged).toMatchObject({ phase: 'rest' });
    expect(rig.chart.timerEndsAt()).not.toBeNull();
    rig.later(301);
    expect(read(rooming).averaged).toMatchObject({ phase: 'reading', countdownEndsAt: null });
    cuff(168, 96);
    expect(read(rooming).averaged).toMatchObject({ phase: 'between' });
    expect(row(read(rooming), 'bloodPressure')).toMatchObject({ ticked: false, held: 'averaging' });
    cuff(162, 92);
    cuff(164, 92);
    const done = read(rooming);
    expect(done.averaged).toMatchObject({ phase: 'done' });
    const average = row(done, 'bloodPressure').measurement!;
    expect(average.values.map(({ value }) => value)).toEqual([163, 92, 112]);
    expect(average.arithmetic).toBe('average of 2 and 3');
    expect(done.averaged!.readings).toHaveLength(3);
    const all = rig.call('averaged.useAll', { visitId, useAll: true });
    expect(row(all, 'bloodPressure').measurement!.values[0]!.value).toBe(165);
  });

  it('leaves a reading that was set aside out of the average', () => {
    const rooming = rig.open();
    rig.call('averaged.start', { visitId: rooming.visit.id });
    cuff(168, 96);
    cuff(200, 92);
    cuff(164, 92);
    const bad = read(rooming).averaged!.readings[1]!.id;
    const after = rig.call('vitals.setAside', { visitId: rooming.visit.id, measurementId: bad, reason: 'cuff slipped' });
    expect(after.averaged!.average!.arithmetic).toBe('reading 3');
  });
});

describe('orthostatic vitals', () => {
  it('sets the position by the step and says the difference as arithmetic', () => {
    const rooming = rig.open();
    const { visitId } = { visitId: rooming.visit.id };
    rig.call('orthostatic.start', { visitId, withSitting: false });
    rig.arrive(arrival({ systolic: 134, diastolic: 82, meanArterialPressure: 99 }, { at: rig.later(301) }));
    rig.call('orthostatic.next', { visitId, symptoms: [] });
    rig.arrive(arrival({ systolic: 110, diastolic: 84, meanArterialPressure: 92 }, { at: rig.later(61) }));
    const now = rig.call('orthostatic.next', { visitId, symptoms: ['Dizzy'] });
    expect(now.orthostatic!.steps.map(({ measurement }) => measurement?.qualifiers.position ?? null)).toEqual(['supine', 'standing', null]);
    expect(now.orthostatic!.differences).toEqual(['Standing 1 min: −24/+2']);
    expect(now.orthostatic!.steps[1]!.symptoms).toEqual(['Dizzy']);
  });
});
