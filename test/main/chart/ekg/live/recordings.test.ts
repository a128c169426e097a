/** Ten seconds of a live EKG, exactly as they came: on disk before anyone is told, kept with a reason when they are not clean. */
import { describe, expect, it } from 'vitest';
import { noSample, type Tracing } from '../../../../../drivers/model/tracing.ts';
import { examineHere } from '../../../../../src/main/chart/ekg/examine.ts';
import { tracingOfEkg } from '../../../../../src/main/chart/ekg/whole.ts';
import { findEkgTake } from '../../../../../src/main/storage/ekg-takes.ts';
import { type EkgRow, findEkg, setEkgState } from '../../../../../src/main/storage/ekgs.ts';
import type { EkgRecording } from '../../../../../src/preload/contract.ts';
import { createLiveEkgRig, type LiveEkgRig, tom } from '../../../../support/live-ekg.ts';

const seconds = 1000;
const refusedFor = (recording: EkgRecording) => recording.refusedFor.map(({ code, electrodes }) => [code, ...electrodes].join(' '));
const row = (rig: LiveEkgRig, id: string): EkgRow => findEkg(rig.db, id)!;
const stored = (rig: LiveEkgRig, id: string): Promise<Tracing> => tracingOfEkg({ db: rig.db, examine: examineHere }, row(rig, id));
const audited = (rig: LiveEkgRig) => rig.db.prepare(`SELECT action FROM audit WHERE subject_kind = 'ekg' ORDER BY number`).pluck().all();

const code = (order: Promise<unknown>) =>
  order.then(
    () => 'carried out',
    (thrown: { code?: string }) => thrown.code,
  );

/** All instants of a lead that reached the station, with the lost ones as no sample. */
function everySample(rig: LiveEkgRig, lead: number): number[] {
  return rig.sent.flatMap(({ samples, lostBefore }) => [
    ...Array<number>(lostBefore).fill(noSample),
    ...samples[lead]!.map((value) => value ?? noSample),
  ]);
}

function running(wishes: Parameters<typeof createLiveEkgRig>[0] = {}, forMs = 14 * seconds): LiveEkgRig {
  const rig = createLiveEkgRig(wishes);
  rig.run(forMs);
  return rig;
}

describe('the last ten seconds', () => {
  it('are the integers that came, every lead, not one more or less; a clean one is kept at once', async () => {
    const rig = running();
    const recording = await rig.record('last-ten');
    expect(recording).toMatchObject({ state: 'kept', seconds: 10, stoppedEarly: false, lost: 0, refusedFor: [] });
    const tracing = await stored(rig, recording.id);
    expect(tracing.leads.map(({ name, hz, nanovoltsPerBit }) => [name, hz, nanovoltsPerBit])).toEqual(
      rig.sent[0]!.leads.map((name) => [name, 500, rig.sent[0]!.nanovoltsPerBit]),
    );
    for (const [lead, { samples }] of tracing.leads.entries()) expect([...samples]).toEqual(everySample(rig, lead).slice(-5000));
    expect(row(rig, recording.id)).toMatchObject({
      state: 'waiting',
      patient_id: 'doe',
      received_by: 'maria',
      format: 'isoline-recording',
    });
    expect(tracing).toMatchObject({ technician: 'Maria Reyes', placement: 'standard', remarks: [], filters: { lowPassHz: null } });
    expect(Date.parse(tracing.startedAt!)).toBe(Date.parse('2026-11-23T15:00:04Z'));
    expect(audited(rig)).toEqual(['ekg.recorded']);
  });

  it('are refused while fewer than ten have come, and when nothing comes', async () => {
    const rig = running({}, 9 * seconds);
    expect(await code(rig.record('last-ten'))).toBe('ekg-too-short');
    rig.run(6 * seconds);
    rig.unplug();
    rig.run(3 * seconds);
    expect(await code(rig.record('last-ten'))).toBe('ekg-no-leads');
    expect(rig.db.prepare('SELECT count(*) FROM ekgs').pluck().get()).toBe(0);
  });

  it('with a loose electrode in them wait for a reason, and are not clean because they are now', async () => {
    const rig = running();
    rig.press('loose-v3');
    rig.run(3 * seconds);
    rig.press('put-back');
    rig.run(4 * seconds);
    const recording = await rig.record('last-ten');
    expect([recording.state, refusedFor(recording)]).toEqual(['to-decide', ['no-contact V3']]);
    expect(row(rig, recording.id).state).toBe('recorded');
    expect((await stored(rig, recording.id)).remarks).toEqual(['Without contact within it, by the device: V3.']);
  });

  it('hold what was lost as no sample, and say where', async () => {
    const rig = running({ driver: 'openbci-cyton' });
    rig.press('lose-frames');
    rig.run(2 * seconds);
    const recording = await rig.record('last-ten');
    const tracing = await stored(rig, recording.id);
    expect([recording.state, recording.lost]).toEqual(['kept', 25]);
    for (const [lead, { samples }] of tracing.leads.entries()) expect([...samples]).toEqual(everySample(rig, lead).slice(-2500));
    expect([...tracing.leads[0]!.samples].filter((value) => value === noSample).length).toBe(25);
    expect(tracing.remarks).toEqual([expect.stringMatching(/^25 instants were lost at \d\.\d+ s, 0\.1 s long\.$/)]);
  });
});

describe('the next ten seconds', () => {
  it('begin when they are asked for, tell their progress, and are kept', async () => {
    const rig = running({}, 4 * seconds);
    const from = everySample(rig, 0).length;
    const begun = await rig.record('next-ten', { placement: 'mason-likar' });
    expect(begun).toMatchObject({ state: 'recording', seconds: 0 });
    rig.run(5 * seconds);
    const half = rig.recordings().at(-1)!;
    expect([half.state, Math.round(half.seconds)]).toEqual(['recording', 5]);
    expect(await code(rig.record('next-ten'))).toBe('ekg-recording');
    rig.run(6 * seconds);
    expect(rig.recordings().at(-1)).toMatchObject({ id: begun.id, state: 'kept', seconds: 10 });
    const tracing = await stored(rig, begun.id);
    expect(tracing.placement).toBe('mason-likar');
    for (const [lead, { samples }] of tracing.leads.entries())
      expect([...samples]).toEqual(everySample(rig, lead).slice(from, from + 5000));
  });

  it('that stop at 6.2 keep what came and say so', async () => {
    const rig = running({}, 4 * seconds);
    const from = everySample(rig, 0).length;
    const { id } = await rig.record('next-ten');
    rig.run(6200);
    const came = everySample(rig, 0).length - from;
    rig.unplug();
    rig.run(2 * seconds);
    const stopped = rig.recordings().at(-1)!;
    expect(stopped).toMatchObject({ id, state: 'to-decide', stoppedEarly: true, seconds: came / 500 });
    expect(stopped.seconds).toBeCloseTo(6.2, 1);
    expect(refusedFor(stopped)).toEqual(['not-sending']);
    const tracing = await stored(rig, id);
    expect(tracing.leads[0]!.samples.length).toBe(came);
    expect(tracing.remarks).toEqual([`The recording ended at ${came / 500} s of 10 s.`]);
    expect(findEkgTake(rig.db, id)).toMatchObject({ stoppedEarly: true, keptBecause: null });
    expect((await rig.call('ekg.keep', { id, reason: 'urgent', note: '' })).state).toBe('kept');
    expect(row(rig, id).state).toBe('waiting');
  });

  it('can be ended by hand', async () => {
    const rig = running({}, 4 * seconds);
    const { id } = await rig.record('next-ten');
    rig.run(3 * seconds);
    expect(await rig.call('ekg.stopRecording', { id })).toMatchObject({ state: 'to-decide', stoppedEarly: true });
    expect(await code(rig.call('ekg.stopRecording', { id }))).toBe('ekg-unknown');
  });

  it('stay in memory, and are tried again, while they cannot be stored', async () => {
    const rig = running({}, 4 * seconds);
    const { id } = await rig.record('next-ten');
    rig.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON ekgs BEGIN SELECT raise(ABORT, 'disk full'); END`);
    rig.run(50 * seconds);
    expect(rig.problems.length).toBe(1);
    expect(rig.recordings().every(({ state }) => state === 'recording')).toBe(true);
    rig.db.exec('DROP TRIGGER full');
    rig.run(1 * seconds);
    expect(rig.recordings().at(-1)).toMatchObject({ id, state: 'kept', seconds: 10 });
    expect((await stored(rig, id)).leads[0]!.samples.length).toBe(5000);
  });
});

describe('what the coach would refuse', () => {
  it.each([
    ['exchange-arms', 'swap RA LA'],
    ['loose-ra', 'no-contact RA'],
  ])('after %s is named, and kept only with a reason', async (control, told) => {
    const rig = running();
    rig.press(control);
    rig.run(11 * seconds);
    const recording = await rig.record('last-ten');
    expect(refusedFor(recording)).toEqual([told]);
    const { id } = recording;
    expect(await code(rig.call('ekg.keep', { id, reason: 'other', note: '  ' }))).toBe('reason-missing');
    await rig.call('ekg.keep', { id, reason: 'other', note: ' will not hold still ' });
    expect(findEkgTake(rig.db, id)!.keptBecause).toEqual({ reason: 'other', note: 'will not hold still' });
    expect(await code(rig.call('ekg.keep', { id, reason: 'urgent', note: '' }))).toBe('ekg-not-now');
    expect(audited(rig)).toEqual(['ekg.recorded', 'ekg.kept']);
  });

  it('is put away when a person says so: in no list, and still on disk', async () => {
    const rig = running();
    rig.press('loose-ra');
    rig.run(11 * seconds);
    const { id } = await rig.record('last-ten');
    expect((await rig.call('ekg.live', { visitId: 'visit' })).recordings.map(({ state }) => state)).toEqual(['to-decide']);
    expect((await rig.call('ekg.discardRecording', { id })).state).toBe('discarded');
    expect((await rig.call('ekg.live', { visitId: 'visit' })).ofVisit).toEqual([]);
    expect((await stored(rig, id)).leads[0]!.samples.length).toBe(5000);
  });

  it('is less with analysis switched off: only what the device says', async () => {
    const rig = createLiveEkgRig({ analysis: false });
    rig.press('exchange-arms');
    rig.press('hum');
    rig.run(12 * seconds);
    const recording = await rig.record('last-ten');
    expect(recording.state).toBe('kept');
    expect(findEkgTake(rig.db, recording.id)!.analysis).toBe(false);
    rig.press('loose-v3');
    rig.run(1 * seconds);
    expect(refusedFor(await rig.record('last-ten'))).toEqual(['no-contact V3']);
  });
});

describe('a retake', () => {
  it('leaves the first one as it is, superseded', async () => {
    const rig = running();
    const first = await rig.record('last-ten');
    rig.run(2 * seconds);
    const second = await rig.record('last-ten', { retakeOf: first.id });
    expect([row(rig, first.id).state, row(rig, second.id).state]).toEqual(['superseded', 'waiting']);
    expect(findEkgTake(rig.db, first.id)!.supersededBy).toBe(second.id);
    expect(findEkgTake(rig.db, second.id)!.retakeOf).toBe(first.id);
    expect((await stored(rig, first.id)).leads[0]!.samples.length).toBe(5000);
    expect(await code(rig.record('last-ten', { retakeOf: first.id }))).toBe('ekg-not-now');
  });

  it('that is not clean takes no place before it is kept; what a clinician confirmed meanwhile stays hers', async () => {
    const rig = running();
    const first = await rig.record('last-ten');
    rig.press('loose-ra');
    rig.run(3 * seconds);
    const second = await rig.record('last-ten', { retakeOf: first.id });
    expect(row(rig, first.id).state).toBe('waiting');
    setEkgState(rig.db, first.id, 'confirmed', 'doe');
    await rig.call('ekg.keep', { id: second.id, reason: 'best-possible', note: '' });
    expect([row(rig, first.id).state, row(rig, second.id).state]).toEqual(['confirmed', 'waiting']);
  });
});

describe('whose it is', () => {
  it('is the patient of the person’s own open visit', async () => {
    const rig = running();
    expect(await code(rig.record('last-ten', {}, tom))).toBe('other-patient');
    expect(await code(rig.record('last-ten', { visitId: 'another' }))).toBe('visit-closed');
    rig.closeVisit();
    expect(await code(rig.record('last-ten'))).toBe('visit-closed');
  });
});
