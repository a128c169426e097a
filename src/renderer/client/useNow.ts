import { useEffect, useState } from 'react';

/** Milliseconds since 1970, moved on once a second: ages and countdowns change in whole steps. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
