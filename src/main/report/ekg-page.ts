/**
 * The twelve-lead on paper: a vector page on which a second is 25 mm (or 50) and a millivolt 10 mm (or 5, 20), exactly, when it is
 * printed at its actual size. EKG notes 3.
 */
import PDFDocument from 'pdfkit';
import { withDerivedLeads } from '../../../drivers/model/leads.ts';
import type { QtcFormula, Tracing } from '../../../drivers/model/tracing.ts';
import type { Measured } from '../ekg/measure.ts';
import { drawFoot, drawHead } from './ekg-text.ts';
import { type LayoutName, piecesOf, rowsOf, type Strip, stripsOf } from './layout.ts';
import { type Paper, papers, pointsPerMillimetre } from './millimetres.ts';

export interface EkgPageOrder {
  tracing: Tracing;
  /** null: this station computes nothing. */
  measured: Measured | null;
  paper?: Paper['name'];
  layout?: LayoutName;
  millimetresPerSecond?: 25 | 50;
  millimetresPerMillivolt?: 5 | 10 | 20;
  qtcFormula?: QtcFormula;
  /** Who took it, and who confirmed it; null where nobody has. */
  takenBy?: string | null;
  confirmedBy?: string | null;
}

export type EkgPageSettings = Required<EkgPageOrder>;

/** Grid of 1 and 5 mm, in the pink of chart paper; the trace in black. */
const ink = { thin: '#f6c9c4', thick: '#e79a92', trace: '#101418' } as const;
const calibrationWidth = 10;
const gridTop = 36;
const footHeight = 12;

/** The bytes of a PDF of one landscape page. */
export function ekgPage(order: EkgPageOrder): Promise<Uint8Array> {
  const settings: EkgPageSettings = {
    paper: 'letter',
    layout: '3x4+1',
    millimetresPerSecond: 25,
    millimetresPerMillivolt: 10,
    qtcFormula: 'bazett',
    takenBy: order.tracing.technician,
    confirmedBy: order.tracing.confirmedBy,
    ...order,
  };
  const paper = papers[settings.paper];
  const size: [number, number] = [paper.width * pointsPerMillimetre, paper.height * pointsPerMillimetre];
  const page = new PDFDocument({ size, margin: 0, info: { Title: '12-lead EKG', Producer: 'Isoline', Creator: 'Isoline' } });
  const parts: Buffer[] = [];
  const whole = new Promise<Uint8Array>((done, failed) => {
    page
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => done(Buffer.concat(parts)))
      .on('error', failed);
  });
  page.scale(pointsPerMillimetre);
  const grid = gridOf(paper, settings);
  drawGrid(page, grid);
  drawHead(page, settings, grid.left);
  drawTraces(page, settings, grid);
  drawFoot(page, settings, grid.left, grid.top + grid.height + 4);
  page.end();
  return whole;
}

export interface Grid {
  left: number;
  top: number;
  width: number;
  height: number;
}

function gridOf(paper: Paper, { millimetresPerSecond }: EkgPageSettings): Grid {
  const seconds = millimetresPerSecond === 25 ? 10 : 5;
  const width = calibrationWidth + seconds * millimetresPerSecond;
  const height = Math.floor((paper.height - gridTop - footHeight) / 5) * 5;
  return { left: (paper.width - width) / 2, top: gridTop, width, height };
}

function drawGrid(page: PDFKit.PDFDocument, { left, top, width, height }: Grid): void {
  for (const { step, color, line } of [
    { step: 1, color: ink.thin, line: 0.08 },
    { step: 5, color: ink.thick, line: 0.16 },
  ]) {
    page.lineWidth(line).strokeColor(color);
    for (let x = 0; x <= width; x += step) page.moveTo(left + x, top).lineTo(left + x, top + height);
    for (let y = 0; y <= height; y += step) page.moveTo(left, top + y).lineTo(left + width, top + y);
    page.stroke();
  }
}

function drawTraces(page: PDFKit.PDFDocument, settings: EkgPageSettings, grid: Grid): void {
  const leads = withDerivedLeads(settings.tracing.leads);
  const rows = rowsOf(settings.layout);
  const baseline = (row: number) => grid.top + Math.round((grid.height * (row + 0.5)) / rows);
  page.save();
  page.rect(grid.left, grid.top, grid.width, grid.height).clip();
  for (let row = 0; row < rows; row++) drawCalibration(page, settings, grid.left, baseline(row));
  for (const strip of stripsOf(settings.layout)) {
    const lead = leads.find(({ name }) => name === strip.lead);
    const origin = { x: grid.left + calibrationWidth + strip.at * settings.millimetresPerSecond, y: baseline(strip.row) };
    drawName(page, strip, origin);
    page.lineWidth(0.3).lineJoin('round').strokeColor(ink.trace);
    for (const piece of lead === undefined ? [] : piecesOf(lead, strip)) {
      for (const [index, [seconds, millivolts]] of piece.entries()) {
        const x = origin.x + seconds * settings.millimetresPerSecond;
        const y = origin.y - millivolts * settings.millimetresPerMillivolt;
        if (index === 0) page.moveTo(x, y);
        else page.lineTo(x, y);
      }
      page.stroke();
    }
  }
  page.restore();
}

/** One millivolt, 200 ms: flat, up, flat, down, flat. */
function drawCalibration(
  page: PDFKit.PDFDocument,
  { millimetresPerSecond, millimetresPerMillivolt }: EkgPageSettings,
  left: number,
  y: number,
): void {
  const width = 0.2 * millimetresPerSecond;
  const from = left + (calibrationWidth - Math.min(width, calibrationWidth - 2)) / 2;
  const to = from + Math.min(width, calibrationWidth - 2);
  page.lineWidth(0.3).lineJoin('miter').strokeColor(ink.trace);
  page
    .moveTo(left + 1, y)
    .lineTo(from, y)
    .lineTo(from, y - millimetresPerMillivolt)
    .lineTo(to, y - millimetresPerMillivolt);
  page
    .lineTo(to, y)
    .lineTo(left + calibrationWidth - 1, y)
    .stroke();
}

/** Its name above the trace, and a tick where a column begins. */
function drawName(page: PDFKit.PDFDocument, { lead, at }: Strip, { x, y }: { x: number; y: number }): void {
  if (at > 0)
    page
      .lineWidth(0.3)
      .strokeColor(ink.trace)
      .moveTo(x, y - 14)
      .lineTo(x, y - 11)
      .stroke();
  page.font('Helvetica-Bold').fontSize(3.6).fillColor(ink.trace);
  page.text(lead, x + 1.5, y - 16, { lineBreak: false });
}
