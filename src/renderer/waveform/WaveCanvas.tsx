/** Mounts the canvas of a live trace and sizes it to device pixels; the drawing itself never touches React. */
import { useEffect, useRef } from 'react';
import type { LiveWave } from '../../preload/contract.ts';
import { createRing, type Ring } from './ring.ts';
import { drawNew, type Geometry, sweepX } from './sweep.ts';

interface WaveCanvasProps {
  /** Calls back with each batch as it comes; returns the way to stop. */
  subscribe: (hear: (wave: LiveWave) => void) => () => void;
  color: string;
  /** Says in words what the picture shows, for those who do not see it. */
  label: string;
  /** Seconds across the width. */
  seconds: number;
  frozen: boolean;
  className?: string | undefined;
}

export function WaveCanvas({ subscribe, color, label, seconds, frozen, className }: WaveCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isFrozen = useRef(frozen);
  isFrozen.current = frozen;
  useEffect(() => {
    if (canvas.current === null) return;
    return runTrace(canvas.current, subscribe, color, seconds, () => isFrozen.current);
  }, [subscribe, color, seconds]);
  return <canvas ref={canvas} role="img" aria-label={label} className={className} />;
}

interface Trace {
  ring: Ring;
  geometry: Geometry;
  drawn: number;
  lastAt: number;
}

/** Runs until the returned function is called. */
function runTrace(
  canvas: HTMLCanvasElement,
  subscribe: WaveCanvasProps['subscribe'],
  color: string,
  seconds: number,
  isFrozen: () => boolean,
): () => void {
  const pen = canvas.getContext('2d');
  if (pen === null) return () => undefined;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let trace: Trace | null = null;
  let lastPaint = 0;
  let frame = requestAnimationFrame(paint);
  const resize = new ResizeObserver(() => {
    fitToDevice(canvas);
    if (trace !== null) trace = { ...trace, geometry: geometryOf(canvas, trace.geometry.across, trace.geometry.range), drawn: 0 };
  });
  resize.observe(canvas);
  const stopHearing = subscribe((wave) => {
    trace ??= beginTrace(canvas, wave, seconds);
    fillGap(trace, wave);
    trace.ring.push(wave.samples);
    trace.lastAt = wave.at;
  });

  function paint(now: number): void {
    frame = requestAnimationFrame(paint);
    if (trace === null || pen === null || isFrozen() || trace.drawn === trace.ring.written) return;
    if (calm.matches && now - lastPaint < 1000) return;
    lastPaint = now;
    pen.strokeStyle = color;
    pen.lineWidth = Math.max(1.5, 2 * devicePixelRatio);
    pen.lineJoin = 'round';
    drawNew(pen, trace.geometry, trace.drawn, trace.ring.written, trace.ring.at);
    pen.fillStyle = color;
    pen.fillRect(Math.round(sweepX(trace.geometry, trace.ring.written)), 0, Math.max(1, devicePixelRatio), trace.geometry.height);
    trace.drawn = trace.ring.written;
    canvas.dataset.paintedAt = String(Date.now());
    canvas.dataset.waveAt = String(trace.lastAt);
  }

  return () => {
    cancelAnimationFrame(frame);
    stopHearing();
    resize.disconnect();
  };
}

function beginTrace(canvas: HTMLCanvasElement, wave: LiveWave, seconds: number): Trace {
  fitToDevice(canvas);
  const across = Math.round(wave.hz * seconds);
  return { ring: createRing(across * 2), geometry: geometryOf(canvas, across, wave.range), drawn: 0, lastAt: wave.at };
}

/** Time that passed without samples is shown as a gap of that length, never closed up. */
function fillGap(trace: Trace, wave: LiveWave): void {
  const missing = Math.round(((wave.at - trace.lastAt) / 1000) * wave.hz) - wave.samples.length;
  if (missing > wave.hz / 4) trace.ring.push(Array<null>(Math.min(missing, trace.geometry.across)).fill(null));
}

function fitToDevice(canvas: HTMLCanvasElement): void {
  const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

function geometryOf(canvas: HTMLCanvasElement, across: number, range: readonly [number, number]): Geometry {
  const margin = Math.round(10 * devicePixelRatio);
  return { width: canvas.width, height: canvas.height, margin, across, range, eraseBar: Math.round(24 * devicePixelRatio) };
}
