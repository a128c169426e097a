import { useCallback, useEffect, useState } from 'react';

export type Place = 'today' | 'vitals' | 'outbox' | 'devices' | 'settings';

export const places: readonly Place[] = ['today', 'vitals', 'outbox', 'devices', 'settings'];

/** The place named in the address, so that back and reload keep it. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState<Place>(read);
  useEffect(() => {
    const hear = () => setPlace(read());
    window.addEventListener('hashchange', hear);
    return () => window.removeEventListener('hashchange', hear);
  }, []);
  const go = useCallback((next: Place) => {
    location.hash = `/${next}`;
    setPlace(next);
  }, []);
  return [place, go];
}

function read(): Place {
  const named = location.hash.replace(/^#\//, '');
  return places.find((place) => place === named) ?? 'today';
}
