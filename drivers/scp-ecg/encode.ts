/** Writes SCP-ECG 2.0: samples come back exactly, or nothing is written. EKG notes 1.1, "Writer". */
import { type Lead, noSample, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';
import { factsSection, textBytes } from './encode-facts.ts';
import { measuredSection } from './encode-measured.ts';
import { defaultTable } from './huffman.ts';
import { joined, recordOf, u8, u16, u32 } from './layout.ts';
import { leadId } from './lead-ids.ts';
import { differences, isInt16, orderOf, packed } from './pack.ts';

const allTogether = 0x04;
/** The field for their number has five bits. */
const mostTogether = 31;

/** Throws `UnwritableTracing`. Leads that follow from others are left out; annotations have no place in this format. */
export function writeScp(tracing: Tracing, name: string, note?: string): WrittenFile[] {
  const leads = tracing.leads.filter(({ derived }) => derived !== true);
  const beat = tracing.representativeBeat?.leads.filter(({ derived }) => derived !== true) ?? [];
  if (leads.length === 0) throw new UnwritableTracing('there is no lead to write');
  if (leads.length > mostTogether) throw new UnwritableTracing(`SCP-ECG has no room for ${leads.length} leads recorded together`);
  if (beat.length > 0 && beat.map((lead) => lead.name).join() !== leads.map((lead) => lead.name).join()) {
    throw new UnwritableTracing('the representative beat has other leads than the rhythm, and SCP-ECG has one list for both');
  }
  const bodies = new Map([
    [1, factsSection(tracing, note)],
    [2, Uint8Array.from(u16(defaultTable))],
    [3, leadsSection(leads)],
    [6, samplesSection(leads, 'rhythm')],
  ]);
  if (beat.length > 0) {
    bodies.set(5, samplesSection(beat, 'representative beat'));
    bodies.set(4, Uint8Array.from([...u16(beatMilliseconds(beat[0]!)), ...u16(0), ...u16(0)]));
  }
  const measured = measuredSection(tracing);
  if (measured !== null) bodies.set(7, measured);
  if (tracing.statements.length > 0 || tracing.confirmedBy !== null) bodies.set(8, statementsSection(tracing));
  return [{ name: `${name}.scp`, bytes: recordOf(bodies) }];
}

function leadsSection(leads: readonly Lead[]): Uint8Array {
  const length = leads[0]!.samples.length;
  const rows = leads.map(({ name, samples }) => {
    const id = leadId(name);
    if (id === null) throw new UnwritableTracing(`SCP-ECG has no number for the lead ${name}`);
    if (samples.length !== length || length === 0) throw new UnwritableTracing(`${name}: leads of one length and not empty are needed`);
    return [...u32(1), ...u32(length), ...u8(id)];
  });
  return joined([u8(leads.length), u8(allTogether | (leads.length << 3)), ...rows]);
}

function samplesSection(leads: readonly Lead[], what: string): Uint8Array {
  const [first] = leads as [Lead];
  const columns = leads.map((lead) => samplesOf(lead, first, what));
  const order = orderOf(columns);
  const streams = columns.map((samples) => packed(differences(samples, order)));
  const long = streams.findIndex((stream) => stream.length > 0xffff);
  if (long >= 0) throw new UnwritableTracing(`${what}, ${leads[long]!.name}: SCP-ECG has room for 65,535 bytes a lead, not for more`);
  const head = [...u16(worthOf(first, what)), ...u16(microsecondsOf(first, what)), ...u8(order), ...u8(0)];
  return joined([head, ...streams.map((stream) => u16(stream.length)), ...streams]);
}

function samplesOf({ name, samples, hz, nanovoltsPerBit, baseline }: Lead, first: Lead, what: string): Int32Array {
  if (hz !== first.hz || nanovoltsPerBit !== first.nanovoltsPerBit) {
    throw new UnwritableTracing(`${what}: leads that differ in rate or in the worth of a step cannot stand in one SCP-ECG record`);
  }
  if (samples.includes(noSample)) throw new UnwritableTracing(`${what}, ${name}: samples are missing, and SCP-ECG has no mark for that`);
  if (!Number.isInteger(baseline)) throw new UnwritableTracing(`${what}, ${name}: a zero between two steps has no place in SCP-ECG`);
  const fromZero = samples.map((value) => value - baseline);
  if (samples.some((value) => !isInt16(value - baseline))) throw new UnwritableTracing(`${what}, ${name}: a sample is beyond 16 bits`);
  return fromZero;
}

function worthOf({ nanovoltsPerBit }: Lead, what: string): number {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${what}: what a step is worth is not known`);
  if (!Number.isInteger(nanovoltsPerBit) || nanovoltsPerBit < 1 || nanovoltsPerBit > 0xffff) {
    throw new UnwritableTracing(`${what}: steps of ${nanovoltsPerBit} nV are not a whole number from 1 to 65,535`);
  }
  return nanovoltsPerBit;
}

function microsecondsOf({ hz }: Lead, what: string): number {
  const microseconds = Math.round(1_000_000 / hz);
  if (1_000_000 / microseconds !== hz || microseconds > 0xffff) {
    throw new UnwritableTracing(`${what}: at ${hz} Hz the time between samples is not a whole number of microseconds up to 65,535`);
  }
  return microseconds;
}

/** What a reader cuts the padded streams of the beat to. */
function beatMilliseconds({ samples, hz, name }: Lead): number {
  const milliseconds = Math.round((samples.length * 1000) / hz);
  if (Math.round((milliseconds * hz) / 1000) !== samples.length || milliseconds > 0xffff) {
    throw new UnwritableTracing(`representative beat, ${name}: ${samples.length} samples at ${hz} Hz are no whole milliseconds`);
  }
  return milliseconds;
}

const original = 0;
const confirmed = 1;

function statementsSection({ statements, confirmedBy }: Tracing): Uint8Array {
  if (statements.length > 0xff) throw new UnwritableTracing('SCP-ECG has room for 255 statements');
  const rows = statements.map((statement, index) => {
    const text = textBytes(statement, 'a statement');
    return joined([u8(index + 1), u16(text.length), text]);
  });
  // When it was confirmed is not known here, and no date is made up.
  const head = [...u8(confirmedBy === null ? original : confirmed), 0, 0, 0, 0, 0, 0, 0, ...u8(statements.length)];
  return joined([head, ...rows]);
}
