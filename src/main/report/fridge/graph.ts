/** A unit's curve on paper, with its limits, its excursions by number and its gaps hatched. No line crosses a gap. */
import type { CurveRun, FridgeCurve } from '../../../preload/contract.ts';
import { degreesText, numberText } from './facts.ts';
import { ink, type Sheets } from './pages.ts';

export interface GraphBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Numbers of excursions by their first second, as they stand in the table below. */
export type ExcursionNumbers = ReadonlyMap<number, number>;

const day = 86_400;
const scaleRoom = 14;
const dayRoom = 6;

export function drawGraph(sheets: Sheets, curve: FridgeCurve, box: GraphBox, numbers: ExcursionNumbers): void {
  const plot = { x: box.x + scaleRoom, y: box.y, width: box.width - scaleRoom, height: box.height - dayRoom };
  const { lowest, highest } = span(curve);
  const xOf = (at: number) => plot.x + ((at - curve.from) / (curve.to - curve.from)) * plot.width;
  const yOf = (value: number) => plot.y + plot.height - ((value - lowest) / (highest - lowest)) * plot.height;
  const scale: Scale = { plot, xOf, yOf };
  const shown = { low: Math.max(curve.unit.low, lowest), high: curve.unit.high };
  sheets.box(plot.x, yOf(shown.high), plot.width, yOf(shown.low) - yOf(shown.high), { fill: '#f3f5f6' });
  drawDegrees(sheets, curve, scale, { lowest, highest });
  drawDays(sheets, curve, scale);
  for (const event of curve.events) if (event.what === 'gap') hatch(sheets, scale, event.from, event.to);
  for (const limit of [curve.unit.low, curve.unit.high]) {
    if (limit < lowest) continue;
    sheets.line(plot.x, yOf(limit), plot.x + plot.width, yOf(limit), { width: 0.35, color: ink.black });
    sheets.words(numberText(limit), plot.x - 1, yOf(limit) + 0.9, { size: 2.6, bold: true, align: 'end' });
  }
  for (const run of curve.runs) drawRun(sheets, run, scale);
  drawNumbers(sheets, curve, scale, numbers);
  sheets.box(plot.x, plot.y, plot.width, plot.height, { width: 0.25, color: ink.black });
  if (curve.runs.length === 0)
    sheets.words('No readings of a logger in this span', plot.x + plot.width / 2, plot.y + plot.height / 2 - 4, {
      size: 3.6,
      grey: true,
      align: 'center',
    });
}

interface Scale {
  plot: GraphBox;
  xOf(at: number): number;
  yOf(value: number): number;
}

/** The limits and all that was measured, with a tenth of it to spare. */
function span({ runs, unit }: FridgeCurve): { lowest: number; highest: number } {
  let [lowest, highest] = [unit.low, unit.high];
  // The long range of a freezer would press its curve flat: of it no more than what was used, and some beyond.
  const isLong = highest - lowest > 20;
  if (isLong) lowest = highest - 10;
  for (const { low, high } of runs) {
    for (const value of low) lowest = Math.min(lowest, value);
    for (const value of high) highest = Math.max(highest, value);
  }
  const spare = (highest - lowest) * 0.1;
  return { lowest: isLong && lowest > unit.low ? Math.max(unit.low, lowest - spare) : lowest - spare, highest: highest + spare };
}

function drawDegrees(
  sheets: Sheets,
  { unit }: FridgeCurve,
  { plot, yOf }: Scale,
  { lowest, highest }: { lowest: number; highest: number },
) {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (highest - lowest) / one <= 10) ?? 100;
  for (let value = Math.ceil(lowest / step) * step; value <= highest; value += step) {
    sheets.line(plot.x, yOf(value), plot.x + plot.width, yOf(value), { width: 0.1, color: ink.thin });
    const beside = Math.min(Math.abs(yOf(value) - yOf(unit.low)), Math.abs(yOf(value) - yOf(unit.high)));
    if (beside > 2.6) sheets.words(String(value), plot.x - 1, yOf(value) + 0.8, { size: 2.3, grey: true, align: 'end' });
  }
  sheets.words(`°${unit.basis}`, plot.x - scaleRoom, plot.y + 2.4, { size: 2.6, bold: true });
}

function drawDays(sheets: Sheets, { from, to }: FridgeCurve, { plot, xOf }: Scale): void {
  const days = Math.ceil((to - from) / day);
  const every = Math.ceil(days / 31);
  for (let index = 0; index < days; index += every) {
    const at = from + index * day;
    if (index > 0) sheets.line(xOf(at), plot.y, xOf(at), plot.y + plot.height, { width: 0.1, color: ink.thin });
    const date = new Date(at * 1000).toISOString();
    const words = every === 1 ? String(Number(date.slice(8, 10))) : date.slice(5, 10);
    sheets.words(words, xOf(at + (every * day) / 2), plot.y + plot.height + 3.4, { size: 2.4, grey: true, align: 'center' });
  }
}

function hatch(sheets: Sheets, { plot, xOf }: Scale, from: number, to: number): void {
  const { document } = sheets;
  const [left, right] = [Math.max(plot.x, xOf(from)), Math.min(plot.x + plot.width, xOf(to))];
  if (right <= left) return;
  document.save();
  document.rect(left, plot.y, right - left, plot.height).clip();
  document.rect(left, plot.y, right - left, plot.height).fill('#ffffff');
  document.lineWidth(0.15).strokeColor(ink.rule);
  for (let x = left - plot.height; x < right; x += 1.8) document.moveTo(x, plot.y + plot.height).lineTo(x + plot.height, plot.y);
  document.stroke();
  document.restore();
  for (const x of [left, right]) sheets.line(x, plot.y, x, plot.y + plot.height, { width: 0.2, color: ink.rule });
}

/** Where a point stands for many readings, from its lowest to its highest; a lone reading is a dot. */
function drawRun(sheets: Sheets, { at, low, high }: CurveRun, { xOf, yOf }: Scale): void {
  const { document } = sheets;
  document.lineWidth(0.22).strokeColor(ink.black).lineJoin('round');
  if (at.length === 1 && low[0] === high[0]) document.circle(xOf(at[0]!), yOf(low[0]!), 0.35).fill(ink.black);
  for (const [index, moment] of at.entries()) {
    const x = xOf(moment);
    if (index === 0) document.moveTo(x, yOf(low[index]!));
    else document.lineTo(x, yOf(low[index]!));
    if (high[index] !== low[index]) document.lineTo(x, yOf(high[index]!));
  }
  document.stroke();
}

/** The furthest out first; a number that would stand on another is left to the table. */
function drawNumbers(sheets: Sheets, { events, unit }: FridgeCurve, { plot, xOf, yOf }: Scale, numbers: ExcursionNumbers): void {
  const placed: { x: number; y: number }[] = [];
  const excursions = events.filter((event) => event.what === 'excursion');
  const beyond = ({ side, peak }: { side: string; peak: number }) => (side === 'high' ? peak - unit.high : unit.low - peak);
  for (const event of excursions.toSorted((one, other) => beyond(other) - beyond(one))) {
    const number = numbers.get(event.from);
    const x = Math.min(Math.max(xOf(event.peakAt ?? event.from), plot.x + 2), plot.x + plot.width - 2);
    const y = Math.min(Math.max(yOf(event.peak) + (event.side === 'high' ? -1.2 : 3.2), plot.y + 2.8), plot.y + plot.height - 0.6);
    if (placed.some((other) => Math.abs(other.x - x) < 4 && Math.abs(other.y - y) < 2.8)) continue;
    placed.push({ x, y });
    sheets.words(number === undefined ? degreesText(event.peak, unit.basis) : String(number), x, y, {
      size: 2.8,
      bold: true,
      align: 'center',
    });
  }
}
