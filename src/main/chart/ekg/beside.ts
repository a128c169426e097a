/** The files that lie with an EKG's, for formats that are several. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TracingFile, UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';

/** No resting EKG comes near, and a cart's card may hold anything. */
export const largestFile = 20 * 1024 * 1024;

/** In a folder, of which those that are not `ready` are not there yet (null: all are); or at hand, by name. A message can carry it. */
export type Around = { folder: string; ready: ReadonlySet<string> | null } | { files: ReadonlyMap<string, Uint8Array> };

/** An EKG's file and where those beside it are. A message can carry it. */
export interface PlacedFile {
  name: string;
  bytes: Uint8Array;
  around: Around;
}

/** Its `beside` throws `UnreadableTracing` where one file and those read before it are more than an EKG can be. */
export function tracingFileOf({ name, bytes, around }: PlacedFile): TracingFile {
  return { name, bytes, beside: 'files' in around ? (other) => around.files.get(other) ?? null : besideIn(around) };
}

/** By their names, and by no name that leads out of the folder. Reads at once: what an EKG is read with is small. */
function besideIn({ folder, ready }: Extract<Around, { folder: string }>): TracingFile['beside'] {
  let total = 0;
  return (name) => {
    if (name === '' || name.startsWith('.') || basename(name) !== name || /[\\/]/.test(name)) return null;
    const path = join(folder, name);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined || !facts.isFile() || ready?.has(name) === false) return null;
    total += facts.size;
    if (total > largestFile) throw new UnreadableTracing(`with ${name} the record is larger than ${largestFile / 1024 / 1024} MB`);
    return readFileSync(path);
  };
}
