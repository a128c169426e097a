/** Batches as they come from the station, and a pen that writes down its strokes. */
import type { LiveLeads } from '../../../src/preload/contract.ts';
import type { LeadPen } from '../../../src/renderer/waveform/lead-sweep.ts';

export const eight = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

/** `length` instants in which every lead has the value of its row, in bits of one microvolt. */
export function batchOf(length: number, change: Partial<LiveLeads> = {}): LiveLeads {
  const leads = change.leads ?? eight;
  return {
    deviceId: 'cart',
    hz: 500,
    leads,
    nanovoltsPerBit: 1000,
    samples: leads.map((_, row) => Array<number>(length).fill(row + 1)),
    contact: {},
    lostBefore: 0,
    pacer: [],
    at: 1_000_000,
    ...change,
  };
}

export type Stroke = { kind: 'move' | 'line' | 'clear' | 'fill'; color: unknown; left: number; top: number; x: number; y: number };

export function recordingPen(): { pen: LeadPen; strokes: Stroke[] } {
  const strokes: Stroke[] = [];
  let left = 0;
  let top = 0;
  const say = (kind: Stroke['kind'], color: unknown) => (x: number, y: number) => {
    strokes.push({ kind, color, left, top, x, y });
  };
  const pen: LeadPen = {
    strokeStyle: '',
    fillStyle: '',
    lineWidth: 1,
    setTransform(_a, _b, _c, _d, toLeft, toTop) {
      left = toLeft;
      top = toTop;
    },
    clearRect: (x, y) => say('clear', '')(x, y),
    fillRect: (x, y) => say('fill', pen.fillStyle)(x, y),
    beginPath: () => undefined,
    moveTo: (x, y) => say('move', pen.strokeStyle)(x, y),
    lineTo: (x, y) => say('line', pen.strokeStyle)(x, y),
    stroke: () => undefined,
  };
  return { pen, strokes };
}
