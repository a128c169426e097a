/** The window's size and place, remembered between starts. */
import { z } from 'zod';

export interface WindowSize {
  bounds: { x?: number; y?: number; width: number; height: number };
  maximized: boolean;
}

const shape = z.object({
  bounds: z.object({ x: z.number().optional(), y: z.number().optional(), width: z.number().min(400), height: z.number().min(300) }),
  maximized: z.boolean(),
});

const first: WindowSize = { bounds: { width: 1440, height: 900 }, maximized: false };

/** What was remembered, or the first size where nothing readable was. */
export function readWindowSize(file: string, read: (file: string) => string): WindowSize {
  try {
    return shape.parse(JSON.parse(read(file)));
  } catch {
    return first;
  }
}

/** Remembering is a courtesy: a place that cannot be written is passed over. */
export function writeWindowSize(file: string, size: WindowSize, write: (file: string, text: string) => void): void {
  try {
    write(file, JSON.stringify(size));
  } catch {
    // The next start opens at the first size.
  }
}
