import { describe, expect, it } from 'vitest';
import { createRing } from '../../../src/renderer/waveform/ring.ts';
import { drawNew, type Geometry, type Pen, sweepX } from '../../../src/renderer/waveform/sweep.ts';

type Stroke = ['clear', number, number] | ['move', number, number] | ['line', number, number];

function recordingPen(): { pen: Pen; strokes: Stroke[] } {
  const strokes: Stroke[] = [];
  const pen: Pen = {
    clearRect: (x, _y, width) => strokes.push(['clear', x, width]),
    beginPath: () => undefined,
    moveTo: (x, y) => strokes.push(['move', x, y]),
    lineTo: (x, y) => strokes.push(['line', x, y]),
    stroke: () => undefined,
  };
  return { pen, strokes };
}

const geometry: Geometry = { width: 100, height: 100, margin: 0, across: 100, range: [0, 100], eraseBar: 10 };
const draw = (samples: (number | null)[], from = 0, shape = geometry) => {
  const { pen, strokes } = recordingPen();
  drawNew(pen, shape, from, samples.length, (index) => samples[index] ?? null);
  return strokes;
};

describe('the sweep', () => {
  it('joins neighboring samples with a line, top is large', () => {
    expect(draw([0, 50, 100])).toEqual([
      ['clear', -2, 15],
      ['move', 0, 100],
      ['line', 1, 50],
      ['line', 2, 0],
    ]);
  });

  it('never draws across a missing sample', () => {
    const strokes = draw([10, null, 30]);
    expect(strokes.filter(([kind]) => kind === 'line')).toEqual([]);
    expect(strokes.filter(([kind]) => kind === 'move')).toHaveLength(2);
  });

  it('goes on from the sample before, and draws only what is new', () => {
    expect(draw([10, 20, 30], 2)).toEqual([
      ['clear', 2, 11],
      ['move', 1, 80],
      ['line', 2, 70],
    ]);
  });

  it('leaves nothing of a line out where two calls meet within one pixel', () => {
    const fine: Geometry = { ...geometry, across: 500 };
    const samples = Array.from({ length: 60 }, (_, index) => index);
    const before = draw(samples.slice(0, 53), 0, fine).filter(([kind]) => kind === 'line');
    const after = draw(samples, 53, fine);
    const [clear, move] = after;
    expect(before.some(([, x, y]) => x === 9 && y === move![2])).toBe(true);
    expect(move).toEqual(['move', 9, 100 - 49]);
    expect(clear![1]).toBe(10);
    expect(after[2]).toEqual(['line', 10, 100 - 50]);
  });

  it('does not draw a line back from the right edge to the left', () => {
    const strokes = draw([...Array<number>(100).fill(50), 50, 50], 99);
    const lines = strokes.filter(([kind]) => kind === 'line').map(([, x]) => x);
    expect(lines).toEqual([99, 1]);
  });

  it('erases ahead of itself around the edge', () => {
    const clears = draw(Array<number>(97).fill(1), 95).filter(([kind]) => kind === 'clear');
    expect(clears).toEqual([
      ['clear', 95, 5],
      ['clear', -2, 9],
    ]);
  });

  it('keeps every peak where many samples share a pixel', () => {
    const samples = Array.from({ length: 1000 }, (_, index) => (index === 517 ? 100 : 0));
    const strokes = draw(samples, 0, { ...geometry, across: 1000 });
    expect(strokes.some(([kind, , y]) => kind !== 'clear' && y === 0)).toBe(true);
  });

  it('says where the sweep stands', () => {
    expect(sweepX(geometry, 150)).toBe(50);
  });
});

describe('the ring', () => {
  it('keeps the newest and forgets the oldest', () => {
    const ring = createRing(3);
    ring.push([1, 2, 3, 4]);
    expect([0, 1, 2, 3, 4].map((index) => ring.at(index))).toEqual([null, 2, 3, 4, null]);
  });

  it('keeps a lost sample as lost', () => {
    const ring = createRing(4);
    ring.push([1, null, 3]);
    expect([0, 1, 2].map((index) => ring.at(index))).toEqual([1, null, 3]);
  });

  it('refuses what does not fit', () => {
    expect(() => createRing(2).push([2 ** 31])).toThrow(RangeError);
  });
});
