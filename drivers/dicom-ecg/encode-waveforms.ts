/// <reference path="./dcmjs.d.ts" />
/** Multiplex groups to be written: samples of 16 bits, channels in turns, little-endian. EKG notes 1.2. */
import type { DicomDataset } from 'dcmjs';
import { type Filters, type Lead, noSample } from '../model/tracing.ts';
import { UnwritableTracing } from '../model/tracing-format.ts';
import { codeOfLead } from './codes.ts';
import { codeItem, datasetOf, decimal, type Element, nearestDecimal } from './elements.ts';

const padding = -0x8000;

export interface GroupFacts {
  originality: 'ORIGINAL' | 'DERIVED';
  label: string;
  filters: Filters;
}

/** Throws `UnwritableTracing`. */
export function groupItem(leads: readonly Lead[], { originality, label, filters }: GroupFacts): DicomDataset {
  const [first] = leads;
  if (first === undefined || first.samples.length === 0) throw new UnwritableTracing(`${label}: there is no sample to write`);
  if (leads.some(({ hz, samples }) => hz !== first.hz || samples.length !== first.samples.length)) {
    throw new UnwritableTracing(`${label}: leads that differ in rate or length cannot stand in one group of a DICOM object`);
  }
  const hasGaps = leads.some(({ samples }) => samples.includes(noSample));
  return datasetOf([
    ['003A0004', 'CS', originality],
    ['003A0005', 'US', leads.length],
    ['003A0010', 'UL', first.samples.length],
    ['003A001A', 'DS', decimal(first.hz, label)],
    ['003A0020', 'SH', label],
    ['003A0200', 'SQ', ...leads.map((lead) => channelItem(lead, filters, label))],
    ['54001004', 'US', 16],
    ['54001006', 'CS', 'SS'],
    ...(hasGaps ? [['5400100A', 'OW', words([padding])] as const] : []),
    ['54001010', 'OW', words(interleaved(leads, hasGaps, label))],
  ]);
}

function channelItem({ name, nanovoltsPerBit, baseline }: Lead, filters: Filters, label: string): DicomDataset {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${label}, ${name}: what a step is worth is not known`);
  const sensitivity = nearestDecimal(nanovoltsPerBit / 1000);
  const shift = nearestDecimal(-baseline * Number(sensitivity));
  if (!(Math.abs(-Number(shift) / Number(sensitivity) - baseline) <= 1e-9 * Math.max(1, Math.abs(baseline)))) {
    throw new UnwritableTracing(`${label}, ${name}: a baseline of ${baseline} steps has no decimal in microvolts`);
  }
  const optional: Element[] = [
    ['003A0220', 'DS', filters.highPassHz],
    ['003A0221', 'DS', filters.lowPassHz],
    ['003A0222', 'DS', filters.notchHz],
  ];
  return datasetOf([
    ['003A0208', 'SQ', codeItem(codeOfLead(name))],
    ['003A0210', 'DS', sensitivity],
    ['003A0211', 'SQ', codeItem({ value: 'uV', scheme: 'UCUM', meaning: 'microvolt' })],
    ['003A0212', 'DS', '1'],
    ['003A0213', 'DS', shift],
    ['003A0215', 'DS', '0'],
    ['003A021A', 'US', 16],
    ...optional.flatMap(([tag, vr, hz]) => (hz === null ? [] : [[tag, vr, decimal(hz as number, 'a filter')] as const])),
  ]);
}

function interleaved(leads: readonly Lead[], hasGaps: boolean, label: string): Int16Array {
  const length = leads[0]!.samples.length;
  const all = new Int16Array(length * leads.length);
  for (const [channel, { name, samples }] of leads.entries()) {
    for (const [turn, value] of samples.entries()) {
      const isGap = value === noSample;
      if (!isGap && (value < -0x8000 || value > 0x7fff || (hasGaps && value === padding))) {
        throw new UnwritableTracing(`${label}, ${name}: a sample of ${value} is beyond the 16 bits of a DICOM EKG`);
      }
      all[turn * leads.length + channel] = isGap ? padding : value;
    }
  }
  return all;
}

/** Little-endian on every machine. */
function words(values: ArrayLike<number>): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  for (let index = 0; index < values.length; index++) view.setInt16(2 * index, values[index]!, true);
  return view.buffer;
}
