/** The traces on glass: their grid, names and calibration pulses, what is missing in words, and the calipers above them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { electrodesOf, standardLead } from '../../../../../drivers/model/leads.ts';
import type { EkgCoach } from '../../../../preload/contract.ts';
import { LeadCanvas } from '../../../waveform/LeadCanvas.tsx';
import { gridOf, leadName } from '../../../waveform/lead-layout.ts';
import type { LeadMemory } from '../../../waveform/lead-memory.ts';
import { leadsCutOff, tracesOf } from '../../../waveform/lead-sweep.ts';
import { createLeadView, type LeadView } from '../../../waveform/lead-view.ts';
import { calibrationPulse, pixelsPerMillivolt, pixelsPerSecond, restRow, type TraceScale } from '../../../waveform/trace-scale.ts';
import { Calipers } from './Calipers.tsx';
import traceStyles from './traces.module.css';
import type { ViewChoices } from './view-choices.ts';

interface EkgTracesProps {
  memory: LeadMemory;
  choices: ViewChoices;
  pixelsPerMillimetre: number;
  coach: EkgCoach | null;
  frozen: boolean;
  calipers: boolean;
  onCalipersClosed: () => void;
}

/** Below this width of the window the coach stands above the traces, and six rows of two fit better. */
const narrow = 1180;
const lowestRow = 60;

export function EkgTraces({ memory, choices, pixelsPerMillimetre, coach, frozen, calipers, onCalipersClosed }: EkgTracesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<LeadView | null>(null);
  const size = useSize(frame);
  const available = useMemo(() => createLeadView(memory, choices.filter).leads, [memory, choices.filter]);
  const layout = choices.layout ?? (window.innerWidth <= narrow ? '6x2' : '3x4+1');
  const grid = useMemo(() => gridOf(layout, choices.order, available), [layout, choices.order, available]);
  const scale = useMemo<TraceScale>(
    () => ({ millimetresPerSecond: choices.speed, millimetresPerMillivolt: choices.gain, pixelsPerMillimetre }),
    [choices.speed, choices.gain, pixelsPerMillimetre],
  );
  const margin = Math.ceil(calibrationPulse.seconds * pixelsPerSecond(scale)) + 16;
  const height = Math.max(size.height, grid.rows * lowestRow);
  const traces = useMemo(
    () => tracesOf(grid.cells, grid.rows, { left: margin, top: 0, width: Math.max(1, size.width - margin), height }, scale, memory.hz),
    [grid, margin, size.width, height, scale, memory.hz],
  );
  const cutOff = useCutOff(traces, view);
  const hear = useCallback((next: LeadView) => {
    view.current = next;
  }, []);
  const missing = grid.cells.map(({ lead }) => (coach !== null && isOff(lead, coach) ? lead : null)).filter((lead) => lead !== null);
  const label = [
    `${grid.cells.length} traces, ${frozen ? 'frozen' : 'running'}`,
    ...(coach?.heartRate == null ? [] : [`${coach.heartRate} per minute`]),
    ...[...new Set(missing)].map((lead) => `${leadName(lead)} no contact`),
  ].join(', ');
  return (
    <div className={traceStyles.frame} ref={frame} tabIndex={height > size.height + 1 ? 0 : undefined}>
      <div className={traceStyles.sheet} style={{ height }}>
        <LeadCanvas
          memory={memory}
          grid={grid}
          scale={scale}
          filter={choices.filter}
          margin={margin}
          label={label}
          className={traceStyles.canvas}
          onView={hear}
        />
        <Pulses rows={grid.rows} height={height} scale={scale} />
        {traces.map(({ lead, box }) => (
          <span key={`${lead} ${box.top}`} className={traceStyles.name} style={{ left: box.left + 4, top: box.top + 2 }}>
            {leadName(lead)}
            {coach !== null && isOff(lead, coach) && <b> No contact</b>}
            {cutOff.includes(lead) && <small> cut off: lower the gain</small>}
          </span>
        ))}
        {calipers && <Calipers traces={traces} scale={scale} written={() => view.current?.written ?? 0} onClose={onCalipersClosed} />}
      </div>
    </div>
  );
}

function isOff(lead: string, coach: EkgCoach): boolean {
  const standard = standardLead(lead.replace(/^-/, ''));
  return standard !== null && electrodesOf[standard].some((electrode) => coach.electrodes[electrode].state === 'off');
}

/** One pulse of a millivolt, a fifth of a second wide, before each row; and the lines between the rows. */
function Pulses({ rows, height, scale }: { rows: number; height: number; scale: TraceScale }) {
  const rowHeight = height / rows;
  const rest = restRow({ left: 0, top: 0, width: 0, height: rowHeight });
  const up = pixelsPerMillivolt(scale) * calibrationPulse.millivolts;
  const wide = pixelsPerSecond(scale) * calibrationPulse.seconds;
  return (
    <svg className={traceStyles.pulses} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own.
        <g key={row} transform={`translate(0 ${row * rowHeight})`}>
          {row > 0 && <path d="M0 0.5H6000" className={traceStyles.between} />}
          <path d={`M4 ${rest}h4v${-up}h${wide}v${up}h4`} className={traceStyles.pulse} />
        </g>
      ))}
    </svg>
  );
}

/** Leads whose tops are cut off, looked for once a second. */
function useCutOff(traces: Parameters<typeof leadsCutOff>[0], view: { current: LeadView | null }): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    const look = () => {
      const next = view.current === null ? [] : leadsCutOff(traces, view.current);
      setFound((now) => (now.join() === next.join() ? now : next));
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [traces, view]);
  return found;
}

function useSize(element: { current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (element.current === null) return;
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize((now) => (now.width === width && now.height === height ? now : { width, height }));
    });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return size;
}
