/**
 * Tries the other speeds of a serial line, one after the other, for a device whose bytes arrive and are not understood.
 * Nothing is changed by it: the device is opened again as it was, and a person decides whether to keep what was found.
 */
import type { SpeedTrial, SpeedTry } from '../../preload/contract.ts';
import type { PortAddress } from '../ports/port.ts';
import { atSpeed, otherSpeeds } from './at-speed.ts';
import type { Configured } from './cards.ts';
import { lineWords } from './doctor.ts';
import { type ListenNeeds, listenAwhile, type Understood } from './listen-awhile.ts';
import { framesToBelieve } from './recognise.ts';

export interface RunningTrial {
  read(): SpeedTrial;
  /** Resolves when all was tried, or it was stopped. */
  done: Promise<void>;
  stop(): void;
}

/** null: there is nothing to try on this kind of link. */
export function notTried({ driver, variant, address }: Configured): SpeedTrial | null {
  const speeds = address.kind === 'serial' ? otherSpeeds(driver, variant) : [];
  if (speeds.length === 0) return null;
  const tries = speeds.map(
    (baud): SpeedTry => ({ baud, line: lineWords(atSpeed(variant, baud).line).line, state: 'next', bytes: 0, framesGood: 0 }),
  );
  return { state: 'not-tried', tries, best: null };
}

/** The port must be free. */
export function startTrial(device: Configured, planned: SpeedTrial, address: PortAddress, needs: ListenNeeds): RunningTrial {
  const stopping = new AbortController();
  const tries = planned.tries.map((one) => ({ ...one }));
  let state: SpeedTrial['state'] = 'running';
  async function run(): Promise<void> {
    for (const one of tries) {
      if (stopping.signal.aborted) break;
      one.state = 'listening';
      const variant = atSpeed(device.variant, one.baud);
      const heard = await listenAwhile(address, variant.line, [{ driver: device.driver, variant }], needs, stopping.signal);
      Object.assign(one, outcome(heard?.[0] ?? null));
    }
    state = 'done';
  }
  return {
    read: () => ({ state, tries: tries.map((one) => ({ ...one })), best: state === 'done' ? bestOf(tries) : null }),
    done: run(),
    stop: () => stopping.abort(),
  };
}

function outcome(heard: Understood | null): Pick<SpeedTry, 'state' | 'bytes' | 'framesGood'> {
  if (heard === null) return { state: 'not-opened', bytes: 0, framesGood: 0 };
  const { bytes, framesAccepted, damaged } = heard;
  const isGood = framesAccepted >= framesToBelieve && framesAccepted > damaged;
  return { state: isGood ? 'good' : bytes === 0 ? 'quiet' : 'not-understood', bytes, framesGood: framesAccepted };
}

function bestOf(tries: readonly SpeedTry[]): number | null {
  const good = tries.filter(({ state }) => state === 'good').sort((one, other) => other.framesGood - one.framesGood);
  return good[0]?.baud ?? null;
}
