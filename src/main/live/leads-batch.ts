/** EKG instants gathered for 40 ms, as waves are. Where instants were lost or a contact changed, a batch of its own begins. */
import type { LeadFrames } from '../../../drivers/model/heard.ts';
import type { LiveLeads } from '../../preload/contract.ts';
import type { Timers } from '../ports/timers.ts';

const batchMs = 40;

export interface LeadsBatch {
  add(deviceId: string, leads: LeadFrames): void;
  stop(): void;
}

export function createLeadsBatch(timers: Timers, announce: (leads: LiveLeads) => void): LeadsBatch {
  let gathered: LiveLeads[] = [];
  let callOff: (() => void) | null = null;
  function flush(): void {
    callOff = null;
    const batches = gathered;
    gathered = [];
    for (const batch of batches) announce(batch);
  }
  return {
    add(deviceId, leads) {
      const batch = batchOf(deviceId, leads, timers.now().getTime());
      const last = gathered.findLast((one) => one.deviceId === deviceId);
      if (last !== undefined && continues(last, batch)) append(last, batch);
      else gathered.push(batch);
      callOff ??= timers.after(batchMs, flush);
    },
    stop() {
      callOff?.();
      gathered = [];
    },
  };
}

function batchOf(deviceId: string, leads: LeadFrames, at: number): LiveLeads {
  return {
    deviceId,
    hz: leads.hz,
    leads: leads.leads,
    nanovoltsPerBit: leads.nanovoltsPerBit,
    samples: leads.samples.map((row) => [...row]),
    contact: leads.contact ?? {},
    lostBefore: leads.lostBefore,
    pacer: leads.pacer ?? [],
    at,
  };
}

function continues(last: LiveLeads, next: LiveLeads): boolean {
  const kept = ({ hz, leads, nanovoltsPerBit, contact }: LiveLeads) => JSON.stringify([hz, leads, nanovoltsPerBit, contact]);
  return next.lostBefore === 0 && kept(last) === kept(next);
}

function append(last: LiveLeads, next: LiveLeads): void {
  const before = last.samples[0]?.length ?? 0;
  for (const [row, samples] of last.samples.entries()) samples.push(...next.samples[row]!);
  last.pacer = [...last.pacer, ...next.pacer.map((instant) => before + instant)];
  last.at = next.at;
}
