import type { Mark, Measurement } from '../../../preload/contract.ts';
import { Tag } from '../../ui/Tag.tsx';

const markWords: Readonly<Record<Mark, string>> = {
  artifact: 'Artifact',
  'low-perfusion': 'Low perfusion',
  'marginal-perfusion': 'Marginal perfusion',
  'irregular-beat': 'Irregular beat',
  movement: 'Movement',
  questionable: 'Questionable',
  'out-of-track': 'Out of track',
  'low-signal': 'Low signal',
  interference: 'Interference',
  early: 'Early',
  'over-range': 'Over range',
  'under-range': 'Under range',
};

/** The device's own doubts, in words, at most two; the rest are in the sheet. */
export function Marks({ measurement }: { measurement: Measurement }) {
  return (
    <>
      {marksOf(measurement)
        .slice(0, 2)
        .map((mark) => (
          <Tag key={mark}>{mark}</Tag>
        ))}
    </>
  );
}

export function marksOf(measurement: Measurement): string[] {
  const marks = new Set(measurement.values.flatMap((value) => value.marks));
  return [...marks].map((mark) => markWords[mark]);
}
