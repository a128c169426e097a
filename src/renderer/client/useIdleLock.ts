import { useEffect, useRef } from 'react';

/** Calls `lock` when nobody has touched anything for that long. */
export function useIdleLock(minutes: number, lock: () => void): void {
  const act = useRef(lock);
  act.current = lock;
  useEffect(() => {
    let timer = setTimeout(() => act.current(), minutes * 60_000);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => act.current(), minutes * 60_000);
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, touched);
    };
  }, [minutes]);
}
