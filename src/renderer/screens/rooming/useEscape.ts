import { useEffect, useRef } from 'react';

interface Opened {
  close: () => void;
}

/** What Escape can close now, the last opened last. */
const opened: Opened[] = [];

function hear(event: KeyboardEvent): void {
  const last = opened.at(-1);
  if (event.key !== 'Escape' || event.defaultPrevented || last === undefined) return;
  event.preventDefault();
  last.close();
}

/** Escape closes what was opened last, and only that. */
export function useEscape(close: () => void, isOn = true): void {
  const entry = useRef<Opened>({ close });
  entry.current.close = close;
  useEffect(() => {
    if (!isOn) return;
    const mine = entry.current;
    opened.push(mine);
    window.addEventListener('keydown', hear, { capture: true });
    return () => {
      opened.splice(opened.indexOf(mine), 1);
      if (opened.length === 0) window.removeEventListener('keydown', hear, { capture: true });
    };
  }, [isOn]);
}
