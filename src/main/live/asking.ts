/** What a conversation holds in its hand: it asks, and is given the frames that come back. */
import type { Asking, Frame } from '../../../drivers/model/driver.ts';
import type { Port } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';

export interface AskingLine {
  asking: Asking;
  /** A frame came in. */
  frame(frame: Frame): void;
  end(): void;
}

export interface AskingNeeds {
  write: Port['write'];
  writeFeature: Port['writeFeature'];
  timers: Timers;
  /** The conversation turns to its line again: what it has said so far belongs together, and is what it made of the frame it `took`. */
  turned(took: boolean): void;
  unanswered(): void;
}

/** Frames that nobody has asked for yet. A device that talks on its own must not fill the memory. */
const mostWaiting = 256;

export function createAsking({ write, writeFeature, timers, turned, unanswered }: AskingNeeds): AskingLine {
  const waiting: Frame[] = [];
  const wakes = new Set<() => void>();
  let ended = false;
  let asked = false;
  let took = false;
  const turn = () => {
    const before = took;
    took = false;
    turned(before);
  };

  /** Resolves after `ms`, or when woken. */
  function sleep(ms: number, wakeFor: (wake: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        callOff();
        wakes.delete(wake);
        resolve();
      };
      const callOff = timers.after(ms, wake);
      wakes.add(wake);
      wakeFor(wake);
    });
  }

  let arrived = (): void => undefined;
  async function nextFrame(timeoutMs: number): Promise<Frame | null> {
    turn();
    if (waiting.length === 0 && !ended) {
      await sleep(timeoutMs, (wake) => {
        arrived = wake;
      });
    }
    arrived = () => undefined;
    const frame = waiting.shift() ?? null;
    if (frame === null && asked && !ended) unanswered();
    asked = false;
    took = frame !== null;
    return frame;
  }
  async function sendBy(writing: Port['write'], bytes: Uint8Array): Promise<void> {
    turn();
    asked = true;
    if (!ended) await writing(bytes);
  }
  return {
    asking: {
      send: (bytes) => sendBy(write, bytes),
      sendFeature: (bytes) => sendBy(writeFeature, bytes),
      nextFrame,
      async pause(ms) {
        turn();
        if (!ended) await sleep(ms, () => undefined);
      },
      get ended() {
        return ended;
      },
    },
    frame(frame) {
      waiting.push(frame);
      if (waiting.length > mostWaiting) waiting.shift();
      arrived();
    },
    end() {
      ended = true;
      for (const wake of [...wakes]) wake();
    },
  };
}
