import { useCallback, useEffect, useState } from 'react';

export type Place = 'today' | 'vitals' | 'ekg' | 'fridges' | 'outbox' | 'devices' | 'settings';

/** The places from top to bottom, each with the digit that goes there with Alt: a place keeps its digit whatever stands above it. */
export const places: readonly { place: Place; digit: number }[] = [
  { place: 'today', digit: 1 },
  { place: 'vitals', digit: 2 },
  { place: 'ekg', digit: 3 },
  { place: 'fridges', digit: 4 },
  { place: 'outbox', digit: 5 },
  { place: 'devices', digit: 6 },
  { place: 'settings', digit: 7 },
];

interface Address {
  place: Place;
  /** What of the place: `inbox` in `#/ekg/inbox`; '' for the place itself. */
  part: string;
}

/** The place named in the address, and what of it, so that back and reload keep both. */
export function usePlace(): [Address, (place: Place, part?: string) => void] {
  const [address, setAddress] = useState<Address>(read);
  useEffect(() => {
    const hear = () => setAddress(read());
    window.addEventListener('hashchange', hear);
    return () => window.removeEventListener('hashchange', hear);
  }, []);
  const go = useCallback((place: Place, part = '') => {
    location.hash = part === '' ? `/${place}` : `/${place}/${encodeURIComponent(part)}`;
    setAddress({ place, part });
  }, []);
  return [address, go];
}

function read(): Address {
  const [named = '', part = ''] = location.hash.replace(/^#\//, '').split('/');
  const place = places.find(({ place }) => place === named)?.place ?? 'today';
  return { place, part: place === named ? decode(part) : '' };
}

/** What a person typed into the address need not be well-formed. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
