/** Draws long papers on a thread of its own; rejects with what went wrong. */
import { type Draw, drawHere } from '../report/fridge/draw.ts';
import { createThread } from './thread.ts';

export interface PaperDrawer {
  draw: Draw;
  stop(): Promise<void>;
}

/** `report` hears of a thread that ended by itself. */
export function createPaperDrawer(report: (thrown: unknown) => void): PaperDrawer {
  const thread = createThread({ program: 'paper-worker', here: drawHere, report });
  return { draw: thread.work, stop: thread.stop };
}
