/** What the times of a series say: its interval, its direction, and a printed clock that was moved for summer time. Cold-chain notes 3.5, 13. */
import { clockSeconds } from '../framing/local-time.ts';
import type { LoggedReading } from '../model/logger-log.ts';

/** The median step between rows, in seconds; null where there is none. */
export function medianStep(readings: readonly LoggedReading[]): number | null {
  const steps: number[] = [];
  for (let index = 1; index < readings.length; index += 1) {
    const step = Math.abs(clockSeconds(readings[index]!.at) - clockSeconds(readings[index - 1]!.at));
    if (step > 0) steps.push(step);
  }
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? null;
}

export function sequenceNotes(readings: readonly LoggedReading[], declared: number | null, step: number | null): string[] {
  const notes: string[] = [];
  if (declared !== null && step !== null && declared !== step)
    notes.push(`The file says one reading every ${spoken(declared)}; its rows are ${spoken(step)} apart. The rows are believed.`);
  let back = 0;
  for (let index = 1; index < readings.length; index += 1) if (readings[index]!.at < readings[index - 1]!.at) back += 1;
  if (readings.length > 1 && back === readings.length - 1) notes.push('The rows run from the newest to the oldest.');
  else if (back > 0) notes.push(`${back} ${back === 1 ? 'row is' : 'rows are'} earlier than the row before.`);
  return notes;
}

function spoken(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** The step of 0.5 or 1 that all values keep to; null where they are finer or too few to tell. */
export function resolutionOf(readings: readonly LoggedReading[]): number | null {
  const values = new Set(readings.flatMap(({ value }) => value ?? []));
  if (values.size < 4 || readings.length < 20) return null;
  const keepTo = (step: number) => [...values].every((value) => Number.isInteger(value / step));
  return keepTo(1) ? 1 : keepTo(0.5) ? 0.5 : null;
}
