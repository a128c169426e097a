/**
 * The rows of one ORU^R01 as readings. A row is taken only when its status, its code and name, its number, its unit and
 * its flags all allow it; every other row with a value is told with the reason. IHE PCD TF-2, PCD-01.
 */
import type { Heard, Span } from '../model/heard.ts';
import { isMeasurable, isPlausiblePressure, type Quantity } from '../model/quantity.ts';
import { saySent, sayStatus } from '../model/say.ts';
import { inOwnUnit } from '../model/unit.ts';
import { type Refused, type Row, readRow } from './row.ts';
import type { Segment } from './segments.ts';

export function readObservations(
  segments: readonly Segment[],
  patientId: string,
  span: Span,
  firstSet: number,
): { heard: Heard[]; refused: Refused[] } {
  const refused: Refused[] = [];
  const rows: Row[] = [];
  const messageTime = segments[0]!.component(7, 1);
  let order = 0;
  let orderTime = '';
  for (const segment of segments) {
    if (segment.name === 'OBR') {
      order += 1;
      orderTime = segment.component(7, 1);
    }
    if (segment.name !== 'OBX') continue;
    const read = readRow(segment, { order, time: segment.component(14, 1) || orderTime || messageTime, patientId });
    if (read === null) continue;
    if ('why' in read) refused.push(read);
    else rows.push(read);
  }
  const groups = [...new Set(rows.map(({ group }) => group))];
  const heard = groups.flatMap((group, index) => {
    const together = rows.filter((row) => row.group === group);
    return readGroup(together, span, firstSet + index, refused);
  });
  return { heard, refused };
}

/** A group's rows as readings. A quantity that comes twice, or pressures that cannot belong together, are refused, not chosen from. */
function readGroup(rows: readonly Row[], span: Span, set: number, refused: Refused[]): Heard[] {
  const isTwice = (row: Row) => rows.some((other) => other !== row && other.quantity === row.quantity);
  refuse(rows.filter(isTwice), 'the same quantity comes twice in one set', refused);
  const once = rows.filter((row) => !isTwice(row));
  const wild = once.filter((row) => row.number !== null && !isMeasurable(row.quantity, ownNumber(row)!));
  if (wild.length > 0) {
    const rest = once.filter((row) => !wild.includes(row));
    refuse(wild, 'the number cannot be a measurement', refused);
    refuse(rest, 'it belongs to a number that cannot be a measurement', refused);
    return wild.map(({ quantity, number, unit }) => sayStatus('not-measurable', span, `${quantity} ${number} ${unit}`));
  }
  if (!canBelongTogether(once)) {
    refuse(once, 'these pressures cannot belong together', refused);
    return [];
  }
  return once.map(({ quantity, number, unit, marks, note }) => saySent(quantity, number, unit, span, { how: 'spot', set, marks, note }));
}

function ownNumber(row: Row | undefined): number | null {
  return row === undefined || row.number === null ? null : inOwnUnit(row.quantity, row.number, row.unit);
}

/** Pressures in their order, whichever of them there are: diastolic < mean < systolic. */
function canBelongTogether(rows: readonly Row[]): boolean {
  const own = (quantity: Quantity) => ownNumber(rows.find((row) => row.quantity === quantity));
  const [systolic, diastolic, mean] = [own('systolic'), own('diastolic'), own('meanArterialPressure')];
  return isPlausiblePressure(systolic ?? Number.POSITIVE_INFINITY, diastolic ?? 0, mean);
}

function refuse(rows: readonly Row[], why: string, refused: Refused[]): void {
  for (const { label } of rows) refused.push({ row: label, why });
}
