/** The papers of months and years, as work that can be done on a thread of its own: facts in, a PDF out. */
import { type InspectionPackOrder, inspectionPack } from './inspection-pack.ts';
import { type MonthLogOrder, monthLog } from './month-log.ts';

/** A message can carry it. */
export type PaperToDraw = { what: 'month'; order: MonthLogOrder } | { what: 'pack'; order: InspectionPackOrder };

export type Draw = (paper: PaperToDraw) => Promise<Uint8Array>;

export function drawHere(paper: PaperToDraw): Promise<Uint8Array> {
  return paper.what === 'month' ? monthLog(paper.order) : inspectionPack(paper.order);
}
