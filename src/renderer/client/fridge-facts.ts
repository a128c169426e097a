/** What the station says of the vaccine fridges, handed to whichever screen listens. */
import type { Facts, FridgeFacts } from '../../preload/contract.ts';

type FridgeFact = keyof FridgeFacts;
type Listener<F extends FridgeFact> = (is: Facts[F]) => void;

const listeners: { [F in FridgeFact]: Set<Listener<F>> } = {
  'fridge.changed': new Set(),
  'fridge.drivesChanged': new Set(),
  'fridge.exporting': new Set(),
  'fridge.importing': new Set(),
  'fridge.taken': new Set(),
};

/** Returns the way to stop listening. */
export function onFridgeFact<F extends FridgeFact>(fact: F, listener: Listener<F>): () => void {
  listeners[fact].add(listener);
  return () => void listeners[fact].delete(listener);
}

function tell<F extends FridgeFact>(fact: F): Listener<F> {
  return (is) => {
    for (const listener of listeners[fact]) listener(is);
  };
}

export const fridgeFacts: { [F in FridgeFact]: Listener<F> } = {
  'fridge.changed': tell('fridge.changed'),
  'fridge.drivesChanged': tell('fridge.drivesChanged'),
  'fridge.exporting': tell('fridge.exporting'),
  'fridge.importing': tell('fridge.importing'),
  'fridge.taken': tell('fridge.taken'),
};
