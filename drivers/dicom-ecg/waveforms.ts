/** Multiplex groups of a DICOM waveform. Value = sample x sensitivity x correction + baseline, in the unit told. EKG notes 1.2. */
import { onOneTimeLine } from '../model/time-line.ts';
import { type Lead, noSample, standardLeads } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { leadOf } from './codes.ts';
import type { Dataset } from './dataset.ts';

export interface Group {
  /** From 1, as annotations name it. */
  number: number;
  isDerived: boolean;
  offsetMilliseconds: number;
  leads: Lead[];
  channels: Dataset[];
}

const nanovolts: Readonly<Record<string, number>> = { V: 1e9, mV: 1e6, uV: 1e3, µV: 1e3, μV: 1e3, nV: 1 };
const mostChannels = 512;

type ReadSample = (view: DataView, at: number, isLittle: boolean) => number;

const kinds: Readonly<Record<string, { width: number; read: ReadSample }>> = {
  SB: { width: 1, read: (view, at) => view.getInt8(at) },
  UB: { width: 1, read: (view, at) => view.getUint8(at) },
  SS: { width: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  US: { width: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  SL: { width: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
};

/** Throws `UnreadableTracing`. */
export function readGroup(item: Dataset, number: number, isLittle: boolean, remarks: string[]): Group {
  const where = `waveform group ${number}`;
  const channels = item.items('003A0200');
  const count = item.number('003A0005') ?? channels.length;
  const hz = item.number('003A001A');
  const bits = item.number('54001004');
  const kind = kinds[item.text('54001006') ?? ''];
  if (hz === null || hz <= 0) throw new UnreadableTracing('the sampling frequency is missing', where);
  if (kind === undefined || bits !== kind.width * 8) {
    throw new UnreadableTracing(`samples of ${bits} bits and kind ${item.text('54001006')} are not read`, where);
  }
  if (count < 1 || count > mostChannels || channels.length !== count) {
    throw new UnreadableTracing(`${count} channels are announced, ${channels.length} are described`, where);
  }
  const bytes = item.bytes('54001010') ?? new Uint8Array(0);
  const announced = item.number('003A0010') ?? 0;
  const turns = Math.min(announced, Math.floor(bytes.length / (count * kind.width)));
  if (turns < 1) throw new UnreadableTracing('the group holds no samples', where);
  if (turns < announced) remarks.push(`Group ${number}: ${announced} samples a channel are announced, ${turns} are there.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const padding = paddingOf(item, kind, isLittle);
  const leads = channels.map((channel, index) => {
    const samples = Int32Array.from({ length: turns }, (_, turn) => {
      const value = kind.read(view, (turn * count + index) * kind.width, isLittle);
      return value === padding ? noSample : value;
    });
    const lead = leadOfChannel(channel, samples, hz, `Group ${number}, channel ${index + 1}`, remarks);
    return turns < announced ? { ...lead, announced } : lead;
  });
  const isDerived = item.text('003A0004') === 'DERIVED';
  return { number, isDerived, offsetMilliseconds: item.number('00181068') ?? 0, leads, channels };
}

/** A padding value of 0 is not believed: toolkits write it beside samples of which 0 is a voltage. */
function paddingOf(item: Dataset, kind: { width: number; read: ReadSample }, isLittle: boolean): number | null {
  const bytes = item.bytes('5400100A');
  if (bytes === null || bytes.length < kind.width) return null;
  const value = kind.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, isLittle);
  return value === 0 ? null : value;
}

function leadOfChannel(channel: Dataset, samples: Int32Array, hz: number, where: string, remarks: string[]): Lead {
  const code = channel.code('003A0208');
  const name = (code === null ? null : leadOf(code)) ?? channel.text('003A0203') ?? where;
  const worth = nanovolts[channel.code('003A0211')?.value ?? ''];
  const sensitivity = channel.number('003A0210');
  const correction = channel.number('003A0212') ?? 1;
  const shift = channel.number('003A0213') ?? 0;
  if ((channel.number('003A0215') ?? 0) !== 0 || (channel.number('003A0214') ?? 0) !== 0) {
    remarks.push(`${name}: the samples are told to be late by a part of one; they are shown as they are.`);
  }
  if (worth === undefined || sensitivity === null || sensitivity * correction === 0) {
    return { name, samples, hz, nanovoltsPerBit: null, baseline: 0 };
  }
  const baseline = -shift / (sensitivity * correction);
  // Twelve digits are more than a decimal string gives: what is beyond them comes of the multiplication.
  const nanovoltsPerBit = Number((sensitivity * correction * worth).toPrecision(12));
  return { name, samples, hz, nanovoltsPerBit, baseline: zeroOf(baseline) };
}

/** The group with the most leads of an EKG: a pressure may stand before it, at a rate of its own. */
function mostOfHeart(groups: readonly Group[]): Group {
  const count = ({ leads }: Group) => leads.filter(({ name }) => (standardLeads as readonly string[]).includes(name)).length;
  return groups.reduce((most, one) => (count(one) > count(most) ? one : most));
}

/** In steps; it may lie between two. What a decimal string leaves of a whole one is that one. */
function zeroOf(baseline: number): number {
  const whole = Math.round(baseline);
  // Not the zero with a sign.
  if (whole === 0 && Math.abs(baseline) <= 1e-6) return 0;
  return Math.abs(baseline - whole) <= 1e-6 ? whole : Number(baseline.toPrecision(12));
}

/** Channels of the groups that were recorded, on one time line; where a lead is there twice its longer one. */
export function joinGroups(groups: readonly Group[], remarks: string[]): Lead[] {
  if (groups.length === 1) return groups[0]!.leads;
  const { hz } = mostOfHeart(groups).leads[0]!;
  const together = groups.filter(({ leads }) => leads[0]!.hz === hz);
  if (together.length < groups.length) remarks.push(`Groups of another rate than ${hz} Hz are left out.`);
  const start = Math.min(...together.map(({ offsetMilliseconds }) => offsetMilliseconds));
  const placed = together.flatMap(({ offsetMilliseconds, leads }) =>
    leads.map((lead) => ({ lead, from: Math.round(((offsetMilliseconds - start) * hz) / 1000) })),
  );
  return onOneTimeLine(placed, remarks);
}
