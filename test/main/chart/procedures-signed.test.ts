/** What becomes of the guided pressures when a set is signed. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Measurement, Rooming, SheetKey, SignVitals } from '../../../src/preload/contract.ts';
import { arrival, type ChartRig, createChartRig } from './rig.ts';

let rig: ChartRig;
let visitId: string;
beforeEach(async () => {
  rig = await createChartRig();
  visitId = rig.open().visit.id;
});

const read = () => rig.call('visits.read', { visitId });
const row = (rooming: Rooming, key: SheetKey) => rooming.sheet.find((one) => one.key === key)!;
const cuff = (systolic: number, diastolic: number) =>
  rig.arrive(arrival({ systolic, diastolic, meanArterialPressure: diastolic + 10 }, { at: rig.later(70) }));

/** As the screen does: every ticked row, and the positions that go with the pressure. Each question is answered "not yet". */
function sign(rooming: Rooming): Rooming {
  const shownOf = (key: SheetKey, { id, values }: Measurement) => ({
    key,
    measurementId: id,
    values: values.map(({ quantity, value, unit }) => ({ quantity, value: value!, unit })),
  });
  const order: SignVitals = {
    visitId,
    patientId: rooming.visit.patient.id,
    shown: rooming.sheet
      .filter(({ ticked }) => ticked)
      .flatMap(({ key, measurement }) =>
        [...(key === 'bloodPressure' ? (rooming.orthostatic?.together ?? []) : []), measurement!].map((one) =>
          shownOf(key === 'bloodPressure' && one.kind !== 'bloodPressure' ? 'pulseRate' : key, one),
        ),
      ),
    told: rooming.questions.map(({ id }) => ({
      questionId: id,
      answer: 'not-yet',
      whom: null,
      how: null,
      readBack: false,
      at: rig.now().toISOString(),
    })),
  };
  return rig.call('vitals.sign', order);
}

describe('an average that was signed', () => {
  function signedAverage() {
    rig.call('averaged.start', { visitId });
    cuff(168, 96);
    cuff(162, 92);
    cuff(164, 92);
    return sign(read());
  }

  it('stays with its readings to be looked at, and moves no more', () => {
    const signed = signedAverage();
    expect(signed.averaged).toMatchObject({ phase: 'done', signedAt: rig.now().toISOString() });
    expect(signed.averaged!.readings).toHaveLength(3);
    rig.call('averaged.useAll', { visitId, useAll: true });
    expect(rig.call('averaged.oneMore', { visitId }).averaged).toEqual(signed.averaged);
    cuff(120, 80);
    expect(read().averaged).toEqual(signed.averaged);
  });

  it('is the reading itself where only one is left to stand for it', () => {
    rig.call('averaged.start', { visitId });
    cuff(168, 96);
    cuff(162, 92);
    const { averaged } = rig.call('averaged.stop', { visitId });
    const second = averaged!.readings[1]!;
    expect(averaged!.average).toMatchObject({ id: second.id, source: 'device', deviceLabel: second.deviceLabel, arithmetic: 'reading 2' });
    const signed = sign(read());
    expect(signed.averaged!.signedAt).toBe(rig.now().toISOString());
    expect(signed.signed[0]!.values.map(({ measurement }) => measurement.id)).toEqual([second.id]);
    expect(row(read(), 'bloodPressure').measurement).toBeNull();
  });

  it('does not offer its readings again, not even the one that was dropped, nor after another was begun', () => {
    expect(row(signedAverage(), 'bloodPressure').measurement).toBeNull();
    expect(row(rig.call('averaged.start', { visitId }), 'bloodPressure').measurement).toBeNull();
    rig.call('averaged.stop', { visitId });
    expect(rig.call('visits.close', { visitId, discardUnsigned: false })).toBeNull();
  });

  it('goes on while other values are signed', () => {
    rig.call('averaged.start', { visitId });
    cuff(168, 96);
    rig.arrive(arrival({ weight: 84.2 }, { at: rig.later(5) }));
    const signed = sign(read());
    expect(signed.averaged).toMatchObject({ signedAt: null });
    expect(signed.averaged!.readings).toHaveLength(1);
  });
});

describe('an orthostatic set', () => {
  function threePositions() {
    rig.call('orthostatic.start', { visitId, withSitting: false });
    rig.call('orthostatic.addSitting', { visitId });
    rig.call('orthostatic.addSitting', { visitId });
    for (const [systolic, diastolic] of [
      [134, 82],
      [128, 84],
      [110, 78],
    ] as const) {
      cuff(systolic, diastolic);
      rig.call('orthostatic.next', { visitId, symptoms: [] });
    }
    return rig.call('orthostatic.stop', { visitId, symptoms: [] });
  }

  it('is signed whole, each reading in its position', () => {
    const before = threePositions();
    expect(before.orthostatic!.current).toBe(before.orthostatic!.steps.length);
    expect(before.orthostatic!.together).toHaveLength(2);
    const signed = sign(before);
    expect(
      signed.signed[0]!.values.map(({ key, measurement }) => [key, measurement.qualifiers.position, measurement.values[0]!.value]),
    ).toEqual([
      ['bloodPressure', 'supine', 134],
      ['bloodPressure', 'sitting', 128],
      ['bloodPressure', 'standing', 110],
    ]);
    expect(signed.orthostatic).toMatchObject({ signedAt: rig.now().toISOString(), together: [] });
    expect(row(signed, 'bloodPressure').measurement).toBeNull();
  });

  it('is signed with the pulses that the cuff counted, each in the position of its pressures; an oximeter’s is none of them', () => {
    rig.call('orthostatic.start', { visitId, withSitting: false });
    const counted = (systolic: number, diastolic: number, pulseRate: number) => {
      rig.arrive(arrival({ systolic, diastolic, meanArterialPressure: diastolic + 10, pulseRate }, { at: rig.later(70) }));
      rig.arrive(arrival({ pulseRate: 99 }, { at: rig.later(1), how: 'spot' }));
      rig.call('orthostatic.next', { visitId, symptoms: [] });
    };
    counted(134, 82, 72);
    // A monitor that answers for the pulse by itself.
    cuff(112, 78);
    rig.arrive(arrival({ pulseRate: 96 }, { at: rig.later(1), how: 'spot', note: { pulseSource: 'cuff' } }));
    rig.arrive(arrival({ pulseRate: 99 }, { at: rig.later(1), how: 'spot', note: { pulseSource: 'oximeter' } }));
    rig.call('orthostatic.next', { visitId, symptoms: [] });
    const stopped = rig.call('orthostatic.stop', { visitId, symptoms: [] });
    expect(stopped.orthostatic!.steps.map(({ pulse }) => pulse?.values[0]?.value ?? null)).toEqual([72, 96, null]);
    expect(stopped.orthostatic!.differences).toEqual(['Standing 1 min: −22/−4, pulse +24']);
    const signed = sign(stopped).signed[0]!.values.map(({ key, measurement }) => [
      key,
      measurement.qualifiers.step ?? null,
      measurement.qualifiers.position ?? null,
      measurement.values[0]!.value,
    ]);
    expect(signed).toHaveLength(5);
    expect(signed).toEqual(
      expect.arrayContaining([
        ['bloodPressure', 'Lying 5 min', 'supine', 134],
        ['pulseRate', 'Lying 5 min', 'supine', 72],
        ['bloodPressure', 'Standing 1 min', 'standing', 112],
        ['pulseRate', 'Standing 1 min', 'standing', 96],
        ['pulseRate', null, null, 99],
      ]),
    );
  });

  it('keeps what was felt with the reading it was felt at, also when it is stopped there', () => {
    rig.call('orthostatic.start', { visitId, withSitting: false });
    cuff(134, 82);
    rig.call('orthostatic.next', { visitId, symptoms: [] });
    cuff(110, 78);
    const stopped = rig.call('orthostatic.stop', { visitId, symptoms: ['Dizzy'] });
    expect(stopped.orthostatic!.steps.map(({ measurement }) => measurement?.qualifiers.symptoms)).toEqual([
      undefined,
      ['Dizzy'],
      undefined,
    ]);
    expect(stopped.orthostatic!.differences).toEqual(['Standing 1 min: −24/−4']);
  });

  it('asks about every reading that is outside a limit', () => {
    rig.call('orthostatic.start', { visitId, withSitting: false });
    cuff(192, 122);
    rig.call('orthostatic.next', { visitId, symptoms: [] });
    cuff(120, 80);
    expect(read().questions.map(({ words }) => words)).toEqual(['Told the provider about 192/122?']);
  });

  it('is signed without what was set aside, and not at all while the pressure is not ticked', () => {
    const [, sitting] = threePositions().orthostatic!.steps;
    const without = rig.call('vitals.setAside', { visitId, measurementId: sitting!.measurement!.id, reason: 'Patient moved' });
    expect(without.orthostatic!.together.map(({ qualifiers }) => qualifiers.position)).toEqual(['supine']);
    const unticked = rig.call('vitals.tick', { visitId, key: 'bloodPressure', ticked: false });
    expect(unticked.orthostatic!.together).toEqual([]);
  });

  it('can be left: its newest reading is then proposed by itself', () => {
    threePositions();
    const left = rig.call('orthostatic.stop', { visitId, symptoms: [] });
    expect(left.orthostatic).toBeNull();
    expect(row(left, 'bloodPressure').measurement!.values[0]!.value).toBe(110);
  });
});

describe('a body mass index', () => {
  const weigh = () => {
    rig.arrive(arrival({ weight: 48.2 }, { at: rig.later(5) }), arrival({ height: 168 }, { at: rig.later(1) }));
    return sign(read());
  };
  const values = (rooming: Rooming, key: SheetKey) => rooming.signed[0]!.values.filter((one) => one.key === key);

  it('follows a corrected weight, and then a corrected height, and says so', () => {
    const weight = values(weigh(), 'weight')[0]!;
    const order = { visitId, change: 'correct' as const, reason: 'Digits turned around' };
    const once = rig.call('vitals.correct', { ...order, signedValueId: weight.id, numbers: [84.2], unit: 'kg' });
    expect(
      values(once, 'bodyMassIndex').map(({ status, measurement, change }) => [status, measurement.values[0]!.value, change!.why]),
    ).toEqual([
      ['final', 17.1, 'Follows the weight: Digits turned around'],
      ['corrected', 29.8, 'Follows the weight: Digits turned around'],
    ]);
    expect(rig.state.orders.at(-1)).toMatchObject({ what: 'correction', valueIds: [expect.any(String), expect.any(String)] });
    const height = values(once, 'height')[0]!;
    const twice = rig.call('vitals.correct', { ...order, signedValueId: height.id, numbers: [186], unit: 'cm' });
    expect(values(twice, 'bodyMassIndex').at(-1)!.measurement).toMatchObject({ source: 'computed', arithmetic: '84.2 kg ÷ (1.86 m)²' });
  });

  it('is withdrawn with its weight, and with nothing else', () => {
    rig.arrive(arrival({ spo2: 97 }, { at: rig.later(1) }));
    const signed = weigh();
    const order = { visitId, change: 'withdraw' as const, numbers: null, unit: null, reason: 'Shoes on' };
    const other = rig.call('vitals.correct', { ...order, signedValueId: values(signed, 'spo2')[0]!.id });
    expect(values(other, 'bodyMassIndex').map(({ status }) => status)).toEqual(['final']);
    const after = rig.call('vitals.correct', { ...order, signedValueId: values(signed, 'weight')[0]!.id });
    expect(values(after, 'bodyMassIndex').map(({ status, change }) => [status, change!.why])).toEqual([
      ['withdrawn', 'Follows the weight: Shoes on'],
    ]);
    expect(values(after, 'height').map(({ status }) => status)).toEqual(['final']);
  });
});
