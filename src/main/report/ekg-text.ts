/** What stands above and below the grid: who, when, with what, what was measured, at which scale. EKG notes 3. */
import type { Measurements } from '../../../drivers/model/tracing.ts';
import type { EkgPageSettings } from './ekg-page.ts';
import { pointsPerMillimetre } from './millimetres.ts';
import { fileOf, runsOf } from './typeface.ts';

const ink = '#101418';
const grey = '#4a5a68';

type Page = PDFKit.PDFDocument;
type Plain = 'Helvetica' | 'Helvetica-Bold';

/** One line of text; returns where it ends. */
function write(page: Page, text: string, x: number, y: number, size: number, plain: Plain = 'Helvetica', color = ink): number {
  let at = x;
  for (const run of runsOf(text, plain)) {
    page
      .font(fileOf(run.face) ?? run.face)
      .fontSize(size)
      .fillColor(color);
    // Faces differ in height: they share the line they stand on.
    page.text(run.text, at, y + 0.8 * size, { lineBreak: false, baseline: 'alphabetic' });
    at += page.widthOfString(run.text);
  }
  return at;
}

export function drawHead(page: Page, settings: EkgPageSettings, left: number): void {
  const { patient, device, startedAt } = settings.tracing;
  const name = [patient.family?.toUpperCase(), patient.given].filter((part) => part != null && part !== '').join(', ');
  const facts = [
    patient.birthDate === null ? null : `born ${patient.birthDate}`,
    patient.ageYears === null ? null : `${patient.ageYears} y`,
    patient.sex,
    patient.ids.length === 0 ? null : `ID ${patient.ids.join(', ')}`,
    settings.tracing.orderNumber === null ? null : `order ${settings.tracing.orderNumber}`,
  ];
  const end = write(page, name === '' ? 'Name not known' : name, left, 7, 5, 'Helvetica-Bold');
  write(page, joined(facts), end + 4, 8.2, 3.6);
  const box = [device.manufacturer, device.model, device.serial].filter((part) => part !== null).join(' ');
  const taken = [
    startedAt === null ? 'Time not known' : `Taken ${startedAt.replace('T', ' ')}`,
    settings.takenBy === null ? null : `by ${settings.takenBy}`,
    box === '' ? null : box,
  ];
  write(page, joined(taken), left, 14, 3.4, 'Helvetica', grey);
  drawMeasurements(page, settings, left);
}

function drawMeasurements(page: Page, settings: EkgPageSettings, left: number): void {
  const { measured, tracing, qtcFormula } = settings;
  const rows: { words: string; color: string }[] = [];
  const isConfirmed = settings.confirmedBy !== null;
  if (measured !== null) {
    const own: Partial<Measurements> = { ...measured, qtc: measured.qtc?.[qtcFormula] ?? null };
    rows.push({ words: `Computed by Isoline, unconfirmed:  ${valuesOf(own, formulaName(qtcFormula))}`, color: ink });
  }
  const cart = tracing.deviceMeasurements;
  if (cart !== null) {
    const formula = cart.qtcFormula === null ? 'formula not said' : formulaName(cart.qtcFormula);
    rows.push({
      words: `${isConfirmed ? `Confirmed by ${settings.confirmedBy}` : 'Cart, unconfirmed'}:  ${valuesOf(cart, formula)}`,
      color: ink,
    });
  }
  for (const [index, { words, color }] of rows.entries()) write(page, words, left, 19.5 + index * 4.6, 3.4, 'Helvetica', color);
  const statement = tracing.statements.join(' · ');
  if (statement === '') return;
  const words = `The cart's own statement, unconfirmed: "${statement}"`;
  write(
    page,
    fitted(page, words, page.page.width / pointsPerMillimetre - 2 * left),
    left,
    19.5 + rows.length * 4.6,
    3.4,
    'Helvetica',
    grey,
  );
}

/** Cut to a width in millimetres, and marked as cut. */
function fitted(page: Page, text: string, width: number): string {
  page.font('Helvetica').fontSize(3.4);
  if (page.widthOfString(text) <= width) return text;
  let length = text.length;
  while (length > 0 && page.widthOfString(`${text.slice(0, length)} ...`) > width) length -= 1;
  return `${text.slice(0, length)} ...`;
}

function formulaName(formula: string): string {
  return formula[0]!.toUpperCase() + formula.slice(1);
}

/** A dash for what is not there. */
function valuesOf(values: Partial<Measurements>, formula: string): string {
  const of = (value: number | null | undefined, unit: string) => (value === null || value === undefined ? '\u2013' : `${value}${unit}`);
  return [
    `HR ${of(values.heartRate, '/min')}`,
    `PR ${of(values.pr, ' ms')}`,
    `QRS ${of(values.qrs, ' ms')}`,
    `QT ${of(values.qt, ' ms')}`,
    `QTc ${of(values.qtc, ' ms')} (${formula})`,
    `P-QRS-T axes ${[values.pAxis, values.qrsAxis, values.tAxis].map((axis) => of(axis, '\u00b0')).join(' ')}`,
  ].join('   ');
}

export function drawFoot(page: Page, settings: EkgPageSettings, left: number, y: number): void {
  const { filters, leads } = settings.tracing;
  const band =
    filters.highPassHz === null && filters.lowPassHz === null
      ? 'Device filters not known'
      : `Device filters ${filters.highPassHz ?? '?'}\u2013${filters.lowPassHz ?? '?'} Hz`;
  const notch = filters.notchHz === null ? null : filters.notchHz === 0 ? 'notch off' : `notch ${filters.notchHz} Hz`;
  const rate = leads[0] === undefined ? null : `${leads[0].hz} samples/s`;
  const scale = `${settings.millimetresPerSecond} mm/s   ${settings.millimetresPerMillivolt} mm/mV`;
  write(page, joined([scale, band, notch, rate, 'drawn as received']), left, y, 3.4);
  write(page, 'Isoline measures; it does not diagnose. True to scale when printed at actual size.', left, y + 4.6, 3, 'Helvetica', grey);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('   ');
}
