/**
 * The coach over whole records played to it second by second, as a device would: how often it finds fault with a tracing that is
 * good, and whether it names the electrode when one comes off in the middle of each.
 */
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { judgeNow } from '../../src/main/chart/ekg/live/judgement.ts';
import { beginStream } from '../../src/main/chart/ekg/live/stream.ts';
import type { CoachSentence, EkgCoach, LiveLeads } from '../../src/preload/contract.ts';
import { namesIn, readRecord, textIn } from './records.ts';

const independent = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const nanovoltsPerBit = 100;
const looks = 10;

type Played = Record<string, number[]>;

const disturbances: Readonly<Record<string, (values: number[], hz: number) => number[]>> = {
  'V3 rests on one value': (values) => values.map(() => 123),
  'V3 takes up 3 mV of hum': (values, hz) => values.map((_, index) => Math.round(15_000 * Math.sin((2 * Math.PI * 60 * index) / hz))),
};

export async function scoreCoach(): Promise<string[]> {
  const labels = textIn('cinc2011', 'labels.csv');
  const sets: [string, string, string[]][] = [
    ['LUDB', 'ludb', namesIn('ludb', '.hea')],
    ['challenge 2021', 'cinc2021', namesIn('cinc2021', '.hea')],
    [
      'usable ones of challenge 2011',
      'cinc2011/data',
      namesIn('cinc2011/data', '.txt.gz').filter((name) => labels.includes(`${name.replace('.txt.gz', '')},acceptable`)),
    ],
  ];
  const lines = ['Coach, records played second by second'];
  for (const [label, folder, names] of sets) {
    const told = { fault: 0, swap: 0, mild: 0 };
    for (const name of names) {
      const said = coaches(await readRecord(folder, name)).map(({ sentence }) => sentence);
      if (said.some(isFault)) told.fault += 1;
      if (said.some(({ code }) => code === 'swap')) told.swap += 1;
      if (said.some(({ code }) => mild.includes(code))) told.mild += 1;
    }
    const share = (count: number) => `${count} (${((100 * count) / names.length).toFixed(1)} %)`;
    lines.push(
      `  ${label}, ${names.length} records: told of a fault ${share(told.fault)}, of an exchange ${share(told.swap)}, of hum, wander or muscle ${share(told.mild)}`,
    );
  }
  for (const [label, disturb] of Object.entries(disturbances)) {
    // Every other one: each is judged ten times over.
    const ludb = sets[0]![2].filter((_, index) => index % 2 === 0);
    let [named, others] = [0, 0];
    for (const name of ludb) {
      const last = coaches(await readRecord('ludb', name), disturb).at(-1)!;
      const off = Object.entries(last.electrodes).flatMap(([electrode, { state }]) => (state === 'off' ? [electrode] : []));
      if (off.join() === 'V3' && last.sentence.code === 'no-contact') named += 1;
      else if (off.some((electrode) => electrode !== 'V3')) others += 1;
    }
    lines.push(
      `  ${label} at the fifth second of every other one of LUDB's: V3 and no other is named in ${named} of ${ludb.length}, another in ${others}`,
    );
  }
  return lines;
}

const mild: readonly CoachSentence['code'][] = ['mains', 'wander', 'muscle'];

function isFault({ code }: CoachSentence): boolean {
  return ['no-contact', 'artifact', 'weak', 'no-beats', 'electrodes-on'].includes(code);
}

/** What the coach says at each second; `disturb` changes V3 from the fifth second on. */
function coaches(tracing: Tracing, disturb?: (values: number[], hz: number) => number[]): EkgCoach[] {
  const { hz } = tracing.leads[0]!;
  const played = playedOf(tracing);
  if (disturb !== undefined && played.V3 !== undefined) {
    played.V3 = [...played.V3.slice(0, 5 * hz), ...disturb(played.V3.slice(5 * hz), hz)];
  }
  const second = (index: number): LiveLeads => ({
    deviceId: 'played',
    hz,
    leads: Object.keys(played),
    nanovoltsPerBit,
    samples: Object.values(played).map((lead) => lead.slice(index * hz, (index + 1) * hz)),
    contact: {},
    lostBefore: 0,
    pacer: [],
    at: 1000 * (index + 1),
  });
  const stream = beginStream(second(0), {
    judge: judgeNow,
    report(thrown) {
      throw thrown;
    },
  });
  const told: EkgCoach[] = [];
  for (let index = 0; index < looks; index++) {
    const batch = second(index);
    stream.hear(batch);
    stream.coach.look(new Date(batch.at), true, (coach) => told.push(coach));
  }
  return told;
}

function playedOf(tracing: Tracing): Played {
  const leads = independent.flatMap((name) => tracing.leads.find((lead) => lead.name === name) ?? []);
  return Object.fromEntries(
    leads.map(({ name, samples, baseline, nanovoltsPerBit: scale }) => [
      name,
      Array.from(samples, (value) => (value === noSample ? 0 : Math.round(((value - baseline) * scale!) / nanovoltsPerBit))),
    ]),
  );
}
