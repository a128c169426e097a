/** An SCP-ECG record. EKG notes 1.1. Sections 9 (the maker's own) and 10 (each lead's measurements) are left in the file. */

import { onOneTimeLine } from '../model/time-line.ts';
import type { Lead, RepresentativeBeat, Tracing } from '../model/tracing.ts';
import { tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { addReferenceBeat, type Beats, readBeats, widen } from './beats.ts';
import { readFacts } from './facts.ts';
import { readTables } from './huffman.ts';
import { type Marks, readMeasured, readStatements } from './measured.ts';
import { type LeadLayout, readLayout, readStreams, type Streams } from './samples.ts';
import { inSection, optional, readSections, type Sections } from './sections.ts';

/** Throws `UnreadableTracing`. */
export function readScp(bytes: Uint8Array): Tracing {
  const remarks: string[] = [];
  const sections = readSections(bytes, remarks);
  const layout = inSection(3, () => readLayout(sections.needed(3)));
  const { leads, beat } = readSamples(sections, layout, remarks);
  const { confirmingPhysician, ...facts } = optional(sections, 1, remarks, (body) => readFacts(body, remarks)) ?? {
    confirmingPhysician: null,
  };
  const measured = optional(sections, 7, remarks, readMeasured);
  const spoken = optional(sections, 8, remarks, (body) => readStatements(body, false));
  const coded = optional(sections, 11, remarks, (body) => readStatements(body, true));
  const isConfirmed = spoken?.isConfirmed === true || coded?.isConfirmed === true;
  return {
    ...tracingOf('scp-ecg', leads),
    formatVersion: sections.protocolVersion === 0 ? null : (sections.protocolVersion / 10).toFixed(1),
    ...facts,
    deviceMeasurements: measured?.measurements ?? null,
    statements: spoken !== null && spoken.lines.length > 0 ? spoken.lines : (coded?.lines ?? []),
    confirmedBy: isConfirmed ? confirmingPhysician : null,
    representativeBeat: beat === null ? null : { leads: beat, points: measured === null ? null : pointsOf(measured.marks, beat) },
    remarks,
  };
}

function pointsOf(marks: Marks, [first]: readonly Lead[]): RepresentativeBeat['points'] {
  if (Object.values(marks).every((mark) => mark === null)) return null;
  const at = (milliseconds: number | null) => (milliseconds === null ? null : Math.round((milliseconds * first!.hz) / 1000));
  return { pOn: at(marks.pOn), pOff: at(marks.pOff), qrsOn: at(marks.qrsOn), qrsOff: at(marks.qrsOff), tOff: at(marks.tOff) };
}

function readSamples(sections: Sections, layout: LeadLayout, remarks: string[]): { leads: Lead[]; beat: Lead[] | null } {
  const tables = inSection(2, () => readTables(sections.body(2)));
  const count = layout.leads.length;
  const announced = (lead: number) => layout.leads[lead]!.announced;
  const rhythm = inSection(6, () => readStreams(sections.needed(6), count, tables, announced));
  const needsBeats = layout.subtractsBeats || rhythm.isBimodal;
  const beats = needsBeats ? inSection(4, () => readBeats(sections.needed(4))) : optional(sections, 4, remarks, readBeats);
  const readReference = (body: Uint8Array) =>
    cutTo(
      beats,
      readStreams(body, count, tables, () => Number.POSITIVE_INFINITY),
    );
  const reference = layout.subtractsBeats
    ? inSection(5, () => readReference(sections.needed(5)))
    : optional(sections, 5, remarks, readReference);
  const full = rhythm.isBimodal ? atFullRate(rhythm, reference, beats!, layout) : rhythm;
  const whole = layout.subtractsBeats ? withBeats(full, reference!, beats!, !rhythm.isBimodal) : full;
  for (const [index, { name, announced: wanted }] of layout.leads.entries()) {
    const held = whole.leads[index]!.length;
    if (held < wanted) remarks.push(`${name}: ${wanted} samples are announced, ${held} are there.`);
  }
  if (whole.leads.every(({ length }) => length === 0)) throw new UnreadableTracing('the record holds no samples', 'section 6');
  return {
    leads: inTime(leadsOf(whole, layout), layout, remarks),
    beat: reference === null || !isFilled(reference) ? null : leadsOf(reference, layout),
  };
}

/** Most records hold all leads of the same seconds; others one group after another. */
function inTime(leads: Lead[], { leads: told }: LeadLayout, remarks: string[]): Lead[] {
  if (told.every(({ from }) => from === 0)) return leads;
  return onOneTimeLine(
    leads.map((lead, index) => ({ lead, from: told[index]!.from })),
    remarks,
  );
}

/** Padding looks like more samples: the beat ends where section 4 says. */
function cutTo(beats: Beats | null, streams: Streams): Streams {
  const length = Math.round(((beats?.milliseconds ?? 0) * 1000) / streams.microseconds);
  return length === 0 ? streams : { ...streams, leads: streams.leads.map((samples) => samples.subarray(0, length)) };
}

function isFilled({ leads }: Streams): boolean {
  return leads.some(({ length }) => length > 0);
}

function leadsOf({ leads, nanovolts, microseconds }: Streams, { leads: told }: LeadLayout): Lead[] {
  return leads.map((samples, index) => ({
    name: told[index]!.name,
    samples: Int32Array.from(samples),
    hz: 1_000_000 / microseconds,
    nanovoltsPerBit: nanovolts,
    baseline: 0,
  }));
}

/** Bimodal compression keeps every sample in the protected zones alone; the reference beat tells the full rate. */
function atFullRate(rhythm: Streams, reference: Streams | null, { protectedZones }: Beats, layout: LeadLayout): Streams {
  const factor = reference === null ? 1 : rhythm.microseconds / reference.microseconds;
  if (!Number.isInteger(factor) || factor < 2 || factor > 16) {
    throw new UnreadableTracing('the rates of the rhythm and the reference beat do not fit bimodal compression', 'section 6');
  }
  const leads = inSection(6, () =>
    rhythm.leads.map((stored, lead) => widen(stored, layout.leads[lead]!.announced, protectedZones, factor)),
  );
  return { ...rhythm, microseconds: rhythm.microseconds / factor, leads };
}

function withBeats(rhythm: Streams, reference: Streams, beats: Beats, isSmoothed: boolean): Streams {
  if (rhythm.microseconds !== reference.microseconds) {
    throw new UnreadableTracing('the reference beat and the rhythm differ in rate', 'section 5');
  }
  const nanovolts = commonDivisor(rhythm.nanovolts, reference.nanovolts);
  const inUnits = ({ nanovolts: own }: Streams, samples: Int32Array) => {
    const worth = own / nanovolts;
    if (samples.some((value) => Math.abs(value * worth) > 0x3fff_ffff)) throw new UnreadableTracing('a sample is beyond any voltage');
    return samples.map((value) => value * worth);
  };
  const leads = rhythm.leads.map((residual, lead) =>
    addReferenceBeat(inUnits(rhythm, residual), inUnits(reference, reference.leads[lead]!), beats, isSmoothed),
  );
  return { ...rhythm, nanovolts, leads };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
