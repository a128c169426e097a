/** The verdict against the labels of the 2011 challenge, and exchanged electrodes made from LUDB's sinus records. */
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { judge } from '../../src/main/ekg/quality.ts';
import { findReversal } from '../../src/main/ekg/reversal.ts';
import { namesIn, readRecord, textIn } from './records.ts';

interface Verdict {
  isUsable: boolean;
  isRefused: boolean;
}

/** All records, and each half of them alone. */
export async function scoreQuality(): Promise<string[]> {
  const labels = new Map(
    textIn('cinc2011', 'labels.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(',') as [string, string]),
  );
  const verdicts: Verdict[] = [];
  for (const name of namesIn('cinc2011/data', '.txt.gz')) {
    const isUsable = labels.get(name.replace('.txt.gz', '')) === 'acceptable';
    verdicts.push({ isUsable, isRefused: judge(await readRecord('cinc2011/data', name)).verdict === 'retake' });
  }
  const halves = [0, 1].map((half) => agreementOf(verdicts.filter((_, index) => index % 2 === half)));
  const always = verdicts.filter(({ isUsable }) => isUsable).length / verdicts.length;
  return [
    `Quality, challenge 2011, ${verdicts.length} records: ${agreementOf(verdicts)} (always "acceptable": ${always.toFixed(3)}); by halves ${halves.join(' and ')}`,
    ...(await refusedElsewhere()),
  ];
}

function agreementOf(verdicts: readonly Verdict[]): string {
  const agree = verdicts.filter(({ isUsable, isRefused }) => isUsable !== isRefused).length;
  const usable = verdicts.filter(({ isUsable }) => isUsable);
  const refused = usable.filter(({ isRefused }) => isRefused).length;
  return `agreement ${(agree / verdicts.length).toFixed(3)}, usable ones called retake ${((100 * refused) / usable.length).toFixed(1)} %`;
}

/** Records that were published for their rhythm: nobody found them unusable. */
async function refusedElsewhere(): Promise<string[]> {
  const lines: string[] = [];
  for (const [label, folder] of [
    ['LUDB', 'ludb'],
    ['challenge 2021', 'cinc2021'],
  ] as const) {
    const names = namesIn(folder, '.hea');
    const refused: string[] = [];
    for (const name of names) {
      const { verdict, reasons } = judge(await readRecord(folder, name));
      const why = reasons.filter(({ isRed }) => isRed).map(({ lead, fault }) => `${lead} ${fault}`);
      if (verdict === 'retake') refused.push(`; ${name.replace('.hea', '')}: ${why.join(', ')}`);
    }
    lines.push(`  ${label}, ${names.length} records: called retake ${refused.length}${refused.join('')}`);
  }
  return lines;
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

const chestPairs = [1, 2, 3, 4, 5].map((place) => `V${place}-V${place + 1}`);

interface Found {
  named: number;
  other: number;
}

/** Exchanges that were made, all records and each half of them alone; then what is suspected where nothing was exchanged. */
export async function scoreReversal(): Promise<string[]> {
  const rows = textIn('ludb', 'ludb.csv')
    .split(/\n(?=\d+,)/)
    .slice(1);
  const sinus = rows.filter((row) => /Sinus/.test(row) && !/Pacemaker/i.test(row)).map((row) => row.split(',')[0]!);
  const tracings = await Promise.all(sinus.map((name) => readRecord('ludb', `${name}.hea`)));
  const limbs = Object.entries(exchanges).map(([swap, order]) => lineOf(swap, tracings, (tracing) => exchanged(tracing, order)));
  const chest = chestPairs.map((swap) => lineOf(swap, tracings, (tracing) => renamed(tracing, swap)));
  const elsewhere = await suspectedElsewhere();
  return [`Reversal, LUDB, ${sinus.length} sinus records, and by halves`, ...limbs, ...chest, ...elsewhere];
}

function lineOf(swap: string, tracings: readonly Tracing[], exchange: (tracing: Tracing) => Tracing): string {
  const found = tracings.map((tracing) => findReversal(exchange(tracing)).swap);
  const sum = (which: readonly (string | null)[]): Found => ({
    named: which.filter((one) => one === swap).length,
    other: which.filter((one) => one !== null && one !== swap).length,
  });
  const share = (count: number, of: readonly unknown[]) => `${((100 * count) / of.length).toFixed(1)} %`;
  const halves = [0, 1].map((half) => found.filter((_, index) => index % 2 === half));
  const told = swap === 'none' ? 'other' : 'named';
  const byHalves = halves.map((half) => share(sum(half)[told], half)).join(' and ');
  const { named, other } = sum(found);
  return swap === 'none'
    ? `  nothing exchanged: false alarms ${share(other, found)} (${byHalves})`
    : `  ${swap}: named ${share(named, found)} (${byHalves}), something else ${share(other, found)}`;
}

/** Records of any rhythm, of other makers and countries, whose electrodes are where they belong as far as anyone knows. */
async function suspectedElsewhere(): Promise<string[]> {
  const sets: [string, string, string[]][] = [
    ['LUDB, all rhythms', 'ludb', namesIn('ludb', '.hea')],
    ['challenge 2021', 'cinc2021', namesIn('cinc2021', '.hea')],
  ];
  const lines: string[] = [];
  for (const [label, folder, names] of sets) {
    const suspected: string[] = [];
    for (const name of names) {
      const { swap, certainty } = findReversal(await readRecord(folder, name));
      if (swap !== null) suspected.push(`${name.replace('.hea', '')} ${swap} (${certainty.toFixed(2)})`);
    }
    lines.push(`  ${label}, ${names.length} as they are: suspected in ${suspected.length}${suspected.map((one) => `; ${one}`).join('')}`);
  }
  return lines;
}

/** Two chest leads under each other's names. */
function renamed(tracing: Tracing, swap: string): Tracing {
  const [one, two] = swap.split('-') as [string, string];
  const names: Readonly<Record<string, string>> = { [one]: two, [two]: one };
  return { ...tracing, leads: tracing.leads.map((lead) => ({ ...lead, name: names[lead.name] ?? lead.name })) };
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
