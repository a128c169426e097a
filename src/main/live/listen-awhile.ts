/** Opens a port for a few seconds and counts what each language makes of what comes. Listeners only listen; what must be asked is asked to say what it has. */
import type { Driver, Line, Variant } from '../../../drivers/model/driver.ts';
import type { Heard } from '../../../drivers/model/heard.ts';
import type { OpenPort, Port, PortAddress } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import { createHearing, type Hearing, listen, type SplitLines } from './hearing.ts';

export interface Language {
  driver: Driver;
  variant: Variant;
}

export interface Understood extends Language {
  bytes: number;
  framesAccepted: number;
  damaged: number;
}

export interface ListenNeeds {
  openPort: OpenPort;
  splitLines: SplitLines;
  timers: Timers;
}

/** Long enough for three frames of a device that speaks once a second, or answers a slow question. */
const listenMs = 4500;

/** null: the port could not be opened. `signal` ends it before its time. */
export async function listenAwhile(
  address: PortAddress,
  line: Line,
  languages: readonly Language[],
  needs: ListenNeeds,
  signal?: AbortSignal,
): Promise<Understood[] | null> {
  const tries = languages.map((language) => ({ ...language, bytes: 0, framesAccepted: 0, damaged: 0 }));
  const accept = (port: Port) => {
    const hearings = tries.map((one) => hearingFor(one, port, needs));
    port.onBytes((bytes) => {
      for (const one of tries) one.bytes += bytes.length;
      for (const hearing of hearings) hearing.bytes(bytes);
    });
    port.onClosed(() => {
      for (const hearing of hearings) hearing.end();
    });
  };
  try {
    const link = await needs.openPort(address, line, accept);
    await wait(needs.timers, signal);
    await link.close();
  } catch {
    return null;
  }
  return tries;
}

function wait(timers: Timers, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    const callOff = timers.after(listenMs, done);
    const end = () => {
      callOff();
      done();
    };
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

function hearingFor(one: Understood, port: Port, needs: ListenNeeds): Hearing {
  const heard = (facts: readonly Heard[]) => {
    one.framesAccepted += new Set(facts.filter(({ kind }) => kind !== 'noise').map(({ from, at }) => `${from} ${at}`)).size;
    one.damaged += facts.filter(({ kind }) => kind === 'noise').length;
  };
  if (one.driver.converse === undefined) return listen({ ...one, ...needs, heard });
  const nothing = () => undefined;
  return createHearing({ ...one, ...needs, port, heard, unanswered: nothing, nothingNew: nothing, broke: nothing });
}
