import { useState } from 'react';
import type { IncidentForm } from '../../../../preload/contract.ts';

/** Every field of the record as the text in it. */
export type Texts = Record<keyof Omit<IncidentForm, 'level'>, string>;

/** By person and incident, until the page is closed. */
const kept = new Map<string, Partial<Texts>>();

/**
 * What a person wrote of an incident and has not saved. It waits for them while they are elsewhere (a logger that is plugged in
 * takes the screen by itself), and is shown to nobody else.
 */
export function useWritten(personId: string, incidentId: string) {
  const key = `${personId} ${incidentId}`;
  const [written, setWritten] = useState(() => kept.get(key) ?? {});
  const write = (change: Partial<Texts>) => {
    const next = { ...kept.get(key), ...change };
    kept.set(key, next);
    setWritten(next);
  };
  const forget = () => {
    kept.delete(key);
    setWritten({});
  };
  return { written, write, forget };
}
