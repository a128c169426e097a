/** How the traces are looked at: chosen by a person at this screen and kept there. Changes nothing that is stored. */
import { useCallback, useState } from 'react';
import type { EkgLayout } from '../../../../preload/contract.ts';
import type { LeadOrder } from '../../../waveform/lead-layout.ts';
import type { TraceScale } from '../../../waveform/trace-scale.ts';
import type { ViewFilter } from '../../../waveform/view-filter.ts';

export interface ViewChoices {
  speed: TraceScale['millimetresPerSecond'];
  gain: TraceScale['millimetresPerMillivolt'];
  filter: ViewFilter;
  /** null: as fits the width. */
  layout: EkgLayout | null;
  order: LeadOrder;
}

export const speeds = [25, 50] as const;
export const gains = [5, 10, 20] as const;
export const layouts: readonly { id: EkgLayout; label: string }[] = [
  { id: '3x4+1', label: '3×4 + II' },
  { id: '3x4+3', label: '3×4 + 3' },
  { id: '6x2', label: '6×2' },
  { id: '12x1', label: '12×1' },
];
export const bands: readonly { id: string; label: string; highPassHz: ViewFilter['highPassHz']; lowPassHz: ViewFilter['lowPassHz'] }[] = [
  { id: 'wide', label: '0.05–150 Hz', highPassHz: 0.05, lowPassHz: 150 },
  { id: 'quiet', label: '0.5–40 Hz', highPassHz: 0.5, lowPassHz: 40 },
];

const begin: ViewChoices = {
  speed: 25,
  gain: 10,
  filter: { highPassHz: 0.5, lowPassHz: 40, notchHz: 60 },
  layout: null,
  order: 'standard',
};
const name = 'isoline-ekg-view';

export function useViewChoices(): [ViewChoices, (change: Partial<ViewChoices>) => void] {
  const [choices, setChoices] = useState<ViewChoices>(() => readChoices(localStorage.getItem(name)));
  const change = useCallback((some: Partial<ViewChoices>) => {
    setChoices((now) => {
      const next = { ...now, ...some };
      localStorage.setItem(name, JSON.stringify(next));
      return next;
    });
  }, []);
  return [choices, change];
}

/** What was kept, part by part: a part that this version does not know is as at the beginning. */
export function readChoices(kept: string | null): ViewChoices {
  const found = parsed(kept);
  const filter = (found.filter ?? {}) as Partial<ViewFilter>;
  return {
    speed: oneOf(speeds, found.speed, begin.speed),
    gain: oneOf(gains, found.gain, begin.gain),
    filter: {
      highPassHz: oneOf([0.05, 0.5] as const, filter.highPassHz, begin.filter.highPassHz),
      lowPassHz: oneOf([40, 100, 150] as const, filter.lowPassHz, begin.filter.lowPassHz),
      notchHz: oneOf([50, 60, null] as const, filter.notchHz, begin.filter.notchHz),
    },
    layout: oneOf([null, ...layouts.map(({ id }) => id)], found.layout, begin.layout),
    order: oneOf(['standard', 'cabrera'] as const, found.order, begin.order),
  };
}

function parsed(kept: string | null): Partial<Record<keyof ViewChoices, unknown>> {
  try {
    const found: unknown = JSON.parse(kept ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

function oneOf<T>(known: readonly T[], found: unknown, otherwise: T): T {
  return known.includes(found as T) ? (found as T) : otherwise;
}

/** The next of a row of choices, or the one before; at its end it stays. */
export function stepped<T>(row: readonly T[], now: T, by: 1 | -1): T {
  return row[row.indexOf(now) + by] ?? now;
}
