/** Our measurements against those that carts stored in their files, and how long a ten-second twelve-lead takes. */
import type { Measurements } from '../../drivers/model/tracing.ts';
import { measure } from '../../src/main/ekg/measure.ts';
import { judge } from '../../src/main/ekg/quality.ts';
import { namesIn, readRecord } from './records.ts';

const compared: readonly (readonly [keyof Measurements, number])[] = [
  ['heartRate', 1],
  ['pr', 10],
  ['qrs', 10],
  ['qt', 10],
];

export async function scoreCarts(): Promise<string[]> {
  const lines: string[] = [];
  const within = new Map(compared.map(([of]) => [of, { count: 0, good: 0 }]));
  for (const folder of ['muse', 'sierra', 'cardiosoft', 'scp', 'dicom']) {
    for (const name of namesIn(folder, '').filter((one) => /\.(xml|scp|dcm)$/i.test(one))) {
      const tracing = await readRecord(folder, name).catch(() => null);
      const own = tracing?.deviceMeasurements;
      if (tracing === null || own == null) continue;
      const ours = measure(tracing);
      const parts = compared.map(([of, limit]) => {
        const [here, there] = [ours[of as 'pr'], own[of] as number | null];
        if (there === null) return `${of} –`;
        const tally = within.get(of)!;
        tally.count += 1;
        if (here !== null && Math.abs(here - there) <= limit) tally.good += 1;
        return `${of} ${here} (${there})`;
      });
      lines.push(`  ${name}: ${parts.join(', ')}`);
    }
  }
  const totals = [...within].map(([of, { count, good }]) => `${of} ${good} of ${count}`).join(', ');
  return [`Carts' own measurements in brackets; within 1/min and 10 ms: ${totals}`, ...lines];
}

export async function timeTwelveLead(): Promise<string[]> {
  const tracings = await Promise.all(
    namesIn('ludb', '.hea')
      .slice(0, 40)
      .map((name) => readRecord('ludb', name)),
  );
  for (const tracing of tracings.slice(0, 5)) judge(tracing) && measure(tracing);
  const start = performance.now();
  for (const tracing of tracings) judge(tracing) && measure(tracing);
  const each = (performance.now() - start) / tracings.length;
  return [
    `A ten-second twelve-lead measured and judged: ${each.toFixed(0)} ms, ${(10_000 / each).toFixed(0)} × as fast as it was recorded`,
  ];
}
