/** Annotated EKGs (aECG): leads and points of sets that begin at times of their own. */
import { expect, it } from 'vitest';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { alone } from '../support/tracing-files.ts';

type Set = readonly [head: string, leads: Record<string, readonly number[]>];

const code = (value: string) => `<code code="${value}"/>`;
const lead = (name: string, samples: readonly number[]) =>
  `<component><sequence>${code(`MDC_ECG_LEAD_${name}`)}<value><origin value="0" unit="uV"/><scale value="5" unit="uV"/><digits>${samples.join(' ')}</digits></value></sequence></component>`;
const setOf = ([head, leads]: Set) => {
  const kind = head.includes('unit') ? 'TIME_RELATIVE' : 'TIME_ABSOLUTE';
  const time = `<component><sequence>${code(kind)}<value>${head}<increment value="0.002" unit="s"/></value></sequence></component>`;
  const all = Object.entries(leads).map(([name, samples]) => lead(name, samples));
  return `<component><sequenceSet>${time}${all.join('')}</sequenceSet></component>`;
};

function aecg(sets: readonly Set[], derived = ''): Promise<Tracing> {
  const text = `<AnnotatedECG xmlns="urn:hl7-org:v3"><component><series>${code('RHYTHM')}${sets.map(setOf).join('')}${derived}</series></component></AnnotatedECG>`;
  return readTracing(alone('a.xml', Buffer.from(text)));
}

const relative = (seconds: number) => `<head value="${seconds}" unit="s"/>`;
const samples = ({ leads }: Tracing) =>
  Object.fromEntries(leads.map((one) => [one.name, [...one.samples].map((v) => (v === noSample ? null : v))]));

it('sets recorded one after another stand where their times put them; parts of one lead are one lead', async () => {
  const sets = (first: string, second: string): Set[] => [
    [first, { I: [1, 2], V1: [5, 6] }],
    [second, { I: [3, 4], V2: [7, 8] }],
  ];
  const expected = { I: [1, 2, 3, 4], V1: [5, 6, null, null], V2: [null, null, 7, 8] };
  expect(samples(await aecg(sets(relative(0), relative(0.004))))).toEqual(expected);
  const absolute = await aecg(sets('<head value="20261120093000.000"/>', '<head value="20261120093000.004"/>'));
  expect(samples(absolute)).toEqual(expected);
  expect([absolute.startedAt, absolute.remarks]).toEqual(['2026-11-20T09:30:00', []]);
});

it('a lead that is there twice at the same time is shown once, and that is said', async () => {
  const twice = await aecg([
    [relative(0), { I: [1, 2] }],
    [relative(0), { I: [3, 4, 5] }],
  ]);
  expect([samples(twice), twice.remarks]).toEqual([{ I: [3, 4, 5] }, ['I is there more than once; the longest is shown.']]);
});

it('sets at times too far apart to be one recording are refused', async () => {
  const far: Set[] = [
    [relative(0), { I: [1, 2] }],
    [relative(90_000_000), { V1: [3, 4] }],
  ];
  await expect(aecg(far)).rejects.toThrow(/too far apart in time/);
});

it('points of the representative beat are counted from its first sample', async () => {
  const wave = `<annotation>${code('MDC_ECG_WAVC')}<value code="MDC_ECG_WAVC_PWAVE"/><support><supportingROI><component><boundary><value><low value="-200" unit="ms"/><high value="-100" unit="ms"/></value></boundary></component></supportingROI></support></annotation>`;
  const derived = `<derivation><derivedSeries>${code('REPRESENTATIVE_BEAT')}${setOf([relative(-0.4), { I: [1, 2, 3] }])}<subjectOf><annotationSet><component>${wave}</component></annotationSet></subjectOf></derivedSeries></derivation>`;
  const { representativeBeat } = await aecg([[relative(0), { I: [1, 2] }]], derived);
  expect(representativeBeat!.points).toMatchObject({ pOn: 100, pOff: 150 });
});
