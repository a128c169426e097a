/** What a file's readings are beside those already stored: new, known, or saying otherwise for the same time. Pure. Times are clock seconds. */

export interface FileReading {
  at: number;
  value: number | null;
  note: string | null;
}

export interface FreshReading extends FileReading {
  /** Counts the readings of the same time. */
  occurrence: number;
}

export interface ReadingConflict {
  at: number;
  /** What is stored and stays, and what the file says; in the file's unit. */
  stored: number | null;
  file: number | null;
}

export interface MergedReadings {
  fresh: FreshReading[];
  known: number;
  conflicts: ReadingConflict[];
}

/** Of each time, the values in order; in the file's unit. */
export type StoredValues = ReadonlyMap<number, readonly (number | null)[]>;

/**
 * Readings of one time are compared in order. A file that begins in the middle of an hour that came twice holds only the later ones:
 * where its values are among the stored ones, in their order, all of them are known.
 */
export function mergeReadings(readings: readonly FileReading[], stored: StoredValues): MergedReadings {
  const merged: MergedReadings = { fresh: [], known: 0, conflicts: [] };
  for (const [at, group] of byTime(readings)) {
    const there = stored.get(at) ?? [];
    if (isWithin(group, there)) merged.known += group.length;
    else for (const [occurrence, reading] of group.entries()) compare(merged, reading, occurrence, there);
  }
  return merged;
}

function byTime(readings: readonly FileReading[]): Map<number, FileReading[]> {
  const groups = new Map<number, FileReading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.at);
    if (group === undefined) groups.set(reading.at, [reading]);
    else group.push(reading);
  }
  return groups;
}

function compare(merged: MergedReadings, reading: FileReading, occurrence: number, there: readonly (number | null)[]): void {
  if (occurrence >= there.length) merged.fresh.push({ ...reading, occurrence });
  else if (there[occurrence] === reading.value) merged.known += 1;
  else merged.conflicts.push({ at: reading.at, stored: there[occurrence]!, file: reading.value });
}

/** Whether the readings' values come in the others, in the same order. */
function isWithin(readings: readonly FileReading[], others: readonly (number | null)[]): boolean {
  let next = 0;
  for (const other of others) if (next < readings.length && other === readings[next]!.value) next += 1;
  return next === readings.length;
}
