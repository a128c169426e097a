/** The twelve-lead on paper: the picture of `drivers/model/paper` as a vector PDF, true to scale when it is printed at its actual size. */
import PDFDocument from 'pdfkit';
import type { LayoutName } from '../../../drivers/model/paper/layout.ts';
import { type Paper, pointsPerMillimetre } from '../../../drivers/model/paper/millimetres.ts';
import { type NamedValues, type PageFacts, pageLines } from '../../../drivers/model/paper/page-words.ts';
import {
  type Box,
  type EkgPicture,
  ekgPicture,
  nameSize,
  type Scale,
  type Stroke,
  secondsPerSheet,
  traceWidth,
} from '../../../drivers/model/paper/picture.ts';
import { noMeasurements, type QtcFormula, type Tracing } from '../../../drivers/model/tracing.ts';
import type { Measured } from '../ekg/measure.ts';
import { drawLine } from './ekg-text.ts';

export interface EkgPageOrder {
  tracing: Tracing;
  /** null: this station computes nothing. */
  measured: Measured | null;
  paper?: Exclude<Paper['name'], 'screen'>;
  layout?: LayoutName;
  millimetresPerSecond?: 25 | 50;
  millimetresPerMillivolt?: 5 | 10 | 20;
  /** Where in the record it begins; ten seconds are printed, at 50 mm/s on two pages. */
  fromSeconds?: number;
  qtcFormula?: QtcFormula;
  /** Who took it; null where nobody says so. */
  takenBy?: string | null;
  /** What a clinician of this station has signed. */
  overRead?: NamedValues & { by: string; at: string };
}

/** Grid of 1 and 5 mm, in the pink of chart paper; the trace in black. */
const ink = { thin: '#f6c9c4', thick: '#e79a92', trace: '#101418' } as const;
const printedSeconds = 10;

/** The bytes of a PDF, landscape. */
export function ekgPage(order: EkgPageOrder): Promise<Uint8Array> {
  const { tracing, paper = 'letter', millimetresPerSecond = 25, fromSeconds = 0 } = order;
  const scale = { layout: order.layout ?? '3x4+1', millimetresPerSecond, millimetresPerMillivolt: order.millimetresPerMillivolt ?? 10 };
  const each = secondsPerSheet(millimetresPerSecond);
  const sheets = [...Array(printedSeconds / each).keys()].map((sheet) => ({ ...scale, fromSeconds: fromSeconds + sheet * each }));
  const pictures = sheets.map((sheet) => ({ sheet, picture: ekgPicture(tracing.leads, sheet, paper) }));
  const printed = pictures.filter(({ picture }, index) => index === 0 || picture.traces.length > 0);
  const document = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { Title: '12-lead EKG', Producer: 'Isoline', Creator: 'Isoline' },
  });
  const parts: Buffer[] = [];
  const whole = new Promise<Uint8Array>((done, failed) => {
    document
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => done(Buffer.concat(parts)))
      .on('error', failed);
  });
  const facts = factsOf(order);
  for (const { sheet, picture } of printed) drawPage(document, picture, facts, sheet);
  document.end();
  return whole;
}

function drawPage(page: PDFKit.PDFDocument, picture: EkgPicture, facts: PageFacts, scale: Scale): void {
  page.addPage({ size: [picture.width * pointsPerMillimetre, picture.height * pointsPerMillimetre], margin: 0 });
  page.scale(pointsPerMillimetre);
  drawGrid(page, picture.grid);
  for (const line of pageLines(facts, picture, scale)) drawLine(page, line);
  page.save();
  page.rect(picture.grid.left, picture.grid.top, picture.grid.width, picture.grid.height).clip();
  page.lineWidth(traceWidth).strokeColor(ink.trace).lineJoin('miter');
  for (const stroke of [...picture.pulses, ...picture.ticks]) drawStroke(page, stroke);
  page.lineJoin('round');
  for (const stroke of picture.traces) drawStroke(page, stroke);
  page.restore();
  for (const { words, x, y } of picture.names)
    drawLine(page, { x, y, size: nameSize, align: 'start', room: 20, runs: [{ words, bold: true }] });
}

function drawGrid(page: PDFKit.PDFDocument, { left, top, width, height }: Box): void {
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

function drawStroke(page: PDFKit.PDFDocument, stroke: Stroke): void {
  for (const [index, [x, y]] of stroke.entries()) {
    if (index === 0) page.moveTo(x, y);
    else page.lineTo(x, y);
  }
  page.stroke();
}

function factsOf(order: EkgPageOrder): PageFacts {
  const { tracing, measured, overRead, qtcFormula = 'bazett' } = order;
  const { patient } = tracing;
  const computed =
    measured === null ? null : { ...noMeasurements(), ...pickOf(measured), qtc: measured.qtc?.[qtcFormula] ?? null, qtcFormula };
  const cart = tracing.deviceMeasurements;
  const cartHeading = tracing.confirmedBy === null ? 'Cart, unconfirmed' : `Cart, confirmed there by ${tracing.confirmedBy}`;
  return {
    patient: { ...patient, ids: patient.ids.map((id) => (/[A-Za-z]{2,} /.test(id) ? id : `ID ${id}`)) },
    takenAt: tracing.startedAt,
    takenBy: order.takenBy === undefined ? tracing.technician : order.takenBy,
    orderNumber: tracing.orderNumber,
    device: tracing.device,
    filters: tracing.filters,
    placement: tracing.placement,
    hz: tracing.leads[0]?.hz ?? null,
    measured: [
      ...(overRead === undefined ? [] : [overRead]),
      ...(computed === null ? [] : [{ heading: 'Isoline, computed, unconfirmed', values: computed }]),
      ...(cart === null ? [] : [{ heading: cartHeading, values: cart }]),
    ],
    statements: tracing.statements,
    confirmed: overRead === undefined ? null : { by: overRead.by, at: overRead.at },
  };
}

function pickOf({ heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis }: Measured) {
  return { heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis };
}
