/** The files that lie in a folder with an EKG's, for formats that are several. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';

/** No resting EKG comes near, and a cart's card may hold anything. */
export const largestFile = 20 * 1024 * 1024;

/**
 * By their names, and by no name that leads out of the folder; those `isReady` says no to are not there yet. Reads on this thread: what an
 * EKG is read with is small. Throws `UnreadableTracing` where one file and those read before it are more than an EKG can be.
 */
export function filesBeside(folder: string, isReady: (path: string) => boolean = () => true): (name: string) => Uint8Array | null {
  let total = 0;
  return (name) => {
    if (name === '' || name.startsWith('.') || basename(name) !== name || /[\\/]/.test(name)) return null;
    const path = join(folder, name);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined || !facts.isFile() || !isReady(path)) return null;
    total += facts.size;
    if (total > largestFile) throw new UnreadableTracing(`with ${name} the record is larger than ${largestFile / 1024 / 1024} MB`);
    return readFileSync(path);
  };
}
