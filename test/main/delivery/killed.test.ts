import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Misdeed } from '../../support/fhir-server-faults.ts';
import { until } from '../../support/until.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { simple } from './clinic.ts';
import { serve, servedPatient, startDelivering } from './delivering.ts';

const station = fileURLToPath(new URL('./delivers-until-killed.ts', import.meta.url));
const ekgStation = fileURLToPath(new URL('./delivers-ekgs-until-killed.ts', import.meta.url));
const chart = fileURLToPath(new URL('../../support/fhir-server-process.ts', import.meta.url));

function start(program: string, ...args: string[]): { child: ChildProcess; told: () => string } {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let told = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  return { child, told: () => told };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

const moments: [string, Misdeed, number][] = [
  ['stored and not yet answered', { does: 'commit-then-hang' }, 0],
  ['sent and not yet stored', { does: 'delay', milliseconds: 1000 }, 0],
  ['answered, several times over', { does: 'delay', milliseconds: 0 }, 7],
];

test.each(moments)('a station killed while a result is %s loses nothing and doubles nothing', async (_words, misdeed, after) => {
  const server = await serve();
  const file = join(tempDir(), 'station.db');
  const posts = () => server.requests.filter(({ method }) => method === 'POST').length;
  let signed = 0;
  for (let round = 0; round < 3; round += 1) {
    server.faults.clear();
    const before = posts();
    if (after === 0) server.faults.add({ method: 'POST', ...misdeed, times: 1 });
    const { child, told } = start(station, file, server.baseUrl, '4');
    await until(() => posts() > before + after && told() !== '', 'a POST under way');
    await kill(child);
    signed += told().split('\n').length - 1;
  }
  server.faults.clear();
  const last = startDelivering({ baseUrl: server.baseUrl, file });
  last.skip(60_000);
  await until(
    () => last.items().every(({ state }) => state === 'delivered'),
    `all delivered: ${JSON.stringify(last.items().map(({ state }) => state))}`,
  );
  const identifiers = (await server.observations()).map(({ identifier }) => identifier?.[0]?.value);
  const ours = last.db.prepare('SELECT identifier FROM outbox_parts').pluck().all();
  expect(last.items().length).toBeGreaterThanOrEqual(signed);
  expect([...identifiers].sort()).toEqual([...ours].sort());
});

test.each(moments)(
  'a station killed while an EKG is %s has all of it in the chart afterwards, each part once',
  async (_words, misdeed, after) => {
    const server = await serve();
    const file = join(tempDir(), 'station.db');
    let signed = 0;
    for (const method of ['POST', 'PUT'] as const) {
      server.faults.clear();
      const sent = () => server.requests.filter((request) => request.method === method).length;
      const before = sent();
      if (after === 0) server.faults.add({ method, ...misdeed, times: 1 });
      const { child, told } = start(ekgStation, file, server.baseUrl, '2');
      // A result is opened by one part and confirmed by two: of these there are not seven.
      const enough = method === 'POST' ? after : Math.min(after, 2);
      await until(() => (sent() > before + enough && told() !== '') || child.exitCode !== null, `a ${method} under way`);
      expect(child.exitCode).toBe(null);
      await kill(child);
      signed += told().split('\n').length - 1;
    }
    server.faults.clear();
    const last = startDelivering({ baseUrl: server.baseUrl, file });
    last.skip(60_000);
    await until(
      () => last.items().every(({ state }) => state === 'delivered'),
      `all delivered: ${JSON.stringify(last.items().map(({ state }) => state))}`,
    );
    const there = [
      ...(await server.observations()),
      ...(await server.read('DiagnosticReport')),
      ...(await server.read('DocumentReference')),
    ];
    const identifiers = there.map((one) => (one as { identifier?: { value?: string }[] }).identifier?.[0]?.value);
    const ours = last.db.prepare('SELECT DISTINCT identifier FROM outbox_parts').pluck().all();
    expect(last.items().filter(({ what }) => what === 'ekg').length).toBeGreaterThanOrEqual(signed);
    expect([...identifiers].sort()).toEqual([...ours].sort());
    // What was confirmed in time is final, and nothing of an unconfirmed one is.
    const confirmed = last.items().filter(({ what }) => what === 'ekg-confirmation').length;
    const reports = there.filter(({ resourceType }) => resourceType === 'DiagnosticReport') as { status?: string }[];
    expect(reports.filter(({ status }) => status === 'final').length).toBe(confirmed);
  },
);

test('what is signed while the chart is killed is there when it runs again', async () => {
  const patients = JSON.stringify([servedPatient('100')]);
  const first = start(chart, patients, '[]');
  await until(() => first.told().endsWith('\n'), 'the chart to start');
  const baseUrl = first.told().trim();
  await kill(first.child);
  const delivering = startDelivering({ baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 80, 'kg')]);
  expect(await delivering.reaches('retry-wait')).toMatchObject({ reason: 'unreachable' });
  const second = start(chart, patients, '[]', new URL(baseUrl).port);
  await until(() => second.told().endsWith('\n'), 'the chart to start again');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
});
