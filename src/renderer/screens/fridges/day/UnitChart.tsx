/** The picture of a unit's curve: its range as a band, what lies beyond in copper, silences hatched with no line across. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { clockAt } from '../../../../../drivers/framing/local-time.ts';
import type { CurveRun, FridgeCurve, FridgeEvent } from '../../../../preload/contract.ts';
import { clockWords, momentWords } from '../day-words.ts';
import { degreesNumber, degreesWords, rangeWords } from '../degrees.ts';
import styles from './chart.module.css';
import { degreeTicks, midnights, type Scale, scaleOf, timeTicks } from './chart-scale.ts';
import { minutesWords } from './check-order.ts';

interface UnitChartProps {
  curve: FridgeCurve;
  /** The moment the reading cursor stands at; null: nowhere. */
  cursor: number | null;
  onCursor: (at: number) => void;
}

/** Words over a hatched silence need so many pixels. */
const roomForWords = 90;

export function UnitChart({ curve, cursor, onCursor }: UnitChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const id = useId();
  const { unit, runs } = curve;
  const points = runs.flatMap(({ at, low, high }) => at.map((one, index) => ({ at: one, low: low[index]!, high: high[index]! })));
  const index = cursor === null ? points.length - 1 : nearest(points, cursor);
  const here = points[index];
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -points.length, End: points.length }[event.key];
    if (step === undefined || points.length === 0) return;
    event.preventDefault();
    onCursor(points[Math.min(points.length - 1, Math.max(0, index + step))]!.at);
  };
  const scale = scaleOf(curve, { left: 46, right: Math.max(60, width - 8), top: 30, bottom: Math.max(60, height - 44) });
  return (
    <div
      ref={box}
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label={`Temperatures of ${unit.name}, range ${rangeWords(unit)}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, points.length - 1)}
      aria-valuenow={Math.max(0, index)}
      aria-valuetext={here === undefined ? 'No readings in this span' : pointWords(here, curve)}
      onKeyDown={keys}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <pattern id={`${id}-hatch`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="6" stroke="var(--edge)" strokeWidth="1.5" />
            </pattern>
            <clipPath id={`${id}-out`}>
              <rect
                x={scale.left}
                y={scale.top - 20}
                width={scale.right - scale.left}
                height={Math.max(0, scale.y(unit.high) - scale.top + 20)}
              />
              <rect
                x={scale.left}
                y={scale.y(unit.low)}
                width={scale.right - scale.left}
                height={Math.max(0, scale.bottom - scale.y(unit.low))}
              />
            </clipPath>
          </defs>
          <Range curve={curve} scale={scale} />
          <Times curve={curve} scale={scale} />
          {curve.events.map(
            (event) => event.what === 'gap' && <Gap key={event.from} gap={event} scale={scale} fill={`url(#${id}-hatch)`} />,
          )}
          {runs.map((run, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sensors' runs may begin at once, and the picture is only ever drawn whole.
            <path key={number} d={outline(run, scale)} className={styles.curve} data-wide={isWide(run) ? '' : undefined} />
          ))}
          <g clipPath={`url(#${id}-out)`}>
            {runs.map((run, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <path key={number} d={outline(run, scale)} className={styles.curveOut} data-wide={isWide(run) ? '' : undefined} />
            ))}
          </g>
          {curve.events.map(
            (event) =>
              event.what === 'excursion' && <Peak key={`${event.from}${event.side}`} event={event} scale={scale} basis={unit.basis} />,
          )}
          <Marks curve={curve} scale={scale} />
          {curve.now !== null && curve.now >= curve.from && curve.now <= curve.to && (
            <line x1={scale.x(curve.now)} x2={scale.x(curve.now)} y1={scale.top} y2={scale.bottom} className={styles.nowLine} />
          )}
          {cursor !== null && here !== undefined && (
            <g>
              <line x1={scale.x(here.at)} x2={scale.x(here.at)} y1={scale.top} y2={scale.bottom} className={styles.cursor} />
              <circle cx={scale.x(here.at)} cy={scale.y((here.low + here.high) / 2)} r="5" className={styles.cursorPoint} />
            </g>
          )}
        </svg>
      )}
      {points.length === 0 && <p className={styles.noReadings}>No readings in this span.</p>}
    </div>
  );
}

export function pointWords({ at, low, high }: { at: number; low: number; high: number }, { unit }: FridgeCurve): string {
  const moment = clockAt(at)!;
  return low === high
    ? `${momentWords(moment)}: ${degreesWords(low, unit.basis)}`
    : `${clockWords(moment)}: ${degreesNumber(low)} to ${degreesWords(high, unit.basis)}`;
}

function nearest(points: readonly { at: number }[], at: number): number {
  let best = 0;
  for (const [index, point] of points.entries()) if (Math.abs(point.at - at) < Math.abs(points[best]!.at - at)) best = index;
  return best;
}

function useSize(box: { current: HTMLDivElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

function isWide({ low, high }: CurveRun): boolean {
  return low.some((value, index) => value !== high[index]);
}

/** A line where each point is a reading; the band between lowest and highest where many stand behind a point. */
function outline(run: CurveRun, { x, y }: Scale): string {
  const { at, low, high } = run;
  const there = at.map((one, index) => `${x(one).toFixed(1)} ${y(high[index]!).toFixed(1)}`);
  if (!isWide(run)) return `M${there.join('L')}`;
  const back = at.map((one, index) => `${x(one).toFixed(1)} ${y(low[index]!).toFixed(1)}`).reverse();
  return `M${there.join('L')}L${back.join('L')}Z`;
}

function Range({ curve, scale }: { curve: FridgeCurve; scale: Scale }) {
  const { low, high, basis } = curve.unit;
  const { left, right, y } = scale;
  return (
    <g>
      <rect x={left} y={y(high)} width={right - left} height={y(low) - y(high)} className={styles.band} />
      {degreeTicks(scale).map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} className={styles.grid} />
          <text x={left - 8} y={y(value) + 4} textAnchor="end" className={value === low || value === high ? styles.limitTick : styles.tick}>
            {`${degreesNumber(value).replace('.0', '')}°`}
          </text>
        </g>
      ))}
      {[low, high].map((limit, index) => (
        <g key={limit}>
          <line x1={left} x2={right} y1={y(limit)} y2={y(limit)} className={styles.limit} />
          <text x={left + 8} y={y(limit) + (index === 0 ? -7 : 16)} className={styles.tick}>
            {`${index === 0 ? 'Lower' : 'Upper'} limit ${degreesWords(limit, basis)}`}
          </text>
        </g>
      ))}
    </g>
  );
}

function Times({ curve, scale }: { curve: FridgeCurve; scale: Scale }) {
  const { x, top, bottom, left } = scale;
  return (
    <g>
      {timeTicks(curve).map(({ at, label }) => (
        <text key={at} x={x(at)} y={bottom + 18} textAnchor={x(at) < left + 20 ? 'start' : 'middle'} className={styles.tick}>
          {label}
        </text>
      ))}
      {midnights(curve).map(({ at, label }) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={top - 12} y2={bottom} className={styles.midnight} />
          <text x={x(at) + 6} y={top - 14} className={styles.limitTick}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

function Gap({ gap, scale, fill }: { gap: Extract<FridgeEvent, { what: 'gap' }>; scale: Scale; fill: string }) {
  const [from, to] = [Math.max(scale.left, scale.x(gap.from)), Math.min(scale.right, scale.x(gap.to))];
  if (to <= from) return null;
  const isWideEnough = scale.right - to > roomForWords * 1.3;
  return (
    <g>
      <rect x={from} y={scale.top} width={Math.max(2, to - from)} height={scale.bottom - scale.top} fill={fill} />
      {to - from > 4 && isWideEnough && (
        <text x={to + 6} y={scale.top + 14} className={styles.tick}>
          {`No data ${minutesWords(gap.minutes)}`}
        </text>
      )}
    </g>
  );
}

function Peak({ event, scale, basis }: { event: Extract<FridgeEvent, { what: 'excursion' }>; scale: Scale; basis: 'C' | 'F' }) {
  const at = event.peakAt ?? event.from;
  const [x, y] = [scale.x(at), scale.y(event.peak)];
  if (x < scale.left || x > scale.right) return null;
  const isLeft = x > scale.left + 120;
  return (
    <g>
      <circle cx={x} cy={y} r="4.5" className={styles.peak} />
      <text x={isLeft ? x - 10 : x + 10} y={y - 2} textAnchor={isLeft ? 'end' : 'start'} className={styles.peakWords}>
        {degreesWords(event.peak, basis)}
      </text>
    </g>
  );
}

/** Who looked, and where somebody left a remark. */
function Marks({ curve, scale }: { curve: FridgeCurve; scale: Scale }) {
  const { x, bottom, left, right } = scale;
  let last = Number.NEGATIVE_INFINITY;
  const marks = curve.events
    .flatMap((event) =>
      event.what === 'check' ? [{ at: event.at, words: event.initials }] : event.what === 'note' ? [{ at: event.at, words: '✎' }] : [],
    )
    .sort((one, other) => one.at - other.at)
    .filter(({ at }) => {
      if (x(at) < left || x(at) > right || x(at) - last < 22) return false;
      last = x(at);
      return true;
    });
  return (
    <g>
      {marks.length > 0 && (
        <text x={left} y={bottom + 38} className={styles.tick}>
          Checks
        </text>
      )}
      {marks
        .filter(({ at }) => x(at) > left + 56)
        .map(({ at, words }) => (
          <text key={at} x={x(at)} y={bottom + 38} textAnchor="middle" className={styles.limitTick}>
            {words}
          </text>
        ))}
    </g>
  );
}
