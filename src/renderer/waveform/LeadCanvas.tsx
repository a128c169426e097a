/** Mounts the canvas of the live leads and sizes it to device pixels; the drawing itself never touches React. */
import { useEffect, useRef } from 'react';
import type { LeadGrid } from './lead-layout.ts';
import type { LeadMemory } from './lead-memory.ts';
import { drawLeads, type LeadColors, type LeadTrace, tracesOf } from './lead-sweep.ts';
import { createLeadView, type LeadView } from './lead-view.ts';
import type { TraceScale } from './trace-scale.ts';
import type { ViewFilter } from './view-filter.ts';

interface LeadCanvasProps {
  memory: LeadMemory;
  grid: LeadGrid;
  /** In style-sheet pixels. */
  scale: TraceScale;
  filter: ViewFilter;
  /** Style-sheet pixels at the left that belong to the calibration pulses. */
  margin: number;
  /** Says in words what the picture shows, for those who do not see it. */
  label: string;
  className: string | undefined;
  /** What is looked at, whenever it begins anew: for what is measured on it. */
  onView: (view: LeadView) => void;
}

export function LeadCanvas({ memory, grid, scale, filter, margin, label, className, onView }: LeadCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const looked = useRef<{ memory: LeadMemory; filter: ViewFilter; view: LeadView } | null>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    if (looked.current?.memory !== memory || looked.current.filter !== filter)
      looked.current = { memory, filter, view: createLeadView(memory, filter) };
    onView(looked.current.view);
    return runLeads(canvas.current, memory, looked.current.view, grid, scale, margin);
  }, [memory, filter, grid, scale, margin, onView]);
  return <canvas ref={canvas} role="img" aria-label={label} className={className} />;
}

/** Runs until the returned function is called. */
function runLeads(
  canvas: HTMLCanvasElement,
  memory: LeadMemory,
  view: LeadView,
  grid: LeadGrid,
  scale: TraceScale,
  margin: number,
): () => void {
  const pen = canvas.getContext('2d');
  if (pen === null) return () => undefined;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const colors = colorsOf(canvas);
  let traces: LeadTrace[] = [];
  let drawn = 0;
  let lastPaint = Number.NEGATIVE_INFINITY;
  let frame = requestAnimationFrame(paint);
  const resize = new ResizeObserver(begin);
  resize.observe(canvas);
  begin();

  function begin(): void {
    const ratio = devicePixelRatio;
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    const area = { left: margin * ratio, top: 0, width: canvas.width - margin * ratio, height: canvas.height };
    traces = tracesOf(grid.cells, grid.rows, area, { ...scale, pixelsPerMillimetre: scale.pixelsPerMillimetre * ratio }, memory.hz);
    drawn = 0;
    lastPaint = Number.NEGATIVE_INFINITY;
  }

  function paint(now: number): void {
    frame = requestAnimationFrame(paint);
    if (pen === null || drawn === memory.written) return;
    if (calm.matches && now - lastPaint < 1000) return;
    lastPaint = now;
    view.catchUp();
    pen.lineJoin = 'round';
    drawLeads(pen, traces, view, memory.pacer, drawn, view.written, colors, devicePixelRatio);
    drawn = view.written;
    canvas.dataset.paintedAt = String(Date.now());
    canvas.dataset.waveAt = String(memory.lastAt);
  }

  return () => {
    cancelAnimationFrame(frame);
    resize.disconnect();
  };
}

function colorsOf(canvas: HTMLCanvasElement): LeadColors {
  const style = getComputedStyle(canvas);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return { trace: token('--g-hr'), lost: token('--glass-ink2'), noContact: token('--g-high'), pacer: token('--glass-ink') };
}
