/** Carries out an order and shows its refusal beside the button that was pressed. */
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../preload/contract.ts';
import { Refusal } from '../../ui/Refusal.tsx';

export interface Act {
  act: (order: () => Promise<unknown>) => Promise<boolean>;
  busy: boolean;
  failure: Failure | null;
  refusal: ReactNode;
}

/** `act` resolves to whether it was carried out. One order at a time: a second press while busy is not an order. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function act(order: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    try {
      await order();
      return true;
    } catch (thrown) {
      setFailure(thrown as Failure);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { act, busy, failure, refusal: failure === null ? null : <Refusal failure={failure} /> };
}
