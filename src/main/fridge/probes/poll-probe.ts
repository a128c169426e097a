/** Asks a probe at its interval for as long as it is wanted: opens its port, opens it again when it went away, waits longer each time. */
import { holdLine } from '../../live/asked-line.ts';
import type { OpenPort } from '../../ports/port.ts';
import type { Timers } from '../../ports/timers.ts';
import type { ProbePlace } from './probe-place.ts';
import type { Polled } from './store-polled.ts';

export interface PollNeeds {
  openPort: OpenPort;
  timers: Timers;
  everySeconds: number;
  sensor: 'internal' | 'external';
  /** The number its sensor told when it was added; null: it tells none. Another sensor at its place is not stored as this one. */
  serial: string | null;
  heard(polled: Polled): void;
  /** What the probe said could not be kept. The port's own troubles are no news: a silent probe is said to be silent. */
  fault(thrown: unknown): void;
}

export interface Polling {
  /** Resolves when the port is free again. */
  stop(): Promise<void>;
}

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

export function pollProbe(place: ProbePlace, needs: PollNeeds): Polling {
  const { timers } = needs;
  let isWanted = true;
  let interrupt: () => void = () => undefined;
  let waitMs = firstWaitMs;

  async function poll(): Promise<void> {
    while (isWanted) {
      await converse().catch(() => undefined);
      if (isWanted) await pause();
      waitMs = Math.min(2 * waitMs, longestWaitMs);
    }
  }

  async function converse(): Promise<void> {
    const conversations: Promise<void>[] = [];
    const { openPort, everySeconds, sensor, serial } = needs;
    await openPort(place.address, place.variant.line, (port) => {
      const held = holdLine(port, timers);
      interrupt = () => void held.close();
      if (!isWanted) interrupt();
      const listen = async () => {
        let isOther = false;
        try {
          for await (const one of place.probe.converse(held.asking, { variant: place.variant.id, everyMs: everySeconds * 1000 })) {
            const told = one.kind === 'status' ? (one.identity?.serial ?? null) : null;
            if (told !== null) isOther = serial !== null && told !== serial;
            if (isOther || one.kind !== 'storage' || one.quantity !== 'storageTemperature' || one.sensor !== sensor) continue;
            waitMs = firstWaitMs;
            tell({ celsius: one.value, about: one.about ?? null });
          }
        } finally {
          await held.close();
        }
      };
      conversations.push(listen());
    });
    await Promise.all(conversations);
  }

  /** A full disk must not end the polling. */
  function tell(polled: Polled): void {
    if (!isWanted) return;
    try {
      needs.heard(polled);
    } catch (thrown) {
      needs.fault(thrown);
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = timers.after(waitMs, resolve);
      interrupt = () => {
        callOff();
        resolve();
      };
    });
  }

  const done = poll();
  return {
    async stop() {
      isWanted = false;
      interrupt();
      await done;
    },
  };
}
