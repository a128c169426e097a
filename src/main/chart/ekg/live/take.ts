/** Ten seconds of a live EKG as a record, exactly as they came: nothing is resampled, filtered or filled. */
import { notableDrift } from '../../../../../drivers/model/clock-drift.ts';
import { type Tracing, tracingOf, unknownDevice } from '../../../../../drivers/model/tracing.ts';
import type { EkgPlacement } from '../../../../preload/contract.ts';
import { localTime } from '../../../local-time.ts';
import type { HeldSlice } from './held-leads.ts';

export interface TakeFacts {
  /** Host time of the slice's last instant, milliseconds since 1970. */
  endedAt: number;
  technician: string;
  placement: EkgPlacement;
  device: { label: string; serial: string | null; firmware: string | null };
  clockDriftPartsPerMillion: number | null;
  stoppedEarly: boolean;
  ofSeconds: number;
}

export function tracingOfTake(slice: HeldSlice, facts: TakeFacts): Tracing {
  const length = slice.to - slice.from;
  const startedAt = new Date(facts.endedAt - (1000 * length) / slice.hz);
  const { label, serial, firmware } = facts.device;
  return {
    ...tracingOf('isoline-recording', slice.leads),
    startedAt: localTime(startedAt.toISOString()),
    device: { ...unknownDevice(), model: label, serial, software: firmware },
    placement: facts.placement,
    technician: facts.technician,
    remarks: remarksOf(slice, facts),
  };
}

/** What a clinician must know of the samples themselves. */
function remarksOf({ lost, off, hz, from, to }: HeldSlice, facts: TakeFacts): string[] {
  const seconds = (instants: number) => `${Math.round((1000 * instants) / hz) / 1000} s`;
  const gaps = lost.map(
    ({ at, count }) => `${count} ${count === 1 ? 'instant was' : 'instants were'} lost at ${seconds(at)}, ${seconds(count)} long.`,
  );
  const drift = facts.clockDriftPartsPerMillion;
  return [
    ...(facts.stoppedEarly ? [`The recording ended at ${seconds(to - from)} of ${facts.ofSeconds} s.`] : []),
    ...gaps,
    ...(off.length === 0 ? [] : [`Without contact within it, by the device: ${off.join(', ')}.`]),
    ...(drift === null || Math.abs(drift) < notableDrift
      ? []
      : [`The device's clock went ${Math.abs(drift)} parts per million ${drift > 0 ? 'fast' : 'slow'} by the station's.`]),
  ];
}
