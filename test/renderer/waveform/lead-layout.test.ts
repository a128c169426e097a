import { describe, expect, it } from 'vitest';
import { gridOf, leadName } from '../../../src/renderer/waveform/lead-layout.ts';

const twelve = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

/** The names of a layout as they stand, row by row. */
function rowsOf(...[layout, order, available]: Parameters<typeof gridOf>): string[] {
  const { rows, cells } = gridOf(layout, order, available);
  return Array.from({ length: rows }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .toSorted((one, other) => one.from - other.from)
      .map(({ lead }) => lead)
      .join(' '),
  );
}

describe('where each lead stands', () => {
  it('three by four, with one strip or three', () => {
    expect(rowsOf('3x4+1', 'standard', twelve)).toEqual(['I aVR V1 V4', 'II aVL V2 V5', 'III aVF V3 V6', 'II']);
    expect(rowsOf('3x4+3', 'standard', twelve)).toEqual(['I aVR V1 V4', 'II aVL V2 V5', 'III aVF V3 V6', 'V1', 'II', 'V5']);
  });

  it('six by two and one above the other', () => {
    expect(rowsOf('6x2', 'standard', twelve)).toEqual(['I V1', 'II V2', 'III V3', 'aVR V4', 'aVL V5', 'aVF V6']);
    expect(rowsOf('12x1', 'standard', twelve)).toEqual(twelve);
  });

  it('in the order of Cabrera, aVR upside down', () => {
    expect(rowsOf('3x4+1', 'cabrera', twelve)).toEqual(['aVL II V1 V4', 'I aVF V2 V5', '-aVR III V3 V6', 'II']);
    expect(rowsOf('6x2', 'cabrera', twelve)).toEqual(['aVL V1', 'I V2', '-aVR V3', 'II V4', 'aVF V5', 'III V6']);
    expect(leadName('-aVR')).toBe('\u2212aVR');
  });

  it('columns share the width, strips have all of it', () => {
    const { cells } = gridOf('3x4+1', 'standard', twelve);
    expect(cells.find(({ lead }) => lead === 'V4')).toEqual({ lead: 'V4', row: 0, from: 0.75, share: 0.25 });
    expect(cells.at(-1)).toEqual({ lead: 'II', row: 3, from: 0, share: 1 });
  });

  it('a device that gives fewer leads has each across the whole width, whatever the layout', () => {
    expect(rowsOf('3x4+1', 'standard', ['II'])).toEqual(['II']);
    expect(rowsOf('6x2', 'cabrera', ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1'])).toEqual(['aVL', 'I', '-aVR', 'II', 'aVF', 'III', 'V1']);
    expect(rowsOf('12x1', 'standard', ['channel 1'])).toEqual(['channel 1']);
  });
});
