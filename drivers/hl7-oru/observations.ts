/**
 * The rows of one ORU^R01 as readings. A row is taken only when its status, its code and name, its number, its unit and
 * its flags all allow it; every other row with a value is told with the reason. IHE PCD TF-2, PCD-01.
 */
import type { Heard, Mark, ReadingNote, Span } from '../model/heard.ts';
import { isPlausiblePressure, type Quantity, type Unit } from '../model/quantity.ts';
import { saySent } from '../model/say.ts';
import { inOwnUnit } from '../model/unit.ts';
import { isSentinel, meaningOf, unitOf } from './codes.ts';
import { type Segment, timeOf } from './segments.ts';

export interface Refused {
  row: string;
  why: string;
}

interface Row {
  quantity: Quantity;
  /** null: the sender has deleted the value it sent before. */
  number: number | null;
  unit: Unit;
  marks: Mark[];
  note: ReadingNote;
  group: string;
  label: string;
}

const takenStatuses: Readonly<Record<string, NonNullable<ReadingNote['result']>>> = {
  R: 'raw',
  F: 'final',
  C: 'corrected',
  P: 'preliminary',
  D: 'deleted',
};
const flagMarks: Readonly<Record<string, Mark>> = { QUES: 'questionable', EARLY: 'early' };
const pressures: readonly Quantity[] = ['systolic', 'diastolic', 'meanArterialPressure'];

export function readObservations(
  segments: readonly Segment[],
  patientId: string,
  span: Span,
  firstSet: number,
): { heard: Heard[]; refused: Refused[] } {
  const refused: Refused[] = [];
  const rows: Row[] = [];
  const header = segments[0]!;
  let order = 0;
  let orderTime = '';
  for (const segment of segments) {
    if (segment.name === 'OBR') {
      order += 1;
      orderTime = segment.component(7, 1);
    }
    if (segment.name !== 'OBX') continue;
    const read = readRow(segment, `${order}`, segment.component(14, 1) || orderTime || header.component(7, 1), patientId);
    if (read === null) continue;
    if ('why' in read) refused.push(read);
    else rows.push(read);
  }
  const groups = [...new Set(rows.map(({ group }) => group))];
  const heard = groups.flatMap((group, index) =>
    readGroup(
      rows.filter((row) => row.group === group),
      span,
      firstSet + index,
      refused,
    ),
  );
  return { heard, refused };
}

/** A row, the reason why it is not one, or null for rows that carry no value. */
function readRow(segment: Segment, order: string, time: string, patientId: string): Row | Refused | null {
  const code = segment.component(3, 1);
  const name = segment.component(3, 2);
  const subId = segment.field(4);
  const status = segment.field(11);
  const text = segment.component(5, 1).trim();
  const label = `OBX ${segment.field(1) || '?'} ${name || code}`.trim();
  if (segment.field(2) === '' && text === '') return null;
  const result = takenStatuses[status];
  if (result === undefined) return { row: label, why: `status ${status || 'not stated'} is not a result to take` };
  const understood = meaningOf(code, name, segment.component(3, 3), subId);
  if ('why' in understood) return { row: label, why: understood.why };
  const { meaning } = understood;
  const flags = segment.repeats(8).map((flag) => segment.componentOf(flag, 1));
  const blocking = flags.find((flag) => flag === 'INV' || flag === '?' || flag === '<' || flag === '>');
  if (blocking !== undefined && result !== 'deleted') return { row: label, why: `flagged ${blocking} by the sender` };
  if (result !== 'deleted' && isSentinel(text)) return { row: label, why: `${text || 'nothing'} means no value` };
  if (result !== 'deleted' && !/^[+-]?\d{1,7}(\.\d{1,6})?$/.test(text)) return { row: label, why: `${text} is not a number` };
  const unit = unitOf(segment.component(6, 1), segment.component(6, 2));
  if (unit === null) return { row: label, why: `unit ${segment.field(6) || '(none)'} is not known, or its code and name disagree` };
  const number = result === 'deleted' ? null : Number(text) / (meaning.divide ?? 1);
  if (inOwnUnit(meaning.quantity, number ?? 1, unit) === null) return { row: label, why: `${unit} is not a unit of ${meaning.quantity}` };
  const isPressure = pressures.includes(meaning.quantity);
  const deviceTime = timeOf(time);
  const site = segment.component(20, 2) || segment.component(20, 1);
  return {
    quantity: meaning.quantity,
    number,
    unit,
    marks: flags.flatMap((flag) => flagMarks[flag] ?? []),
    note: {
      result,
      ...(deviceTime === null ? {} : { deviceTime }),
      ...(patientId === '' ? {} : { patientId }),
      ...(site === '' ? {} : { bodySite: site.toLowerCase() }),
      ...(meaning.pulseSource === undefined ? {} : { pulseSource: meaning.pulseSource }),
    },
    // Pressures of one cuff share everything but the last part of their place in the device; everything else stands alone.
    group: isPressure ? `${order} cuff ${parentOf(subId)}` : `${order} ${label} ${subId}`,
    label,
  };
}

function parentOf(subId: string): string {
  return /^\d+(\.\d+)+$/.test(subId) ? subId.split('.').slice(0, -1).join('.') : '';
}

/** A group's rows as readings. A quantity that comes twice, or pressures that cannot belong together, are refused, not chosen from. */
function readGroup(rows: readonly Row[], span: Span, set: number, refused: Refused[]): Heard[] {
  const twice = rows.filter((row) => rows.some((other) => other !== row && other.quantity === row.quantity));
  for (const row of twice) refused.push({ row: row.label, why: 'the same quantity comes twice in one set' });
  const once = rows.filter((row) => !twice.includes(row));
  const own = (quantity: Quantity) => {
    const row = once.find((one) => one.quantity === quantity);
    return row?.number == null ? null : inOwnUnit(quantity, row.number, row.unit);
  };
  const systolic = own('systolic');
  const diastolic = own('diastolic');
  const mean = own('meanArterialPressure');
  const low = diastolic ?? 0;
  if (systolic !== null && !isPlausiblePressure(systolic, low, mean === null || diastolic === null ? null : mean))
    return refuseAll(once, refused);
  if (mean !== null && ((systolic !== null && mean >= systolic) || low >= mean)) return refuseAll(once, refused);
  return once.map((row) => saySent(row.quantity, row.number, row.unit, span, { how: 'spot', set, marks: row.marks, note: row.note }));
}

function refuseAll(rows: readonly Row[], refused: Refused[]): Heard[] {
  for (const row of rows) refused.push({ row: row.label, why: 'these pressures cannot belong together' });
  return [];
}
