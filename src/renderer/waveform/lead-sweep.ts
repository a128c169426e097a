/** All the traces of a screen at once: each lead sweeps in its own box, by the same instants. Draws only what is new. */
import { drawGaps, drawPacerMarks } from './gaps.ts';
import type { LeadCell } from './lead-layout.ts';
import type { LeadView, ShownLead } from './lead-view.ts';
import { drawNew, type Geometry, type Pen, sweepX } from './sweep.ts';
import { geometryOf, restRow, type TraceBox, type TraceScale } from './trace-scale.ts';

/** The part of a canvas context that is used, so that a test can record the strokes. */
export interface LeadPen extends Pen {
  setTransform(a: number, b: number, c: number, d: number, left: number, top: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeStyle: unknown;
  fillStyle: unknown;
  lineWidth: number;
}

export interface LeadColors {
  trace: string;
  /** Samples that were lost. */
  lost: string;
  /** An electrode that is off. */
  noContact: string;
  pacer: string;
}

/** One lead where it is drawn, in device pixels. */
export interface LeadTrace {
  lead: ShownLead;
  box: TraceBox;
  geometry: Geometry;
}

/** The traces of a grid within `area`, each row of one height; `scale` in the pixels of the area. */
export function tracesOf(cells: readonly LeadCell[], rows: number, area: TraceBox, scale: TraceScale, hz: number): LeadTrace[] {
  const height = area.height / rows;
  return cells.map(({ lead, row, from, share }) => {
    const box = { left: area.left + from * area.width, top: area.top + row * height, width: share * area.width, height };
    return { lead, box, geometry: geometryOf(box, scale, hz) };
  });
}

/** Draws the instants [from, to) of every trace, what is missing in them, and the line where the sweep stands. */
export function drawLeads(
  pen: LeadPen,
  traces: readonly LeadTrace[],
  view: LeadView,
  pacer: readonly number[],
  from: number,
  to: number,
  colors: LeadColors,
  pixelRatio: number,
): void {
  for (const { lead, box, geometry } of traces) {
    pen.setTransform(1, 0, 0, 1, Math.round(box.left), Math.round(box.top));
    pen.strokeStyle = colors.trace;
    pen.lineWidth = 1.6 * pixelRatio;
    drawNew(pen, geometry, from, to, (index) => view.at(lead, index));
    pen.strokeStyle = colors.noContact;
    const row = restRow(box);
    drawGaps(pen, geometry, from, to, row, pixelRatio, (index) => view.absenceAt(lead, index) === 'no-contact');
    pen.strokeStyle = colors.lost;
    drawGaps(pen, geometry, from, to, row, pixelRatio, (index) => view.absenceAt(lead, index) === 'lost');
    pen.strokeStyle = colors.pacer;
    drawPacerMarks(pen, geometry, from, to, 8 * pixelRatio, pacer);
    pen.fillStyle = colors.trace;
    // Within the box: what is beyond it would be cleared by nobody.
    pen.fillRect(Math.floor(sweepX(geometry, to)), 0, Math.max(1, pixelRatio), geometry.height);
  }
  pen.setTransform(1, 0, 0, 1, 0, 0);
}

/** Leads that went beyond their box within what is on the screen: their tops are cut off, and a person must know. */
export function leadsCutOff(traces: readonly LeadTrace[], view: LeadView): ShownLead[] {
  const beyond = traces.filter(({ lead, geometry: { across, range } }) => {
    for (let index = Math.max(0, view.written - across); index < view.written; index += 1) {
      const value = view.at(lead, index);
      if (value !== null && (value < range[0] || value > range[1])) return true;
    }
    return false;
  });
  return [...new Set(beyond.map(({ lead }) => lead))];
}
