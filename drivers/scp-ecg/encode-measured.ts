/** Section 7 of a written record: one block, for the representative beat. EKG notes 1.1. */
import { type BeatPoints, type Measurements, noMeasurements, type Tracing } from '../model/tracing.ts';
import { joined, u8, u16 } from './layout.ts';
import { formulas, type Marks, notComputed, notDefined } from './measured.ts';

/** Where the QRS complex is put when nothing says where it begins: room for a PR interval before it. */
const freeOnset = 1000;

/** null: nothing was measured. */
export function measuredSection({ deviceMeasurements, representativeBeat }: Tracing): Uint8Array | null {
  const points = representativeBeat?.points ?? null;
  if (deviceMeasurements === null && points === null) return null;
  const measured = deviceMeasurements ?? noMeasurements();
  const marks = marksOf(measured, points, representativeBeat?.leads[0]?.hz ?? 1000);
  const axis = (degrees: number | null) => u16(degrees === null ? notDefined : Math.round(degrees));
  const or = (value: number | null) => u16(value === null ? notComputed : Math.round(value));
  return joined([
    [...u8(1), ...u8(0), ...or(measured.rr), ...u16(notComputed)],
    [marks.pOn, marks.pOff, marks.qrsOn, marks.qrsOff, marks.tOff].flatMap(or),
    [measured.pAxis, measured.qrsAxis, measured.tAxis].flatMap(axis),
    u16(0),
    [...or(measured.heartRate), ...u16(notComputed), ...or(measured.qtc)],
    [...u8(Math.max(0, formulas.indexOf(measured.qtcFormula))), ...u16(0)],
  ]);
}

/** Intervals stand in this format as points alone: where both are known and differ, the intervals are kept. */
function marksOf({ pr, pDuration, qrs, qt }: Measurements, points: BeatPoints | null, hz: number): Marks {
  const at = (sample: number | null | undefined) => (sample === null || sample === undefined ? null : Math.round((sample * 1000) / hz));
  const isNeeded = [pr, qrs, qt].some((value) => value !== null);
  const qrsOn = at(points?.qrsOn) ?? (isNeeded ? freeOnset : null);
  const after = (start: number | null, length: number | null) => (start === null || length === null ? null : start + length);
  const pOn = pr !== null && qrsOn !== null ? Math.max(0, qrsOn - pr) : (at(points?.pOn) ?? (pDuration === null ? null : 0));
  return {
    pOn,
    pOff: after(pOn, pDuration) ?? at(points?.pOff),
    qrsOn,
    qrsOff: after(qrsOn, qrs) ?? at(points?.qrsOff),
    tOff: after(qrsOn, qt) ?? at(points?.tOff),
  };
}
