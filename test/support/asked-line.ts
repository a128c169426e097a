/** Lines to simulated probes and loggers: one whose time passes only when somebody waits, and one over a real serial port. */
import type { Simulation } from '../../drivers/model/driver.ts';
import type { AskedLine } from '../../drivers/model/logger-device.ts';
import type { Pty } from './pty.ts';
import { type Scripted, scriptedAsking } from './scripted-asking.ts';
import { tinyVariant } from './tiny-variant.ts';

export type ScriptedLine = Scripted & AskedLine & { readonly bauds: readonly number[] };

export function scriptedLine(simulation: Simulation, untilMs: number, meanwhile?: (nowMs: number) => void): ScriptedLine {
  const scripted = scriptedAsking(simulation, tinyVariant, untilMs, meanwhile);
  const bauds: number[] = [];
  return Object.assign(Object.create(scripted) as Scripted, {
    bauds,
    setBaud: async (baud: number) => {
      bauds.push(baud);
    },
  });
}

/** Lets the simulated device answer at its end of a pseudo-terminal, cut into pieces of `piece` bytes. Returns the way to stop it. */
export function answerOver(pty: Pty, simulation: Simulation, questionLength: (asked: Uint8Array) => number, piece = 7): () => void {
  let read = 0;
  const timer = setInterval(() => {
    for (;;) {
      const waiting = Buffer.from(pty.written().slice(read), 'latin1');
      if (waiting.length === 0) return;
      const length = questionLength(waiting);
      if (waiting.length < length) return;
      read += length;
      for (const { bytes } of simulation.answer(waiting.subarray(0, length), 0))
        for (let from = 0; from < bytes.length; from += piece) pty.write(bytes.subarray(from, from + piece));
    }
  }, 2);
  return () => clearInterval(timer);
}
