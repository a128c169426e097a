/** Making facts: a number becomes a reading only when it can be a measurement at all. */
import type { Heard, Mark, Reading, ReadingNote, Span, Status } from './heard.ts';
import { isMeasurable, isPlausiblePressure, type Quantity, quantities, type Unit } from './quantity.ts';
import { inOwnUnit } from './unit.ts';

export interface Circumstances {
  how: Reading['how'];
  set: number;
  marks?: readonly Mark[];
  note?: ReadingNote;
}

/** A value in the quantity's own unit, or null where the device has none. What cannot be a measurement is a status, never a reading. */
export function sayReading(quantity: Quantity, value: number | null, span: Span, about: Circumstances): Heard {
  return saySent(quantity, value, quantities[quantity].unit, span, about);
}

/** A value as it was sent, in the unit it was sent in. A unit that does not belong to the quantity is said, not guessed. */
export function saySent(quantity: Quantity, sent: number | null, unit: Unit, span: Span, about: Circumstances): Heard {
  const own = quantities[quantity].unit;
  const value = sent === null ? null : inOwnUnit(quantity, sent, unit);
  if (sent !== null && value === null) return sayStatus('unit-unknown', span, `${quantity} ${sent} ${unit}`);
  if (value !== null && !isMeasurable(quantity, value)) return sayStatus('not-measurable', span, `${quantity} ${sent} ${unit}`);
  return {
    kind: 'reading',
    from: span.from,
    at: span.at,
    quantity,
    value,
    unit: own,
    ...(sent !== null && unit !== own ? { sent: { value: sent, unit } } : {}),
    how: about.how,
    set: about.set,
    ...(about.marks && about.marks.length > 0 ? { marks: [...about.marks] } : {}),
    ...(about.note && Object.keys(about.note).length > 0 ? { note: about.note } : {}),
  };
}

export interface Pressures {
  systolic: number;
  diastolic: number;
  mean: number | null;
}

/** The pressures of one cuff reading, all or none: values that cannot belong together are no reading. */
export function sayPressures(pressures: Pressures, span: Span, about: Circumstances): Heard[] {
  const { systolic, diastolic, mean } = pressures;
  const measurable =
    isMeasurable('systolic', systolic) &&
    isMeasurable('diastolic', diastolic) &&
    (mean === null || isMeasurable('meanArterialPressure', mean));
  if (!measurable || !isPlausiblePressure(systolic, diastolic, mean)) {
    return [sayStatus('not-measurable', span, `pressures ${systolic}/${diastolic}${mean === null ? '' : ` mean ${mean}`}`)];
  }
  return [
    sayReading('systolic', systolic, span, about),
    sayReading('diastolic', diastolic, span, about),
    ...(mean === null ? [] : [sayReading('meanArterialPressure', mean, span, about)]),
  ];
}

export function sayStatus(status: Status['status'], span: Span, about?: string): Status {
  return { kind: 'status', from: span.from, at: span.at, status, ...(about === undefined ? {} : { about }) };
}
