/** Ports that no device has been chosen for: listened to one after the other, until one device is recognised or a person must choose. */
import type { UnclaimedPort } from '../../preload/contract.ts';
import type { Timers } from '../ports/timers.ts';
import type { SeenPort } from '../ports/watch.ts';
import type { Candidate } from './recognise.ts';

export interface UnclaimedNeeds {
  timers: Timers;
  recognise(port: SeenPort): Promise<Candidate[]>;
  /** Whether a configured device holds this port. */
  isClaimed(port: SeenPort): boolean;
  /** One device only fits. */
  recognised(port: SeenPort, candidate: Candidate): void;
  changed(): void;
}

export interface Unclaimed {
  /** These are plugged in now. */
  seen(ports: readonly SeenPort[]): void;
  /** Something was chosen or forgotten. */
  again(): void;
  list(): UnclaimedPort[];
  stop(): void;
}

/** A device may be switched on long after its cable was plugged in. */
const tryAgainMs = 60_000;

interface Found extends Pick<UnclaimedPort, 'candidates' | 'state'> {
  port: SeenPort;
  triedAt: number | null;
}

export function createUnclaimed({ timers, recognise, isClaimed, recognised, changed }: UnclaimedNeeds): Unclaimed {
  const found = new Map<string, Found>();
  let busy = false;
  let stopped = false;
  let callOff = (): void => undefined;
  const keyOf = ({ kind, path }: SeenPort) => `${kind} ${path}`;

  /** A port without a USB chip is on nearly every computer with nothing behind it; those are left to be chosen by hand. */
  function seen(ports: readonly SeenPort[]): void {
    const plugged = new Map(ports.filter(({ usb }) => usb !== null).map((port) => [keyOf(port), port]));
    for (const key of found.keys()) if (!plugged.has(key)) found.delete(key);
    for (const [key, port] of plugged) {
      if (!found.has(key)) found.set(key, { port, candidates: [], state: 'unknown', triedAt: null });
    }
    changed();
    void work();
  }

  function nextToTry(): Found | undefined {
    const now = timers.now().getTime();
    const isDue = ({ triedAt }: Found) => triedAt === null || now - triedAt >= tryAgainMs;
    return [...found.values()].find((one) => one.state !== 'ambiguous' && isDue(one) && !isClaimed(one.port));
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let one = nextToTry(); one !== undefined && !stopped; one = nextToTry()) await listenTo(one);
    busy = false;
    callOff();
    if (!stopped && found.size > 0) callOff = timers.after(tryAgainMs, () => void work());
  }

  async function listenTo(one: Found): Promise<void> {
    one.state = 'listening';
    changed();
    const candidates = await recognise(one.port);
    one.triedAt = timers.now().getTime();
    one.candidates = candidates.map(({ driver, framesAccepted }) => ({ driverId: driver.id, label: driver.label, framesAccepted }));
    one.state = candidates.length > 1 ? 'ambiguous' : 'unknown';
    const [only] = candidates;
    if (candidates.length === 1 && !stopped && found.get(keyOf(one.port)) === one && !isClaimed(one.port)) recognised(one.port, only!);
    changed();
  }

  return {
    seen,
    again() {
      changed();
      void work();
    },
    list: () =>
      [...found.values()]
        // A HID device of which no driver knows is a mouse or a keyboard.
        .filter(({ port, candidates }) => !isClaimed(port) && (port.kind === 'serial' || candidates.length > 0))
        .map(({ port, candidates, state }) => ({ path: port.path, kind: port.kind, chip: port.chip, candidates, state })),
    stop() {
      stopped = true;
      callOff();
    },
  };
}
