/** The coach names the electrode and the fault, as a simulated device shows them, and leaves a good tracing in peace. */
import { describe, expect, it } from 'vitest';
import { electrodes } from '../../../../../drivers/model/leads.ts';
import { examineHere } from '../../../../../src/main/chart/ekg/examine.ts';
import { tracingOfEkg } from '../../../../../src/main/chart/ekg/whole.ts';
import { findEkg } from '../../../../../src/main/storage/ekgs.ts';
import type { CoachSentence, EkgCoach } from '../../../../../src/preload/contract.ts';
import { createLiveEkgRig, type LiveEkgRig } from '../../../../support/live-ekg.ts';

const said = ({ sentence }: EkgCoach): string => words(sentence);

function words({ code, electrodes: which, swap }: CoachSentence): string {
  return [code, swap?.swap ?? which.join(' ')].filter(Boolean).join(' ');
}

function inState({ electrodes: map }: EkgCoach, state: string): string[] {
  return electrodes.filter((electrode) => map[electrode].state === state);
}

/** Presses a control on a clean tracing and lets some seconds go by; returns what the coach says then. */
function disturb(rig: LiveEkgRig, control: string, seconds: number): EkgCoach {
  rig.press(control);
  rig.run(1000 * seconds);
  return rig.coach();
}

function clean(wishes: Parameters<typeof createLiveEkgRig>[0] = {}): LiveEkgRig {
  const rig = createLiveEkgRig(wishes);
  rig.run(8000);
  expect(said(rig.coach())).toBe('clean');
  return rig;
}

describe.each([
  ['a device with lead-off bits', { driver: 'ads1298' }],
  ['a device whose open inputs rail', { driver: 'openbci-cyton' }],
] as const)('%s', (_, wishes) => {
  it('is clean after three seconds, counts the clean ones up to ten, and the heart with them', () => {
    const rig = createLiveEkgRig(wishes);
    rig.run(2300);
    expect([said(rig.coach()), rig.coach().heartRate, rig.coach().cleanSeconds]).toEqual(['looking', null, 0]);
    rig.run(15_000);
    expect([said(rig.coach()), rig.coach().heartRate, rig.coach().cleanSeconds, rig.coach().heldSeconds]).toEqual(['clean', 72, 10, 10]);
    expect(inState(rig.coach(), 'good')).toEqual([...electrodes]);
    expect(rig.coach().others).toEqual([]);
  });

  it('a loose V3 is named, and only V3; pressed down, all is well again', () => {
    const rig = clean(wishes);
    const loose = disturb(rig, 'loose-v3', 2);
    expect([said(loose), inState(loose, 'off'), loose.cleanSeconds]).toEqual(['no-contact V3', ['V3'], 0]);
    expect(loose.heartRate).toBe(72);
    const pressed = disturb(rig, 'put-back', 7);
    expect([said(pressed), inState(pressed, 'good').length]).toEqual(['clean', 10]);
  });

  it('a loose RA is named although it spoils every lead', () => {
    const rig = clean(wishes);
    const loose = disturb(rig, 'loose-ra', 2);
    expect([said(loose), inState(loose, 'off'), loose.heartRate]).toEqual(['no-contact RA', ['RA'], null]);
  });

  it('exchanged arms are named once the tracing is quiet enough, and not before two looks agree', () => {
    const rig = clean(wishes);
    const exchanged = disturb(rig, 'exchange-arms', 11);
    expect(said(exchanged)).toBe('swap RA-LA');
    expect(exchanged.cleanSeconds).toBe(0);
    expect(said(disturb(rig, 'put-back', 12))).toBe('clean');
  });

  it.each([
    ['hum', 'mains'],
    ['tremor', 'muscle'],
  ])('%s of every electrode is told without blaming one', (control, told) => {
    const rig = clean(wishes);
    const disturbed = disturb(rig, control, 5);
    expect(said(disturbed)).toBe(told);
    expect(disturbed.sentence.leads.length).toBeGreaterThan(7);
    expect(said(disturb(rig, 'calm', 7))).toBe('clean');
  });
});

describe('with nothing but the samples', () => {
  /** The same device with its word on contact taken away. */
  function deaf(): LiveEkgRig {
    const rig = createLiveEkgRig();
    const { heard } = rig.ekg;
    rig.ekg.heard = (batch) => heard({ ...batch, contact: {} });
    rig.run(8000);
    expect([said(rig.coach()), inState(rig.coach(), 'good').length]).toEqual(['clean', 10]);
    return rig;
  }

  it('a loose V3 is found in the trace', () => {
    const loose = disturb(deaf(), 'loose-v3', 4);
    expect([said(loose), inState(loose, 'off')]).toEqual(['no-contact V3', ['V3']]);
  });

  it('a loose RA is inferred from I and II, and the chest, which shares its terminal, is not blamed', () => {
    const loose = disturb(deaf(), 'loose-ra', 4);
    expect([said(loose), inState(loose, 'off')]).toEqual(['no-contact RA', ['RA']]);
  });
});

describe('what it says', () => {
  it('stands for two seconds before another takes its place', () => {
    const rig = clean();
    rig.press('loose-v3');
    rig.run(1100);
    rig.press('loose-ra');
    rig.run(1000);
    const sentences = rig.coaches().map(said);
    expect(sentences.slice(-2)).toEqual(['no-contact V3', 'no-contact V3']);
    rig.run(1100);
    expect(said(rig.coach())).toBe('no-contact RA V3');
  });

  it('is the worst first; the rest waits', () => {
    const rig = clean();
    rig.press('tremor');
    rig.press('loose-v3');
    rig.run(5000);
    expect([said(rig.coach()), rig.coach().others.map(words)]).toEqual(['no-contact V3', ['muscle']]);
  });

  it('is that nothing comes, within two seconds, and once; what comes then begins anew', () => {
    const rig = clean();
    rig.unplug();
    rig.run(5000);
    expect(rig.coaches().filter((coach) => said(coach) === 'not-sending').length).toBe(1);
    expect([inState(rig.coach(), 'unknown').length, rig.coach().heartRate, rig.coach().cleanSeconds]).toEqual([10, null, 0]);
    rig.plugIn();
    rig.run(2000);
    expect([said(rig.coach()), rig.coach().heldSeconds]).toEqual(['looking', 1]);
  });

  it('counts lost instants, shows them and smooths nothing over', () => {
    const rig = clean({ driver: 'openbci-cyton' });
    const lossy = disturb(rig, 'lose-frames', 2);
    expect([lossy.lost, said(lossy)]).toEqual([{ lastTenSeconds: 25, total: 25 }, 'clean']);
    rig.run(12_000);
    expect(rig.coach().lost).toEqual({ lastTenSeconds: 0, total: 25 });
  });
});

describe('with analysis switched off', () => {
  it('only the device’s own word counts: no rate, no swap, no hum', () => {
    const rig = createLiveEkgRig({ analysis: false });
    rig.press('hum');
    rig.press('exchange-arms');
    rig.run(12_000);
    const { heartRate, analysis, others } = rig.coach();
    expect([said(rig.coach()), heartRate, analysis, others]).toEqual(['contact', null, false, []]);
    expect(inState(rig.coach(), 'good')).toEqual(['RA', 'LA', 'LL', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
    const loose = disturb(rig, 'loose-v3', 2);
    expect([said(loose), inState(loose, 'off')]).toEqual(['no-contact V3', ['V3']]);
  });

  it('a device that says nothing of contact is not called good', () => {
    const rig = createLiveEkgRig({ driver: 'openbci-cyton', analysis: false });
    rig.run(4000);
    expect([said(rig.coach()), inState(rig.coach(), 'unknown').length, rig.coach().cleanSeconds]).toEqual(['no-word', 10, 0]);
  });
});

describe('the device’s clock', () => {
  /** Without analysis, so that a minute and a half goes by quickly; clocks are watched all the same. */
  const quick = () => createLiveEkgRig({ analysis: false });

  it('a drift is told once it is known, and corrected nowhere', async () => {
    const rig = quick();
    rig.setPace(1.0005);
    rig.run(50_000);
    expect(rig.coach().clockDriftPartsPerMillion).toBeNull();
    rig.run(25_000);
    expect(Math.abs(rig.coach().clockDriftPartsPerMillion! - 500)).toBeLessThan(40);
    expect(said(rig.coach())).toBe('contact');
    const taken = await rig.record('last-ten');
    expect(taken.seconds).toBe(10);
    const { remarks } = await tracingOfEkg({ db: rig.db, examine: examineHere }, findEkg(rig.db, taken.id)!);
    expect(remarks.join()).toMatch(/The device's clock went (4[6-9]|5[0-3])\d parts per million fast by the station's\./);
  });

  it.each([
    ['counts twice as fast as it says', 2],
    ['counts 3 % too slowly', 0.97],
  ])('a source that %s is told within half a minute, and what is recorded from it needs a reason', async (_, times) => {
    const rig = quick();
    rig.setPace(times);
    rig.run(30_000);
    expect(said(rig.coach())).toBe('wrong-rate');
    expect(rig.coach().cleanSeconds).toBe(0);
    expect(Math.abs(rig.coach().measuredHz! / rig.coach().hz - times)).toBeLessThan(0.002);
    const taken = await rig.record('last-ten');
    expect([taken.state, taken.refusedFor.map(({ code }) => code)]).toEqual(['to-decide', ['wrong-rate']]);
  });

  it('one that counts otherwise after minutes of being right is told as soon, not averaged with them', () => {
    const rig = quick();
    rig.run(180_000);
    expect([said(rig.coach()), rig.coach().clockDriftPartsPerMillion]).toEqual(['contact', 0]);
    rig.setPace(1.05);
    rig.run(30_000);
    expect(said(rig.coach())).toBe('wrong-rate');
    rig.setPace(1);
    rig.run(35_000);
    expect(said(rig.coach())).toBe('contact');
  });
});
