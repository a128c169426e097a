/** Where the median beats of the leads are drawn: all on one scale, today's and the earlier one's QRS beginning at the same place. */
import type { EkgMedianBeat } from '../../../../preload/contract.ts';

export interface BeatCell {
  lead: string;
  /** SVG paths in the cell's own units: milliseconds across, microvolts up. */
  today: string;
  before: string | null;
}

export interface BeatMark {
  name: string;
  milliseconds: number;
}

export interface BeatSheet {
  /** Milliseconds from the beginning of the QRS. */
  from: number;
  to: number;
  /** Microvolts. */
  top: number;
  bottom: number;
  cells: BeatCell[];
  marks: BeatMark[];
}

const markNames = { pOn: 'P on', pOff: 'P off', qrsOn: 'QRS on', qrsOff: 'QRS off', tOff: 'T off' } as const;

export function beatSheet(today: EkgMedianBeat, before: EkgMedianBeat | null): BeatSheet {
  const spans = [today, before].filter((beat) => beat !== null).map(spanOf);
  const from = Math.max(...spans.map((span) => span.from));
  const to = Math.min(...spans.map((span) => span.to));
  const levels = [today, before].flatMap((beat) => (beat === null ? [] : beat.values.flat()));
  const start = startOf(today);
  return {
    from,
    to,
    top: 1.08 * Math.max(300, ...levels),
    bottom: 1.08 * Math.min(-300, ...levels),
    cells: today.leads.map((lead, index) => ({
      lead,
      today: pathOf(today, index, from, to),
      before: before === null ? null : pathOf(before, before.leads.indexOf(lead), from, to),
    })),
    marks: Object.entries(markNames).flatMap(([key, name]) => {
      const at = today.points[key as keyof typeof markNames];
      return at === null ? [] : [{ name, milliseconds: Math.round(((at - start) * 1000) / today.hz) }];
    }),
  };
}

function startOf({ points, values }: EkgMedianBeat): number {
  return points.qrsOn ?? Math.round(0.4 * (values[0]?.length ?? 0));
}

function spanOf(beat: EkgMedianBeat): { from: number; to: number } {
  const start = startOf(beat);
  const length = beat.values[0]?.length ?? 0;
  return { from: (-start * 1000) / beat.hz, to: ((length - 1 - start) * 1000) / beat.hz };
}

function pathOf(beat: EkgMedianBeat, index: number, from: number, to: number): string {
  const start = startOf(beat);
  const points = (beat.values[index] ?? []).flatMap((value, at) => {
    const milliseconds = ((at - start) * 1000) / beat.hz;
    return milliseconds < from || milliseconds > to ? [] : [`${milliseconds.toFixed(1)} ${-value}`];
  });
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
