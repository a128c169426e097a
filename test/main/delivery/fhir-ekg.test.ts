/** The way of a signed EKG into a chart that validates, and of what people say about it after that. */
import { createHash } from 'node:crypto';
import type { Binary, DiagnosticReport, DocumentReference, Observation, Provenance } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import type { Tracing } from '../../../drivers/model/tracing.ts';
import { standingEkgResult } from '../../../src/main/storage/ekg-results.ts';
import { itemsOfEkgResult } from '../../../src/main/storage/outbox.ts';
import type { FhirServer } from '../../support/fhir-server.ts';
import { refusal } from '../../support/fhir-server-faults.ts';
import { identifierSystem, simple } from './clinic.ts';
import { type DeliveringOptions, serve, startDelivering } from './delivering.ts';
import { cartTracing, createEkgDesk } from './ekg-desk.ts';

async function start(options: Partial<DeliveringOptions> = {}, mrns: readonly string[] = ['100']) {
  const chart = await serve(mrns);
  const delivering = startDelivering({ baseUrl: chart.baseUrl, ...options });
  const desk = createEkgDesk(delivering.db, delivering.outbox.enqueue);
  return { chart, delivering, desk, patient: delivering.clinic.addPatient('100') };
}

/** What the chart holds of EKGs, read back over HTTP. */
async function held(chart: FhirServer) {
  const observations = await chart.observations();
  const byEnding = (ending: string) => observations.find(({ identifier }) => identifier?.[0]?.value?.endsWith(`:${ending}`));
  return {
    observations,
    byEnding,
    statuses: Object.fromEntries(observations.map((one) => [one.identifier![0]!.value!.split(':').slice(2).join(':'), one.status])),
    reports: (await chart.read('DiagnosticReport')) as DiagnosticReport[],
    pages: (await chart.read('DocumentReference')) as DocumentReference[],
  };
}

const bytesOf = (data: string | undefined) => Buffer.from(data!, 'base64');
const values = ['heart-rate', 'rr', 'pr', 'qrs', 'qt', 'qtc', 'p-axis', 'qrs-axis', 't-axis'];
const endings = [...values, ...values.map((ending) => `cart-${ending}`), 'wave'].sort();

function samplesOf(wave: Observation): [string, string[]][] {
  return wave.component!.map(({ code, valueSampledData }) => [code.text!.replace('Lead ', ''), valueSampledData!.data!.split(' ')]);
}

function sent(tracing: Tracing): [string, string[]][] {
  return tracing.leads.filter(({ derived }) => derived !== true).map(({ name, samples }) => [name, Array.from(samples, String)]);
}

test('a signed EKG is in the chart as preliminary: its values, its samples, its page, each named and each once', async () => {
  const { chart, delivering, desk, patient } = await start({ sendProvenance: true });
  const ekg = await desk.take(patient);
  const signed = await desk.sign(ekg);
  expect(signed).toMatchObject({ state: 'waiting', signed: { by: desk.assistant.name }, confirmed: null });
  await delivering.reaches('delivered');
  const { statuses, byEnding, observations, reports, pages } = await held(chart);
  expect(Object.keys(statuses).sort()).toEqual(endings);
  expect(new Set(Object.entries(statuses).flatMap(([ending, status]) => (ending === 'wave' ? [] : [status])))).toEqual(
    new Set(['preliminary']),
  );
  // What was computed, and what the cart says, each apart.
  const computed = ekg.computed!.values;
  const pairs: [string, number | null, number | null][] = [
    ['heart-rate', computed.heartRate, 72],
    ['rr', computed.rr, 833],
    ['pr', computed.pr, 158],
    ['qrs', computed.qrs, 94],
    ['qt', computed.qt, 400],
    ['qtc', computed.qtc, 438],
    ['p-axis', computed.pAxis, 52],
    ['qrs-axis', computed.qrsAxis, -12],
    ['t-axis', computed.tAxis, 41],
  ];
  for (const [ending, own, cart] of pairs) {
    expect([ending, byEnding(ending)!.valueQuantity!.value]).toEqual([ending, own]);
    expect([ending, byEnding(`cart-${ending}`)!.valueQuantity!.value]).toEqual([ending, cart]);
  }
  expect(byEnding('qtc')).toMatchObject({
    code: { text: 'QTc (Bazett)', coding: [{ code: '8636-3' }, { code: '147236' }, { code: '76635-2' }] },
    note: [{ text: 'Computed by Isoline, unconfirmed.' }],
    effectiveDateTime: expect.stringMatching(/^2026-11-20T09:30:00[+-]\d\d:\d\d$/),
  });
  expect(byEnding('cart-qtc')).toMatchObject({
    code: { text: "QTc (Bazett), the cart's own" },
    note: [{ text: "The cart's own measurement, not over-read." }],
    contained: [{ manufacturer: 'Maker', modelNumber: 'Model', serialNumber: 'S9' }],
  });
  // Every sample that was stored, as it was stored; leads that follow from others are not sent.
  const wave = byEnding('wave')!;
  expect(samplesOf(wave)).toEqual(sent(cartTracing()));
  expect(wave.component![0]).toMatchObject({
    code: { coding: [{ code: '131329' }] },
    valueSampledData: {
      period: 2,
      factor: cartTracing().leads[0]!.nanovoltsPerBit! / 1000,
      origin: { value: 0, code: 'uV' },
      dimensions: 1,
    },
  });
  const { start: from, end } = wave.effectivePeriod!;
  expect(Date.parse(end!) - Date.parse(from!)).toBe(10_000);
  // The page that was drawn when it was signed, byte for byte, and its sum.
  const page = delivering.db.prepare('SELECT page FROM ekg_results').pluck().get() as Buffer;
  expect(page.subarray(0, 5).toString()).toBe('%PDF-');
  const [document] = pages;
  const { data, hash, size } = document!.content[0]!.attachment;
  expect(bytesOf(data).equals(page)).toBe(true);
  expect([hash, size]).toEqual([createHash('sha1').update(page).digest('base64'), page.length]);
  expect(document).toMatchObject({ status: 'current', docStatus: 'preliminary', type: { coding: [{ code: '11524-6' }] } });
  const [report] = reports;
  expect(bytesOf(report!.presentedForm![0]!.data).equals(page)).toBe(true);
  expect(report).toMatchObject({ status: 'preliminary', conclusion: 'UNCONFIRMED machine statement: Sinus rhythm <unconfirmed> & more' });
  expect(report!.resultsInterpreter).toBeUndefined();
  expect(report!.result!.map(({ reference }) => reference).sort()).toEqual(observations.map(({ id }) => `Observation/${id}`).sort());
  const [provenance] = (await chart.read('Provenance')) as Provenance[];
  expect(provenance!.target.length).toBe(endings.length + 2);
  expect(provenance).toMatchObject({ activity: { coding: [{ code: 'CREATE' }] }, entity: [{ role: 'source' }] });
  expect([reports.length, pages.length]).toEqual([1, 1]);
  // Every creation was guarded by its own identifier.
  const guards = chart.requests
    .filter(({ method, path }) => method === 'POST' && path !== '/Provenance')
    .map(({ headers }) => headers['if-none-exist']);
  expect(new Set(guards).size).toBe(endings.length + 2);
  for (const guard of guards) expect(guard).toContain(encodeURIComponent(`${identifierSystem}|st2:`));
  const [card] = await desk.ask('ekg.list', null);
  expect(card!.delivery).toEqual([
    {
      destination: 'the chart (FHIR)',
      state: 'delivered',
      at: expect.any(String),
      receipt: `Receipt DiagnosticReport/${report!.id} and 20 more`,
    },
  ]);
});

test('what a clinician confirms updates the same resources under their versions and doubles nothing', async () => {
  const { chart, delivering, desk, patient } = await start({ sendProvenance: true });
  const ekg = await desk.sign(await desk.take(patient));
  await delivering.reaches('delivered');
  const before = await held(chart);
  await desk.confirm(ekg, { qt: 402, pr: null }, 'Seen at the bedside');
  await delivering.reaches('delivered', 2);
  const after = await held(chart);
  expect(after.observations.map(({ id }) => id).sort()).toEqual(before.observations.map(({ id }) => id).sort());
  expect([after.reports.length, after.pages.length]).toEqual([1, 1]);
  const computed = ekg.computed!.values;
  expect(after.byEnding('qt')).toMatchObject({
    status: 'final',
    valueQuantity: { value: 402 },
    performer: [{ display: 'Dr. Lindqvist' }],
    note: [{ text: `Confirmed by Dr. Lindqvist. Isoline computed ${computed.qt} ms. The cart measured 400 ms.` }],
  });
  // A number that a person put there is no device's.
  expect([after.byEnding('qt')!.device, after.byEnding('qrs')!.device?.reference]).toEqual([undefined, '#device']);
  expect(after.byEnding('qrs')).toMatchObject({ status: 'final', valueQuantity: { value: computed.qrs } });
  // What she took out is withdrawn, its number kept.
  expect(after.byEnding('pr')).toMatchObject({ status: 'entered-in-error', valueQuantity: { value: computed.pr } });
  expect(after.byEnding('cart-qt')).toEqual(before.byEnding('cart-qt'));
  expect(after.byEnding('wave')).toEqual(before.byEnding('wave'));
  const [report] = after.reports;
  expect(report).toMatchObject({ id: before.reports[0]!.id, status: 'final', resultsInterpreter: [{ display: 'Dr. Lindqvist' }] });
  expect(report!.conclusion).toMatch(/^Dr\. Lindqvist: Seen at the bedside\nUNCONFIRMED machine statement/);
  expect(report!.result!.map(({ reference }) => reference)).not.toContain(`Observation/${after.byEnding('pr')!.id}`);
  expect(after.pages[0]).toMatchObject({ id: before.pages[0]!.id, docStatus: 'final', authenticator: { display: 'Dr. Lindqvist' } });
  expect(after.pages[0]!.content[0]!.attachment.hash).not.toBe(before.pages[0]!.content[0]!.attachment.hash);
  for (const { headers } of chart.requests.filter(({ method }) => method === 'PUT')) expect(headers['if-match']).toMatch(/^W\//);
  const provenances = (await chart.read('Provenance')) as Provenance[];
  expect(provenances.map(({ activity }) => activity!.coding![0]!.code).sort()).toEqual(['CREATE', 'UPDATE']);

  // Read once more: what changed is amended, what did not stays as it is.
  await desk.confirm(ekg, { qt: 410, pr: 160 });
  await delivering.reaches('delivered', 3);
  const last = await held(chart);
  expect(last.byEnding('qt')).toMatchObject({ status: 'amended', valueQuantity: { value: 410 } });
  expect(last.byEnding('pr')).toMatchObject({ status: 'amended', valueQuantity: { value: 160 } });
  expect(last.byEnding('qrs')).toEqual(after.byEnding('qrs'));
  expect(last.reports[0]).toMatchObject({ status: 'amended' });
  expect(last.observations.length).toBe(before.observations.length);
});

test('with analysis switched off the waveform, the page and the cart’s own go out, and nothing that was computed', async () => {
  const { chart, delivering, desk, patient } = await start();
  desk.switchAnalysisOff();
  const ekg = await desk.sign(await desk.take(patient));
  expect(ekg.computed).toBeNull();
  await delivering.reaches('delivered');
  const { statuses, reports, pages } = await held(chart);
  expect(Object.keys(statuses).sort()).toEqual(endings.filter((ending) => ending === 'wave' || ending.startsWith('cart-')));
  expect([reports.length, pages.length]).toEqual([1, 1]);
  expect(JSON.stringify([reports, pages])).not.toContain('omputed');
  await desk.confirm(ekg);
  await delivering.reaches('delivered', 2);
  const { byEnding } = await held(chart);
  expect(byEnding('qtc')).toMatchObject({ status: 'final', valueQuantity: { value: 438 }, performer: [{ display: 'Dr. Lindqvist' }] });
});

test('an EKG that a clinician confirms before anybody signed it goes out once, as final', async () => {
  const { chart, delivering, desk, patient } = await start();
  await desk.confirm(await desk.take(patient));
  await delivering.reaches('delivered');
  const { byEnding, reports } = await held(chart);
  expect([byEnding('qrs')!.status, reports[0]!.status]).toEqual(['final', 'final']);
  expect(delivering.items().map(({ what }) => what)).toEqual(['ekg']);
});

test('nothing is signed that is not what was seen, nobody’s, another’s, or signed already', async () => {
  const { delivering, desk, patient } = await start();
  const ekg = await desk.take(patient);
  const order = { id: ekg.id, patientId: patient.id, clinician: null, orderNumber: null } as const;
  const shown = { computed: ekg.computed!.values, cart: ekg.cart.values };
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (thrown: { code?: string }) => thrown.code,
    );
  expect(await code(desk.ask('ekg.sign', { ...order, shown: { ...shown, cart: { ...shown.cart!, qt: 401 } } }))).toBe('ekg-changed');
  expect(await code(desk.ask('ekg.sign', { ...order, shown: { ...shown, computed: null } }))).toBe('ekg-changed');
  expect(await code(desk.ask('ekg.sign', { ...order, shown, patientId: 'somebody' }))).toBe('other-patient');
  expect(delivering.items()).toEqual([]);
  const twice = await Promise.all([code(desk.ask('ekg.sign', { ...order, shown })), code(desk.ask('ekg.sign', { ...order, shown }))]);
  expect(twice.sort()).toEqual(['done', 'ekg-not-now']);
  expect(delivering.items().length).toBe(1);
  await desk.ask('ekg.unmatch', { id: ekg.id, reason: 'wrong' });
  expect(await code(desk.ask('ekg.sign', { ...order, shown }))).toBe('ekg-not-now');
});

test('a tracing that is taken again stays, says so, and gives its place to the next', async () => {
  const { chart, delivering, desk, patient } = await start();
  const first = await desk.sign(await desk.take(patient));
  await delivering.reaches('delivered');
  await desk.ask('ekg.askRetake', { id: first.id, reason: 'V1 and V2 look high' }, desk.clinician);
  await delivering.reaches('delivered', 2);
  const asked = await held(chart);
  expect(asked.pages[0]).toMatchObject({ status: 'current', description: 'Dr. Lindqvist asked to take it again: V1 and V2 look high' });
  expect(asked.reports[0]!.conclusion).toContain('Dr. Lindqvist asked to take it again: V1 and V2 look high');
  const second = await desk.sign(await desk.take(patient, { startedAt: '2026-11-20T09:41:00' }));
  await delivering.reaches('delivered', 4);
  const { pages, reports, observations } = await held(chart);
  const [old, now] = [pages.find(({ id }) => id === asked.pages[0]!.id)!, pages.find(({ id }) => id !== asked.pages[0]!.id)!];
  expect([old.status, now.status]).toEqual(['superseded', 'current']);
  expect(now.relatesTo).toEqual([{ code: 'replaces', target: { reference: `DocumentReference/${old.id}` } }]);
  expect([reports.length, observations.length]).toEqual([2, 2 * endings.length]);
  expect(observations.every(({ status }) => status !== 'entered-in-error')).toBe(true);
  expect((await desk.ask('ekg.read', { id: first.id })).state).toBe('superseded');
  expect((await desk.ask('ekg.read', { id: second.id })).state).toBe('waiting');
});

test('taken back from the wrong patient, all of it is entered in error there, never before it came, and anew with the right one', async () => {
  const { chart, delivering, desk, patient } = await start({}, ['100', '200']);
  const right = delivering.clinic.addPatient('200');
  await chart.close();
  const ekg = await desk.sign(await desk.take(patient));
  await delivering.reaches('retry-wait');
  await desk.confirm(ekg, { qt: 402 });
  const taken = await desk.ask('ekg.unmatch', { id: ekg.id, reason: 'wrong Robin' });
  expect([taken.signed, taken.delivery]).toEqual([null, []]);
  await desk.sign(await desk.ask('ekg.match', { id: ekg.id, patientId: right.id }));
  await chart.reopen();
  delivering.skip(60_000);
  await delivering.reaches('delivered', 3);
  await delivering.reaches('delivered', 4);
  expect(delivering.items().map(({ what }) => what)).toEqual(['ekg', 'ekg-confirmation', 'ekg-withdrawal', 'ekg']);
  const patients = (await chart.read('Patient')) as { id?: string; identifier?: { value?: string }[] }[];
  const referenceOf = (mrn: string) => `Patient/${patients.find(({ identifier }) => identifier![0]!.value === mrn)!.id}`;
  const { observations, reports, pages } = await held(chart);
  const statusesOf = (mrn: string) =>
    [...observations, ...reports, ...pages].filter(({ subject }) => subject!.reference === referenceOf(mrn)).map(({ status }) => status);
  expect(new Set(statusesOf('100'))).toEqual(new Set(['entered-in-error']));
  expect(statusesOf('100').length).toBe(endings.length + 2);
  expect(statusesOf('200').length).toBe(endings.length + 2);
  expect(statusesOf('200')).not.toContain('entered-in-error');
  // The numbers stay legible where they were.
  const withdrawn = observations.find((one) => one.subject!.reference === referenceOf('100') && one.code.text === 'QT interval')!;
  expect(withdrawn.valueQuantity!.value).toBe(402);
  expect(new Set(observations.map(({ identifier }) => identifier![0]!.value)).size).toBe(observations.length);
});

test.each(['/Observation', '/DocumentReference', '/DiagnosticReport'])(
  'stored at %s and never answered, nothing is sent twice',
  async (path) => {
    const { chart, delivering, desk, patient } = await start();
    chart.faults.add({ method: 'POST', path, does: 'commit-then-drop', times: 1 });
    const ekg = await desk.sign(await desk.take(patient));
    await delivering.reaches('ambiguous');
    delivering.skip(60_000);
    await delivering.reaches('delivered');
    chart.faults.add({ method: 'PUT', path, does: 'commit-then-drop', times: 1 });
    await desk.confirm(ekg, { qt: 402 });
    await delivering.reaches('ambiguous', 2);
    delivering.skip(60_000);
    await delivering.reaches('delivered', 2);
    const { statuses, observations, reports, pages } = await held(chart);
    expect([observations.length, reports.length, pages.length]).toEqual([endings.length, 1, 1]);
    expect([statuses.qt, reports[0]!.status, pages[0]!.docStatus]).toEqual(['final', 'final', 'final']);
  },
);

test.each(['/Observation', '/DocumentReference', '/DiagnosticReport'])(
  'a change of %s that broke off before it was stored is made',
  async (path) => {
    const { chart, delivering, desk, patient } = await start();
    const ekg = await desk.sign(await desk.take(patient));
    await delivering.reaches('delivered');
    chart.faults.add({ method: 'PUT', path, does: 'drop-before-commit', times: 1 });
    await desk.confirm(ekg);
    await delivering.reaches('ambiguous', 2);
    delivering.skip(60_000);
    await delivering.reaches('delivered', 2);
    const { statuses, reports, pages } = await held(chart);
    expect(values.map((ending) => statuses[ending])).toEqual(values.map(() => 'final'));
    expect([reports[0]!.status, pages[0]!.docStatus]).toEqual(['final', 'final']);
  },
);

test('a chart that takes no waveform of that size gets everything else; a refused value holds up no report, which names it later', async () => {
  const { chart, delivering, desk, patient } = await start();
  chart.faults.add({ method: 'POST', loinc: '11524-6', path: '/Observation', ...refusal(413, 'too large') });
  chart.faults.add({ method: 'POST', loinc: '8626-4', ...refusal(422, 'P axis is not known here'), times: 2 });
  await desk.sign(await desk.take(patient));
  const item = await delivering.reaches('rejected');
  const first = await held(chart);
  expect(Object.keys(first.statuses).sort()).toEqual(endings.filter((ending) => !['wave', 'p-axis', 'cart-p-axis'].includes(ending)));
  expect(first.reports[0]!.result!.length).toBe(endings.length - 3);
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered');
  const { reports, statuses } = await held(chart);
  expect(reports.length).toBe(1);
  expect(reports[0]!.result!.length).toBe(endings.length - 1);
  expect(statuses['p-axis']).toBe('preliminary');
  expect(delivering.ask('outbox.item', { id: item.id }).history.map(({ event }) => event)).toContain('wave-refused');
});

test('a page too large to stand inside goes beside its resource, once, and what changes later links its own', async () => {
  const { chart, delivering, desk, patient } = await start();
  for (const path of ['/DocumentReference', '/DiagnosticReport']) {
    chart.faults.add({ path, largerThan: 10_000, ...refusal(413, 'at most 10 kB') });
  }
  chart.faults.add({ method: 'POST', path: '/Binary', does: 'drop-before-commit', times: 1 });
  const ekg = await desk.sign(await desk.take(patient));
  await delivering.reaches('retry-wait');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const linkedPages = async () => {
    const { pages, reports } = await held(chart);
    return [...reports.map(({ presentedForm }) => presentedForm![0]!), ...pages.map(({ content }) => content[0]!.attachment)];
  };
  const pdfs = async () => (await chart.read('Binary')) as Binary[];
  const [inReport, inDocument, ...more] = await linkedPages();
  expect(more).toEqual([]);
  const [pdf, ...others] = await pdfs();
  expect(others).toEqual([]);
  expect(bytesOf(pdf!.data).subarray(0, 5).toString()).toBe('%PDF-');
  for (const attachment of [inReport!, inDocument!]) {
    expect(attachment).toMatchObject({ url: `Binary/${pdf!.id}`, contentType: 'application/pdf', size: bytesOf(pdf!.data).length });
    expect(attachment.hash).toBe(createHash('sha1').update(bytesOf(pdf!.data)).digest('base64'));
    expect(attachment.data).toBeUndefined();
  }
  await desk.confirm(ekg);
  await delivering.reaches('delivered', 2);
  expect((await pdfs()).length).toBe(2);
  const confirmed = (await pdfs()).find(({ id }) => id !== pdf!.id)!;
  expect((await linkedPages()).map(({ url }) => url)).toEqual([`Binary/${confirmed.id}`, `Binary/${confirmed.id}`]);
});

test('a chart that takes no page of that size at all says so, and the values are there', async () => {
  const { chart, delivering, desk, patient } = await start();
  chart.faults.add({ path: '/DiagnosticReport', largerThan: 10_000, ...refusal(413, 'at most 10 kB') });
  chart.faults.add({ path: '/DocumentReference', largerThan: 10_000, ...refusal(413, 'at most 10 kB') });
  chart.faults.add({ method: 'POST', path: '/Binary', ...refusal(403, 'no Binary for you') });
  await desk.sign(await desk.take(patient));
  const { id } = await delivering.reaches('rejected');
  expect(delivering.ask('outbox.item', { id })).toMatchObject({ serverText: 'at most 10 kB', httpStatus: 413 });
  expect(Object.keys((await held(chart)).statuses).sort()).toEqual(endings);
});

test('vitals and EKGs of a patient go out in the order they were signed; the outbox says what each is', async () => {
  const { chart, delivering, desk, patient } = await start();
  const ekg = await desk.take(patient);
  delivering.clinic.sign(patient, [simple('weight', 80, 'kg')]);
  await desk.sign(ekg);
  delivering.clinic.sign(patient, [simple('painScore', 2, '{score}')]);
  await delivering.reaches('delivered', 3);
  const posted = chart.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (body!.identifier as { value: string }[])[0]!.value);
  expect([posted[0], posted.at(-1)]).toEqual([expect.stringMatching(/:weight$/), expect.stringMatching(/:painScore$/)]);
  const { id } = itemsOfEkgResult(delivering.db, standingEkgResult(delivering.db, ekg.id)!.id)[0]!;
  const row = delivering.ask('outbox.item', { id });
  expect(row).toMatchObject({ what: 'ekg', words: 'taken 2026-11-20 09:30', signedBy: desk.assistant.name, patient: { mrn: '100' } });
  expect(row.contents).toEqual(expect.arrayContaining(['QT interval of the cart 400 ms', 'the waveform', 'the page (PDF)', 'the report']));
});
