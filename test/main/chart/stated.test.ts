/** What a person states beside a number: it holds for the stream it was said of, and for every reading of an averaged set. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Qualifiers, Rooming, SheetKey } from '../../../src/preload/contract.ts';
import { arrival, type ChartRig, createChartRig } from './rig.ts';

let rig: ChartRig;
let visitId: string;
beforeEach(async () => {
  rig = await createChartRig();
  visitId = rig.open('haddad').visit.id;
});

const read = () => rig.call('visits.read', { visitId });
const measured = (rooming: Rooming, key: SheetKey) => rooming.sheet.find((one) => one.key === key)!.measurement!;
const oximeter = (spo2: number) => rig.arrive(arrival({ spo2 }, { at: rig.later(1), how: 'continuous' }));
const cuff = (systolic: number, diastolic: number) => rig.arrive(arrival({ systolic, diastolic }, { at: rig.later(70) }));
const qualify = (measurementId: string, qualifiers: Qualifiers) =>
  rig.call('vitals.qualify', { visitId, measurementId, qualifiers, overrideReason: null });

describe('of a stream', () => {
  const oxygen = { delivery: 'nasal-cannula', litersPerMinute: 2, percent: null } as const;

  it('holds for the numbers that follow, on the tile too', () => {
    oximeter(96);
    qualify(measured(read(), 'spo2').id, { site: 'finger', oxygen });
    oximeter(97);
    expect(measured(read(), 'spo2')).toMatchObject({ values: [{ value: 97 }], qualifiers: { site: 'finger', oxygen } });
    expect(rig.chart.intake.tiles().find(({ key }) => key === 'spo2')?.measurement.qualifiers).toMatchObject({ oxygen });
  });

  it('is not carried over to the next patient', () => {
    oximeter(96);
    qualify(measured(read(), 'spo2').id, { oxygen });
    rig.call('visits.close', { visitId, discardUnsigned: true });
    visitId = rig.open('okafor').visit.id;
    oximeter(97);
    expect(measured(read(), 'spo2').qualifiers).toEqual({});
  });
});

describe('of a reading in an averaged set', () => {
  it('holds for the readings before and after it, and for the average', () => {
    rig.call('averaged.start', { visitId });
    cuff(168, 96);
    cuff(162, 92);
    qualify(measured(read(), 'bloodPressure').id, { site: 'right arm', position: 'sitting', cuff: 'large-adult' });
    cuff(164, 92);
    const rooming = read();
    for (const reading of rooming.averaged!.readings)
      expect(reading.qualifiers).toMatchObject({ site: 'right arm', position: 'sitting', cuff: 'large-adult' });
    expect(measured(rooming, 'bloodPressure').qualifiers).toMatchObject({ site: 'right arm' });
  });

  it('can be said of the average itself', () => {
    rig.call('averaged.start', { visitId });
    cuff(168, 96);
    cuff(162, 92);
    cuff(164, 92);
    const average = measured(read(), 'bloodPressure');
    expect(average.source).toBe('computed');
    const after = qualify(average.id, { site: 'left arm' });
    expect(measured(after, 'bloodPressure').qualifiers).toEqual({ site: 'left arm' });
    expect(after.averaged!.readings.map(({ qualifiers }) => qualifiers.site)).toEqual(['left arm', 'left arm', 'left arm']);
  });
});

describe('of a reading that was set aside', () => {
  it('is not lost: it is shown with the reason and can be brought back', () => {
    cuff(168, 96);
    const { id } = measured(read(), 'bloodPressure');
    const aside = rig.call('vitals.setAside', { visitId, measurementId: id, reason: 'Cuff slipped' });
    expect(aside.sheet.find(({ key }) => key === 'bloodPressure')!.measurement).toBeNull();
    expect(aside.setAside).toMatchObject([{ id, setAside: { why: 'Cuff slipped', by: 'Maria Reyes' } }]);
    const back = rig.call('vitals.bringBack', { visitId, measurementId: id });
    expect(back.setAside).toEqual([]);
    expect(measured(back, 'bloodPressure').id).toBe(id);
  });
});
