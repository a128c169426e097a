/** The live leads on a canvas that writes down its strokes: which strokes for which samples, and where the gap is. */
import { describe, expect, it } from 'vitest';
import { gridOf } from '../../../src/renderer/waveform/lead-layout.ts';
import { createLeadMemory, type LeadMemory } from '../../../src/renderer/waveform/lead-memory.ts';
import { drawLeads, leadsCutOff, tracesOf } from '../../../src/renderer/waveform/lead-sweep.ts';
import { createLeadView } from '../../../src/renderer/waveform/lead-view.ts';
import { geometryOf, type TraceScale } from '../../../src/renderer/waveform/trace-scale.ts';
import type { ViewFilter } from '../../../src/renderer/waveform/view-filter.ts';
import { batchOf, eight, recordingPen, type Stroke } from './leads.ts';

const filter: ViewFilter = { highPassHz: 0.05, lowPassHz: 150, notchHz: null };
const scale: TraceScale = { millimetresPerSecond: 25, millimetresPerMillivolt: 10, pixelsPerMillimetre: 4 };
const area = { left: 30, top: 0, width: 1000, height: 800 };
const colors = { trace: 'green', lost: 'gray', noContact: 'red', pacer: 'white' };

function draw(memory: LeadMemory, from = 0, change: Partial<TraceScale> = {}) {
  const view = createLeadView(memory, filter);
  view.catchUp();
  const { rows, cells } = gridOf('3x4+1', 'standard', view.leads);
  const traces = tracesOf(cells, rows, area, { ...scale, ...change }, memory.hz);
  const { pen, strokes } = recordingPen();
  drawLeads(pen, traces, view, memory.pacer, from, view.written, colors, 1);
  return { view, traces, strokes };
}

function memoryOf(...batches: ReturnType<typeof batchOf>[]): LeadMemory {
  const memory = createLeadMemory(batches[0]!);
  for (const batch of batches) memory.hear(batch);
  return memory;
}

/** A step of one millivolt in every lead. */
const step = (length: number, at: number) =>
  batchOf(length, { samples: eight.map(() => Array.from({ length }, (_, index) => (index < at ? 0 : 1000))) });
const inBox = (strokes: readonly Stroke[], left: number, top: number) => strokes.filter((one) => one.left === left && one.top === top);
const lines = (strokes: readonly Stroke[], color: string) => strokes.filter((one) => one.kind === 'line' && one.color === color);

describe('the sweep of the live leads', () => {
  it('has a second as long as 25 mm and a millivolt as high as 10 mm', () => {
    const { strokes } = draw(memoryOf(step(200, 100)));
    const trace = lines(inBox(strokes, 30, 0), 'green');
    expect(Math.max(...trace.map(({ x }) => x))).toBe(Math.floor((199 / 500) * 25 * 4));
    const rest = 200 * 0.56;
    expect(trace[0]!.y).toBeCloseTo(rest, 6);
    // A fifth of a second after the step the high-pass of 0.05 Hz has taken a sixteenth of it away.
    expect((rest - trace.at(-1)!.y) / (10 * 4)).toBeCloseTo(Math.exp(-2 * Math.PI * 0.05 * 0.2), 2);
  });

  it.each([
    [50, 10],
    [25, 5],
    [25, 20],
  ] as const)('follows %i mm/s and %i mm/mV', (millimetresPerSecond, millimetresPerMillivolt) => {
    const geometry = geometryOf(
      { left: 0, top: 0, width: 250, height: 200 },
      { ...scale, millimetresPerSecond, millimetresPerMillivolt },
      500,
    );
    expect(geometry.width / geometry.across).toBeCloseTo((millimetresPerSecond * 4) / 500, 9);
    const perMillivolt = (geometry.height * 1000) / (geometry.range[1] - geometry.range[0]);
    expect(perMillivolt).toBeCloseTo(millimetresPerMillivolt * 4, 9);
    expect(geometry.width).toBeLessThanOrEqual(250);
  });

  it('keeps every lead in its own box, all at the same instant', () => {
    const { strokes, traces } = draw(memoryOf(step(200, 100)));
    expect(traces).toHaveLength(13);
    const ends = traces.slice(0, 12).map(({ box }) => Math.max(...lines(inBox(strokes, box.left, box.top), 'green').map(({ x }) => x)));
    expect(new Set(ends).size).toBe(1);
  });

  it('draws only what is new', () => {
    const all = lines(draw(memoryOf(step(400, 100))).strokes, 'green').length;
    const some = lines(draw(memoryOf(step(400, 100)), 390).strokes, 'green').length;
    expect(some).toBeLessThan(all / 20);
    expect(some).toBeGreaterThan(13 * 9);
  });

  it('draws a gap as a dotted line at rest and no trace across it', () => {
    const { strokes } = draw(memoryOf(batchOf(100), batchOf(100, { lostBefore: 150 })));
    const box = inBox(strokes, 30, 0);
    const from = (100 / 500) * 100;
    const to = (250 / 500) * 100;
    expect(lines(box, 'green').filter(({ x }) => x > from && x < to)).toEqual([]);
    const dots = lines(box, 'gray');
    expect(dots.length).toBeGreaterThanOrEqual(3);
    expect(new Set(dots.map(({ y }) => y))).toEqual(new Set([200 * 0.56]));
    expect(dots.every(({ x }) => x > from - 8 && x < to + 2)).toBe(true);
    expect(lines(box, 'red')).toEqual([]);
  });

  it('dots stand at the same places however the samples come', () => {
    const memory = memoryOf(batchOf(20), batchOf(1, { lostBefore: 200 }));
    const whole = lines(draw(memory).strokes, 'gray').map(({ left, top, x }) => `${left} ${top} ${x}`);
    const late = lines(draw(memory, 120).strokes, 'gray').map(({ left, top, x }) => `${left} ${top} ${x}`);
    expect(late.length).toBeGreaterThan(13 * 2);
    expect(whole).toEqual(expect.arrayContaining(late));
  });

  it('dots V3 in the color of no contact, and no other lead', () => {
    const { strokes, traces } = draw(memoryOf(batchOf(200, { contact: { V3: 'off' } })));
    const v3 = traces.find(({ lead }) => lead === 'V3')!.box;
    expect(lines(inBox(strokes, v3.left, v3.top), 'red').length).toBeGreaterThan(3);
    expect(lines(inBox(strokes, v3.left, v3.top), 'green')).toEqual([]);
    expect(lines(strokes, 'red')).toHaveLength(lines(inBox(strokes, v3.left, v3.top), 'red').length);
  });

  it('marks the pacer spikes of the device in every lead', () => {
    const { strokes, traces } = draw(memoryOf(batchOf(200, { pacer: [50] })));
    const marks = lines(strokes, 'white');
    expect(marks).toHaveLength(traces.length);
    expect(marks[0]!.x).toBeCloseTo((50 / 500) * 100, 6);
  });

  it('leaves the line of the sweep within the box, however the width divides: nobody would clear it beyond', () => {
    for (let length = 1100; length < 1300; length += 1) {
      const { strokes, traces } = draw(memoryOf(batchOf(length)), length - 1, { pixelsPerMillimetre: 3.7795 });
      for (const fill of strokes.filter(({ kind }) => kind === 'fill')) {
        const { box } = traces.find((trace) => Math.round(trace.box.left) === fill.left && Math.round(trace.box.top) === fill.top)!;
        expect(fill.x).toBeLessThan(box.width);
        expect(Number.isInteger(fill.x)).toBe(true);
      }
    }
  });

  it('names the leads whose tops are cut off', () => {
    const high = batchOf(100, {
      samples: eight.map((lead) => Array.from({ length: 100 }, (_, index) => (lead === 'V4' && index > 50 ? 9000 : 0))),
    });
    const { view, traces } = draw(memoryOf(high));
    expect(leadsCutOff(traces, view)).toEqual(['V4']);
  });
});
