/** Which lead stands where: the field's layouts, in standard or Cabrera order, and what becomes of them with fewer leads. EKG notes 3. */
import type { EkgLayout } from '../../preload/contract.ts';
import type { ShownLead } from './lead-view.ts';

export type LeadOrder = 'standard' | 'cabrera';

export interface LeadCell {
  lead: ShownLead;
  /** Counted from 0. */
  row: number;
  /** Share of the row's width: first edge and width, 0 to 1. */
  from: number;
  share: number;
}

export interface LeadGrid {
  rows: number;
  cells: readonly LeadCell[];
}

const limbs: Readonly<Record<LeadOrder, readonly ShownLead[]>> = {
  standard: ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'],
  cabrera: ['aVL', 'I', '-aVR', 'II', 'aVF', 'III'],
};
const chest: readonly ShownLead[] = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const rhythm: Readonly<Record<EkgLayout, readonly ShownLead[]>> = {
  '3x4+1': ['II'],
  '3x4+3': ['V1', 'II', 'V5'],
  '6x2': [],
  '12x1': [],
};
const columnsOf: Readonly<Record<EkgLayout, number>> = { '3x4+1': 4, '3x4+3': 4, '6x2': 2, '12x1': 1 };

/** Columns are filled from the top. A device that gives fewer than the twelve has each of its leads across the whole width. */
export function gridOf(layout: EkgLayout, order: LeadOrder, available: readonly ShownLead[]): LeadGrid {
  const twelve = [...limbs[order], ...chest];
  const isThere = (lead: ShownLead) => available.includes(lead === '-aVR' ? 'aVR' : lead);
  if (!twelve.every(isThere)) {
    const there = twelve.filter(isThere);
    const others = available.filter((lead) => !limbs.standard.includes(lead) && !chest.includes(lead));
    return stacked([...there, ...others]);
  }
  const columns = columnsOf[layout];
  const rows = twelve.length / columns;
  const cells = twelve.map((lead, place) => ({
    lead,
    row: place % rows,
    from: Math.floor(place / rows) / columns,
    share: 1 / columns,
  }));
  const strips = stacked(rhythm[layout]);
  return { rows: rows + strips.rows, cells: [...cells, ...strips.cells.map((cell) => ({ ...cell, row: rows + cell.row }))] };
}

/** One lead above the other, each across the whole width. */
function stacked(leads: readonly ShownLead[]): LeadGrid {
  return { rows: leads.length, cells: leads.map((lead, row) => ({ lead, row, from: 0, share: 1 })) };
}

/** What stands beside the trace: a true minus, not a hyphen. */
export function leadName(lead: ShownLead): string {
  return lead.replace(/^-/, '\u2212');
}
