/** Remembers what an EKG device sends for as long as its screen is open. React hears of it only when a device begins anew. */
import { useEffect, useState } from 'react';
import { subscribeLeads } from '../client/live-store.ts';
import { createLeadMemory, type LeadMemory } from './lead-memory.ts';

/** null until the first batch of the device has come. */
export function useLeadMemory(deviceId: string | null): LeadMemory | null {
  const [memory, setMemory] = useState<LeadMemory | null>(null);
  useEffect(() => {
    let current: LeadMemory | null = null;
    setMemory(null);
    return subscribeLeads((batch) => {
      if (batch.deviceId !== deviceId) return;
      if (current === null || !current.fits(batch)) {
        current = createLeadMemory(batch);
        setMemory(current);
      }
      current.hear(batch);
    });
  }, [deviceId]);
  return memory;
}
