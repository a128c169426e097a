/** Orders to the station, typed by the contract. Resolves with the answer; rejects with a Failure. */
import type { Call, Calls, Down, Failure } from '../../preload/contract.ts';
import type { Connection } from './connect.ts';

interface Waiting {
  resolve: (out: unknown) => void;
  reject: (failure: Failure) => void;
}

let connection: Connection | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

export function call<C extends Call>(name: C, input: Calls[C]['in']): Promise<Calls[C]['out']> {
  return new Promise((resolve, reject) => {
    if (connection === null) return reject(lost());
    count += 1;
    waiting.set(count, { resolve: resolve as (out: unknown) => void, reject });
    connection.send(JSON.stringify({ id: count, call: name, in: input }));
  });
}

export function setConnection(next: Connection | null): void {
  connection = next;
  if (next !== null) return;
  for (const { reject } of waiting.values()) reject(lost());
  waiting.clear();
}

/** Gives an answer to whoever waits for it; true when it was one. */
export function hearAnswer(down: Down): boolean {
  if (!('id' in down)) return false;
  const asked = waiting.get(down.id);
  waiting.delete(down.id);
  if ('failed' in down) asked?.reject(down.failed);
  else asked?.resolve(down.out);
  return true;
}

/** Nothing is known of an order whose answer did not come: it may have been carried out. */
function lost(): Failure {
  return { code: 'not-connected', ref: '' };
}
