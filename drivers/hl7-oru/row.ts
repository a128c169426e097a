/**
 * One OBX row, or why it is not taken.
 *
 *   OBX | n | NM | code^name^MDC | a.b.c.d place | value | unit | | flags | | | status | | | time | | | method | device | | body site
 *
 * HL7 chapter 7; table 0085 for the status; IHE PCD TF-2 for the flags.
 */
import type { Mark, ReadingNote } from '../model/heard.ts';
import { type Quantity, quantities, type Unit } from '../model/quantity.ts';
import { inOwnUnit } from '../model/unit.ts';
import { isSentinel, type Meaning, meaningOf, unitOf } from './codes.ts';
import { type Segment, timeOf } from './segments.ts';

export interface Refused {
  row: string;
  why: string;
}

export interface Row {
  quantity: Quantity;
  /** null: the sender has deleted the value it sent before. */
  number: number | null;
  unit: Unit;
  marks: Mark[];
  note: ReadingNote;
  /** Rows of one measurement have this in common. */
  group: string;
  label: string;
}

/** What a row takes from the message around it. */
export interface Surroundings {
  /** Which OBR it belongs to, counted from 1. */
  order: number;
  time: string;
  patientId: string;
}

const takenStatuses: Readonly<Record<string, NonNullable<ReadingNote['result']>>> = {
  R: 'raw',
  F: 'final',
  C: 'corrected',
  P: 'preliminary',
  D: 'deleted',
};
const flagMarks: Readonly<Record<string, Mark>> = { QUES: 'questionable', EARLY: 'early' };
const blockingFlags = ['INV', '?', '<', '>'];
const pressures: readonly Quantity[] = ['systolic', 'diastolic', 'meanArterialPressure'];

/** A row, the reason why it is not one, or null for the rows of the device tree, which carry no value. */
export function readRow(segment: Segment, { order, time, patientId }: Surroundings): Row | Refused | null {
  const text = segment.field(5).trim();
  const status = segment.field(11);
  if (segment.field(2) === '' && text === '' && status !== 'D') return null;
  const label = `OBX ${segment.field(1) || '?'} ${segment.component(3, 2) || segment.component(3, 1)}`.trim();
  const result = takenStatuses[status];
  if (result === undefined) return { row: label, why: `status ${status || 'not stated'} is not a result to take` };
  const understood = meaningOf(segment.component(3, 1), segment.component(3, 2), segment.component(3, 3), segment.field(4));
  if ('why' in understood) return { row: label, why: understood.why };
  const { meaning } = understood;
  const flags = segment.repeats(8).map((flag) => segment.componentOf(flag, 1));
  const measured =
    result === 'deleted' ? { number: null, unit: quantities[meaning.quantity].unit } : numberOf(segment, text, meaning, flags);
  if ('why' in measured) return { row: label, why: measured.why };
  return {
    quantity: meaning.quantity,
    ...measured,
    marks: flags.flatMap((flag) => flagMarks[flag] ?? []),
    note: noteOf(segment, meaning, result, time, patientId),
    group: groupOf(order, meaning, segment.field(4), time),
    label,
  };
}

/** The number with its unit, as sent; or why there is none. */
function numberOf(
  segment: Segment,
  text: string,
  meaning: Meaning,
  flags: readonly string[],
): { number: number; unit: Unit } | { why: string } {
  const blocking = flags.find((flag) => blockingFlags.includes(flag));
  if (blocking !== undefined) return { why: `flagged ${blocking} by the sender` };
  if (isSentinel(text)) return { why: `${text || 'nothing'} means no value` };
  // Several numbers in one row (120^80, 98~97) would have to be chosen from.
  if (!/^[+-]?\d{1,7}(\.\d{1,6})?$/.test(text)) return { why: `${text} is not a number` };
  const unit = unitOf(segment.component(6, 1), segment.component(6, 2));
  if (unit === null) return { why: `unit ${segment.field(6) || '(none)'} is not known, or its code and name disagree` };
  const number = Number(text) / (meaning.divide ?? 1);
  return inOwnUnit(meaning.quantity, number, unit) === null ? { why: `${unit} is not a unit of ${meaning.quantity}` } : { number, unit };
}

function noteOf(segment: Segment, meaning: Meaning, result: ReadingNote['result'], time: string, patientId: string): ReadingNote {
  const deviceTime = timeOf(time);
  const site = segment.component(20, 2) || segment.component(20, 1);
  return {
    result,
    ...(deviceTime === null ? {} : { deviceTime }),
    ...(patientId === '' ? {} : { patientId }),
    ...(site === '' ? {} : { bodySite: site.toLowerCase() }),
    ...(meaning.pulseSource === undefined ? {} : { pulseSource: meaning.pulseSource }),
  };
}

/** What one cuff says shares everything but the last part of its place in the device; everything else stands alone. */
function groupOf(order: number, { quantity, pulseSource }: Meaning, place: string, time: string): string {
  if (pressures.includes(quantity) || pulseSource === 'cuff') return `${order} cuff ${parentOf(place)}`;
  return [order, quantity, pulseSource, place, time].join(' ');
}

function parentOf(place: string): string {
  return /^\d+(\.\d+)+$/.test(place) ? place.split('.').slice(0, -1).join('.') : '';
}
