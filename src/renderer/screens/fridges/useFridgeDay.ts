/** The day at the fridges as the station sees it, kept current by its facts and by the clock. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure, FridgeDay } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { onFridgeFact } from '../../client/fridge-facts.ts';

const everyMilliseconds = 30_000;

export function useFridgeDay(): { day: FridgeDay | null; failure: Failure | null; reload: () => void } {
  const [day, setDay] = useState<FridgeDay | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reload = useCallback(() => {
    call('fridge.day', null).then(
      (is) => {
        setDay(is);
        setFailure(null);
      },
      (thrown: Failure) => setFailure(thrown),
    );
  }, []);
  useEffect(() => {
    reload();
    const stop = onFridgeFact('fridge.changed', reload);
    const timer = setInterval(reload, everyMilliseconds);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [reload]);
  return { day, failure, reload };
}
