/** The last thirty seconds of every lead that a device sends, as it sent them, and why a sample is not there. */
import { type Electrode, electrodesOf, standardLead } from '../../../drivers/model/leads.ts';
import type { LiveLeads } from '../../preload/contract.ts';

/** Why there is no sample: the device lost it, its electrode has no contact by the device's word, or it was never there. */
export type Absence = 'lost' | 'no-contact';

export interface LeadMemory {
  readonly deviceId: string;
  /** Instants a second. */
  readonly hz: number;
  readonly leads: readonly string[];
  readonly capacity: number;
  /** Instants since the start; the newest stands at `written - 1`. */
  readonly written: number;
  /** Host time of the newest instant, milliseconds since 1970. */
  readonly lastAt: number;
  /** Running numbers of the instants where the device marked a pacer spike, oldest first. */
  readonly pacer: readonly number[];
  /** Whether a batch goes on here; a device that changed its rate or its leads begins anew. */
  fits(batch: LiveLeads): boolean;
  hear(batch: LiveLeads): void;
  /** Microvolts of a lead by its row; NaN where there is none. */
  at(row: number, index: number): number;
  /** Why there is none; null where there is one, or it was overwritten. */
  absenceAt(row: number, index: number): Absence | null;
  /** As it stands now, for looking at while the live one goes on. */
  copy(): LeadMemory;
}

const keptSeconds = 30;
/** Silence of this length is a gap even where the device counts nothing: shorter ones are a busy machine. */
const silenceMs = 1000;

const absences: readonly (Absence | null)[] = [null, 'lost', 'no-contact'];
const lost = 1;
const noContact = 2;

/** Begins with the first batch of a device, which is not yet heard. */
export function createLeadMemory(begin: LiveLeads): LeadMemory {
  const { deviceId, hz, leads } = begin;
  const capacity = Math.max(1, Math.round(hz * keptSeconds));
  return memory({
    deviceId,
    hz,
    leads,
    capacity,
    values: leads.map(() => new Float64Array(capacity).fill(Number.NaN)),
    why: leads.map(() => new Uint8Array(capacity)),
    needs: leads.map(needsOf),
    pacer: [],
    written: 0,
    lastAt: Number.NaN,
  });
}

interface Held {
  deviceId: string;
  hz: number;
  leads: readonly string[];
  capacity: number;
  /** Microvolts, one row a lead. */
  values: Float64Array[];
  why: Uint8Array[];
  /** The electrodes of each lead. */
  needs: readonly (readonly Electrode[])[];
  pacer: number[];
  written: number;
  lastAt: number;
}

function memory(held: Held): LeadMemory {
  const isThere = (index: number) => index >= 0 && index < held.written && index >= held.written - held.capacity;
  return {
    deviceId: held.deviceId,
    hz: held.hz,
    leads: held.leads,
    capacity: held.capacity,
    get written() {
      return held.written;
    },
    get lastAt() {
      return held.lastAt;
    },
    get pacer() {
      return held.pacer;
    },
    fits: (batch) =>
      batch.deviceId === held.deviceId &&
      batch.hz === held.hz &&
      batch.leads.length === held.leads.length &&
      batch.leads.every((lead, row) => lead === held.leads[row]),
    hear(batch) {
      skip(held, batch.lostBefore + silentInstants(held, batch));
      append(held, batch);
    },
    at: (row, index) => (isThere(index) ? held.values[row]![index % held.capacity]! : Number.NaN),
    absenceAt: (row, index) => (isThere(index) ? absences[held.why[row]![index % held.capacity]!]! : null),
    copy: () =>
      memory({
        ...held,
        values: held.values.map((row) => row.slice()),
        why: held.why.map((row) => row.slice()),
        pacer: [...held.pacer],
      }),
  };
}

function silentInstants({ lastAt, hz }: Held, batch: LiveLeads): number {
  const told = (batch.samples[0]?.length ?? 0) + batch.lostBefore;
  const silent = batch.at - lastAt - (told * 1000) / hz;
  return silent > silenceMs ? Math.round((silent * hz) / 1000) : 0;
}

/** Instants that are not there; a gap longer than what is kept is as good as one of that length. */
function skip(held: Held, instants: number): void {
  const shown = Math.min(instants, held.capacity);
  for (let step = 0; step < shown; step += 1) {
    const place = held.written % held.capacity;
    for (const row of held.values) row[place] = Number.NaN;
    for (const row of held.why) row[place] = lost;
    held.written += 1;
  }
}

function append(held: Held, batch: LiveLeads): void {
  const microvoltsPerBit = batch.nanovoltsPerBit / 1000;
  const length = batch.samples[0]?.length ?? 0;
  const from = held.written;
  for (const [row, samples] of batch.samples.entries()) {
    const values = held.values[row]!;
    const why = held.why[row]!;
    const isOff = held.needs[row]!.some((electrode) => batch.contact[electrode] === 'off');
    for (let index = 0; index < length; index += 1) {
      const sample = samples[index] ?? null;
      const place = (from + index) % held.capacity;
      values[place] = sample === null || isOff ? Number.NaN : sample * microvoltsPerBit;
      why[place] = isOff ? noContact : sample === null ? lost : 0;
    }
  }
  held.written = from + length;
  held.lastAt = batch.at;
  held.pacer = [
    ...held.pacer.filter((instant) => instant >= held.written - held.capacity),
    ...batch.pacer.map((instant) => from + instant),
  ];
}

function needsOf(lead: string): readonly Electrode[] {
  const standard = standardLead(lead);
  return standard === null ? [] : electrodesOf[standard];
}
