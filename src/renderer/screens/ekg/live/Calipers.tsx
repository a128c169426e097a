/** Two ends on one trace: dragged, or moved by the arrow keys; Tab goes from one to the other. What they read stands beside them. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type CaliperEnd, caliperReading, caliperWords, keptOn, moveByKey } from '../../../waveform/calipers.ts';
import { leadName } from '../../../waveform/lead-layout.ts';
import type { LeadTrace } from '../../../waveform/lead-sweep.ts';
import { sweepX } from '../../../waveform/sweep.ts';
import { restRow, type TraceScale } from '../../../waveform/trace-scale.ts';
import traceStyles from './traces.module.css';

interface CalipersProps {
  /** In style-sheet pixels. */
  traces: readonly LeadTrace[];
  scale: TraceScale;
  /** Instants drawn so far: where the sweep stands. */
  written: () => number;
  onClose: () => void;
}

export function Calipers({ traces, scale, written, onClose }: CalipersProps) {
  const [place, setPlace] = useState(traces.length - 1);
  const trace = traces[Math.min(place, traces.length - 1)]!;
  const { box } = trace;
  const [ends, setEnds] = useState<readonly [CaliperEnd, CaliperEnd]>(() => startIn(trace));
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const sweepAt = sweepX(trace.geometry, written());
  const words = caliperWords(caliperReading(ends, scale, sweepAt));
  const set = (which: 0 | 1, end: CaliperEnd) => {
    const kept = keptOn(box, end);
    setEnds((now) => (which === 0 ? [kept, now[1]] : [now[0], kept]));
  };
  const onKey = (which: 0 | 1) => (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault();
      const next = (place + (event.key === 'PageDown' ? 1 : -1) + traces.length) % traces.length;
      setPlace(next);
      setEnds(startIn(traces[next]!));
      return;
    }
    const moved = moveByKey(ends[which], event.key, event.shiftKey, scale, box);
    if (moved === null) return;
    event.preventDefault();
    event.stopPropagation();
    set(which, moved);
  };
  const drag = (which: 0 | 1) => (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const sheet = event.currentTarget.parentElement!.getBoundingClientRect();
    set(which, { x: event.clientX - sheet.left - box.left, y: event.clientY - sheet.top - box.top });
  };
  const put = (event: PointerEvent<HTMLDivElement>) => {
    const sheet = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - sheet.left;
    const y = event.clientY - sheet.top;
    const hit = traces.findIndex(({ box: { left, top, width, height } }) => x >= left && x < left + width && y >= top && y < top + height);
    if (event.target !== event.currentTarget || hit < 0 || hit === place) return;
    setPlace(hit);
    setEnds(startIn(traces[hit]!));
  };
  const left = Math.min(ends[0].x, ends[1].x);
  const right = Math.max(ends[0].x, ends[1].x);
  const top = Math.min(ends[0].y, ends[1].y);
  const bottom = Math.max(ends[0].y, ends[1].y);
  return (
    <div className={traceStyles.calipers} onPointerDown={put}>
      <div
        className={traceStyles.span}
        style={{ left: box.left + left, top: box.top, width: right - left, height: box.height }}
        aria-hidden="true"
      >
        <i style={{ top }} />
        <i style={{ top: bottom }} />
      </div>
      <output
        className={traceStyles.reading}
        style={{ left: Math.min(box.left + right + 8, box.left + box.width - 210), top: box.top + 4 }}
      >
        {leadName(trace.lead)}: {words}
      </output>
      {([0, 1] as const).map((which) => (
        <button
          key={which}
          ref={which === 0 ? first : undefined}
          type="button"
          role="slider"
          aria-label={`${which === 0 ? 'First' : 'Second'} end of the calipers on ${leadName(trace.lead)}`}
          aria-valuenow={Math.round(ends[which].x)}
          aria-valuemin={0}
          aria-valuemax={Math.round(box.width)}
          aria-valuetext={words}
          className={traceStyles.end}
          style={{ left: box.left + ends[which].x, top: box.top + ends[which].y }}
          onKeyDown={onKey(which)}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(which)}
        />
      ))}
    </div>
  );
}

/** About the middle, at rest. */
function startIn({ box }: LeadTrace): [CaliperEnd, CaliperEnd] {
  const y = restRow(box);
  return [
    { x: box.width * 0.45, y },
    { x: box.width * 0.55, y },
  ];
}
