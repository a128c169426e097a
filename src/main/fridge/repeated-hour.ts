/**
 * The hour that an autumn's clock shows twice, in a log whose program printed its times by that clock: rows of one instant are two readings
 * an hour apart. Each pass is judged by itself, as no duration goes over a change of the clock; of a logger that wrote the same reading twice
 * nothing changes.
 */
import type { UnitReading } from './excursions.ts';

const hourMs = 3_600_000;

/** Readings of each instant together, as they are stored; out come the first passes, then the second as after a change of the clock. */
export function inPasses(readings: readonly UnitReading[]): UnitReading[] {
  const isAgain = (index: number) => index > 0 && !readings[index]!.isAfterBreak && readings[index]!.at === readings[index - 1]!.at;
  const passes: UnitReading[] = [];
  for (let index = 0; index < readings.length; ) {
    if (!(index + 1 < readings.length && isAgain(index + 1))) {
      passes.push(readings[index]!);
      index += 1;
      continue;
    }
    const end = endOfHour(readings, index, isAgain);
    passes.push(...passesOf(readings.slice(index, end)));
    index = end;
  }
  return passes;
}

/** After the last reading that comes again within an hour of the first that does. */
function endOfHour(readings: readonly UnitReading[], from: number, isAgain: (index: number) => boolean): number {
  let end = from + 2;
  for (let index = end; index < readings.length && readings[index]!.at < readings[from]!.at + hourMs; index += 1) {
    if (readings[index]!.isAfterBreak) break;
    if (isAgain(index)) end = index + 1;
  }
  return end;
}

function passesOf(hour: readonly UnitReading[]): UnitReading[] {
  const [first, second]: [UnitReading[], UnitReading[]] = [[], []];
  let isSame = true;
  for (const reading of hour) {
    const before = first.at(-1);
    if (before?.at !== reading.at) first.push(reading);
    else {
      second.push(reading);
      isSame &&= before.value === reading.value;
    }
  }
  return isSame ? [...hour] : [...first, ...second.map((reading, index) => (index === 0 ? { ...reading, isAfterBreak: true } : reading))];
}
