/**
 * What the cart measured (section 7) and what it says of it (sections 8 and 11). EKG notes 1.1. Real files end anywhere after
 * the blocks of section 7, so it is read as far as it goes.
 */
import { fieldsOf } from '../framing/fields.ts';
import { latin1 } from '../framing/text.ts';
import { type Measurements, noMeasurements, type QtcFormula } from '../model/tracing.ts';

export const notComputed = 29999;
export const notDefined = 999;
export const formulas: readonly (QtcFormula | null)[] = [null, 'bazett', 'hodges', 'fridericia', 'framingham'];

/** Milliseconds from the start of the reference beat. */
export interface Marks {
  pOn: number | null;
  pOff: number | null;
  qrsOn: number | null;
  qrsOff: number | null;
  tOff: number | null;
}

export interface Measured {
  measurements: Measurements;
  marks: Marks;
}

/** Throws `UnreadableTracing` where not even the intervals are there. */
export function readMeasured(body: Uint8Array): Measured {
  const fields = fieldsOf(body);
  const [blocks, spikes, rr] = [fields.u8(), fields.u8(), fields.u16()];
  fields.u16();
  const measurements = { ...noMeasurements(), rr: told(rr) };
  if (blocks === 0) return { measurements, marks: { pOn: null, pOff: null, qrsOn: null, qrsOff: null, tOff: null } };
  const points = [fields.u16(), fields.u16(), fields.u16(), fields.u16(), fields.u16()] as const;
  const [pAxis, qrsAxis, tAxis] = [axis(fields.i16()), axis(fields.i16()), axis(fields.i16())];
  const marks = marksOf(points);
  const between = (from: number | null, to: number | null) => (from === null || to === null || to <= from ? null : to - from);
  Object.assign(measurements, {
    pAxis,
    qrsAxis,
    tAxis,
    pDuration: between(marks.pOn, marks.pOff),
    pr: between(marks.pOn, marks.qrsOn),
    qrs: between(marks.qrsOn, marks.qrsOff),
    qt: between(marks.qrsOn, marks.tOff),
  });
  const afterSpikes = 6 + blocks * 16 + spikes * 10;
  return { measurements: { ...measurements, ...ratesOf(body, afterSpikes) }, marks };
}

function ratesOf(body: Uint8Array, from: number): Partial<Measurements> {
  if (from + 2 > body.length) return {};
  const fields = fieldsOf(body);
  fields.seek(from);
  const afterTypes = from + 2 + fields.u16();
  const left = body.length - afterTypes;
  if (left < 2) return {};
  fields.seek(afterTypes);
  // Real files end anywhere in here.
  const ventricular = fields.u16();
  if (left >= 4) fields.u16();
  const qtc = left >= 6 ? fields.u16() : notComputed;
  const formula = left >= 7 ? fields.u8() : 0;
  // Spacelabs leaves the beat types out, and what follows them would be read in their place: then neither number is believed.
  const isBelieved = [ventricular, qtc].every((value) => told(value) === null || value <= highest);
  if (!isBelieved) return {};
  return { heartRate: told(ventricular), qtc: told(qtc), qtcFormula: told(qtc) === null ? null : (formulas[formula] ?? null) };
}

/** Beats a minute, or milliseconds of a QTc. */
const highest = 1000;

/** Zero is how carts say "none" where the standard has a number for it. */
function told(value: number): number | null {
  return value === 0 || value >= notComputed ? null : value;
}

function axis(value: number): number | null {
  return Math.abs(value) <= 180 ? value : null;
}

/** A wave whose end does not come after its start was not found. */
function marksOf([pOn, pOff, qrsOn, qrsOff, tOff]: readonly [number, number, number, number, number]): Marks {
  const isThere = (value: number) => value < notComputed;
  const hasP = isThere(pOn) && isThere(pOff) && pOff > pOn;
  const isBegun = hasP || (pOn > 0 && isThere(pOn));
  const hasQrs = isThere(qrsOn) && qrsOn + (isThere(qrsOff) ? qrsOff : 0) + (isThere(tOff) ? tOff : 0) > 0;
  return {
    pOn: isBegun ? pOn : null,
    pOff: isThere(pOff) && pOff > 0 && pOff > (isBegun ? pOn : 0) ? pOff : null,
    qrsOn: hasQrs ? qrsOn : null,
    qrsOff: isThere(qrsOff) && qrsOff > (isThere(qrsOn) ? qrsOn : 0) ? qrsOff : null,
    tOff: isThere(tOff) && tOff > (isThere(qrsOn) ? qrsOn : 0) ? tOff : null,
  };
}

export interface Statements {
  isConfirmed: boolean;
  lines: string[];
}

/** Section 8; of section 11 (`hasTypes`) each statement has a type byte before its text, and texts inside are joined. */
export function readStatements(body: Uint8Array, hasTypes: boolean): Statements {
  const fields = fieldsOf(body);
  const status = fields.u8();
  fields.bytes(7);
  const lines: string[] = [];
  for (let left = fields.u8(); left > 0 && fields.left >= 3; left--) {
    fields.u8();
    const bytes = fields.bytes(Math.min(fields.u16(), fields.left));
    const words = latin1(bytes.subarray(hasTypes ? 1 : 0)).split('\0');
    const line = words
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .join(' ');
    if (line !== '') lines.push(line);
  }
  return { isConfirmed: status === 1 || status === 2, lines };
}
