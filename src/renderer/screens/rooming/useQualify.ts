import { useRef, useState } from 'react';
import type { Qualifiers } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import type { Act } from './useAct.tsx';

interface Statement {
  qualifiers: Qualifiers;
  overrideReason: string | null;
}

interface Qualify {
  /** What was stated, as far as it has been answered or not: the next choice adds to it. */
  qualifiers: Qualifiers;
  state: (qualifiers: Qualifiers, overrideReason: string | null) => void;
}

/** States qualifiers one order after the other: whoever chooses faster than the station answers loses no choice. */
export function useQualify(visitId: string, measurementId: string, stored: Qualifiers, act: Act['act']): Qualify {
  const [stated, setStated] = useState<Qualifiers | null>(null);
  const next = useRef<Statement | null>(null);
  const isSending = useRef(false);
  const target = useRef(measurementId);
  target.current = measurementId;

  async function send(): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    await act(async () => {
      while (next.current !== null) {
        const statement = next.current;
        next.current = null;
        await call('vitals.qualify', { visitId, measurementId: target.current, ...statement });
      }
    });
    next.current = null;
    isSending.current = false;
    setStated(null);
  }
  return {
    qualifiers: stated ?? stored,
    state(qualifiers, overrideReason) {
      setStated(qualifiers);
      next.current = { qualifiers, overrideReason };
      void send();
    },
  };
}
