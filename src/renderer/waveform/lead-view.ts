/** What of the memory is looked at: the leads by the filter of the view, those that the device leaves out worked out from those it gives. */
import { limbWeights, standardLead } from '../../../drivers/model/leads.ts';
import { type StandardLead, standardLeads } from '../../../drivers/model/tracing.ts';
import type { Absence, LeadMemory } from './lead-memory.ts';
import { createViewFilter, type ViewFilter } from './view-filter.ts';

/** A lead on the screen; -aVR is aVR upside down, as in Cabrera's order. */
export type ShownLead = string;

export interface LeadView {
  /** All that can be shown, the twelve first in their order. */
  readonly leads: readonly ShownLead[];
  /** Takes in what the memory heard since the last time. */
  catchUp(): void;
  /** Instants taken in so far. */
  readonly written: number;
  /** Microvolts on the screen; null where there is none. */
  at(lead: ShownLead, index: number): number | null;
  /** Why there is none; null where there is one. */
  absenceAt(lead: ShownLead, index: number): Absence | null;
}

interface Source {
  row: number;
  weight: number;
}

/** Begins with what the memory still holds: a filter that is changed is seen at once on what stands there. */
export function createLeadView(memory: LeadMemory, filter: ViewFilter): LeadView {
  const filters = memory.leads.map(() => createViewFilter(filter, memory.hz));
  const filtered = memory.leads.map(() => new Float32Array(memory.capacity).fill(Number.NaN));
  const sources = sourcesOf(memory.leads);
  let written = Math.max(0, memory.written - memory.capacity);
  function takeIn(row: number, index: number): void {
    const value = memory.at(row, index);
    const filter = filters[row]!;
    if (Number.isNaN(value)) filter.restart();
    filtered[row]![index % memory.capacity] = Number.isNaN(value) ? Number.NaN : filter.next(value);
  }
  return {
    leads: [...sources.keys()].filter((lead) => lead !== '-aVR'),
    get written() {
      return written;
    },
    catchUp() {
      written = Math.max(written, memory.written - memory.capacity);
      for (let row = 0; row < filters.length; row += 1) {
        for (let index = written; index < memory.written; index += 1) takeIn(row, index);
      }
      written = memory.written;
    },
    at(lead, index) {
      if (index < 0 || index >= written || index < written - memory.capacity) return null;
      let sum = 0;
      for (const { row, weight } of sources.get(lead) ?? nowhere) {
        sum += row === absent ? Number.NaN : weight * filtered[row]![index % memory.capacity]!;
      }
      return Number.isNaN(sum) ? null : sum;
    },
    absenceAt(lead, index) {
      for (const { row } of sources.get(lead) ?? []) {
        const absence = memory.absenceAt(row, index);
        if (absence !== null) return absence;
      }
      return null;
    },
  };
}

const absent = -1;
const nowhere: readonly Source[] = [{ row: absent, weight: 1 }];

/** For each lead on the screen the rows it is made of. The filters are linear: working out after them is the same as before. */
function sourcesOf(names: readonly string[]): ReadonlyMap<ShownLead, readonly Source[]> {
  const rows = new Map<StandardLead, number>();
  for (const [row, name] of names.entries()) {
    const standard = standardLead(name);
    if (standard !== null && !rows.has(standard)) rows.set(standard, row);
  }
  const found = new Map<ShownLead, readonly Source[]>();
  for (const lead of standardLeads) {
    const row = rows.get(lead);
    const made = row === undefined ? limbWeights(lead, [...rows.keys()]) : null;
    if (row !== undefined) found.set(lead, [{ row, weight: 1 }]);
    else if (made !== null)
      found.set(
        lead,
        made.map(([name, weight]) => ({ row: rows.get(name)!, weight })),
      );
  }
  const aVR = found.get('aVR');
  if (aVR !== undefined)
    found.set(
      '-aVR',
      aVR.map(({ row, weight }) => ({ row, weight: -weight })),
    );
  for (const [row, name] of names.entries()) {
    if (![...rows.values()].includes(row)) found.set(name, [{ row, weight: 1 }]);
  }
  return found;
}
