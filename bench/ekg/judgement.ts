/** The verdict against the labels of the 2011 challenge, and exchanged electrodes made from LUDB's sinus records. */
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { judge } from '../../src/main/ekg/quality.ts';
import { findReversal } from '../../src/main/ekg/reversal.ts';
import { namesIn, readRecord, textIn } from './records.ts';

export async function scoreQuality(): Promise<string[]> {
  const labels = new Map(
    textIn('cinc2011', 'labels.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(',') as [string, string]),
  );
  let [agree, usable, refused] = [0, 0, 0];
  const names = namesIn('cinc2011/data', '.txt.gz');
  for (const name of names) {
    const isUsable = labels.get(name.replace('.txt.gz', '')) === 'acceptable';
    const isRefused = judge(await readRecord('cinc2011/data', name)).verdict === 'retake';
    if (isUsable) usable += 1;
    if (isUsable && isRefused) refused += 1;
    if (isUsable !== isRefused) agree += 1;
  }
  return [
    `Quality, challenge 2011, ${names.length} records: agreement ${(agree / names.length).toFixed(3)} (always "acceptable": ${(usable / names.length).toFixed(3)}); usable ones called retake: ${((100 * refused) / usable).toFixed(1)} %`,
  ];
}

/** Which potential the cables of RA, LA and LL see: 0 right arm, 1 left arm, 2 left leg, as does a cable on the right leg. */
const exchanges: Readonly<Record<string, readonly [number, number, number]>> = {
  none: [0, 1, 2],
  'RA-LA': [1, 0, 2],
  'RA-LL': [2, 1, 0],
  'LA-LL': [0, 2, 1],
  'RA-RL': [2, 1, 2],
  'LA-RL': [0, 2, 2],
};

export async function scoreReversal(): Promise<string[]> {
  const rows = textIn('ludb', 'ludb.csv')
    .split(/\n(?=\d+,)/)
    .slice(1);
  const sinus = rows.filter((row) => /Sinus/.test(row) && !/Pacemaker/i.test(row)).map((row) => row.split(',')[0]!);
  const lines: string[] = [];
  for (const [swap, order] of Object.entries(exchanges)) {
    const found = { named: 0, other: 0 };
    for (const name of sinus) {
      const suspected = findReversal(exchanged(await readRecord('ludb', `${name}.hea`), order)).swap;
      if (suspected === swap) found.named += 1;
      else if (suspected !== null) found.other += 1;
    }
    const share = (count: number) => `${((100 * count) / sinus.length).toFixed(1)} %`;
    lines.push(
      swap === 'none'
        ? `  nothing exchanged: false alarms ${share(found.other)}`
        : `  ${swap}: named ${share(found.named)}, something else ${share(found.other)}`,
    );
  }
  return [`Reversal, LUDB, ${sinus.length} sinus records`, ...lines];
}

/** The record as it would have been with the limb cables on other limbs; whole nanovolts. */
function exchanged(tracing: Tracing, order: readonly [number, number, number]): Tracing {
  const nanovolts = (name: string) => {
    const lead = tracing.leads.find((one) => one.name === name)!;
    return Float64Array.from(lead.samples, (value) => (value === noSample ? Number.NaN : (value - lead.baseline) * lead.nanovoltsPerBit!));
  };
  const [one, two] = [nanovolts('I'), nanovolts('II')];
  const potentials = [one.map(() => 0), one, two];
  const [right, left, leg] = order.map((place) => potentials[place]!) as [Float64Array, Float64Array, Float64Array];
  const limb = (name: string, plus: Float64Array, minus: Float64Array) => ({
    name,
    samples: Int32Array.from(plus, (value, index) => Math.round((value - minus[index]!) / 100)),
    hz: 500,
    nanovoltsPerBit: 100,
    baseline: 0,
  });
  const chest = tracing.leads.filter(({ name }) => /^V\d$/.test(name));
  return { ...tracing, leads: [limb('I', left, right), limb('II', leg, right), ...chest] };
}
