/** One unbroken stream of EKG instants of a device, with what watches it. After a break a new one begins. */
import type { LiveLeads } from '../../../../preload/contract.ts';
import { type Coach, createCoach, type Judging } from './coach.ts';
import { type HeldLeads, holdLeads } from './held-leads.ts';
import { createStreamClock, type StreamClock } from './stream-clock.ts';

export interface LeadStream {
  deviceId: string;
  held: HeldLeads;
  clock: StreamClock;
  coach: Coach;
  hear(batch: LiveLeads): void;
}

export function beginStream(first: LiveLeads, judging: Judging): LeadStream {
  const held = holdLeads(first);
  const clock = createStreamClock(first.hz);
  return {
    deviceId: first.deviceId,
    held,
    clock,
    coach: createCoach(first.deviceId, held, clock, judging),
    hear(batch) {
      held.add(batch);
      clock.add(held.end, batch.at);
    },
  };
}
