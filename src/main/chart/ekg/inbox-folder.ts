/**
 * Watches a folder for files of carts: what stands still for two looks in a row is whole, and is taken in once. Nothing is moved or deleted.
 * What names files that are not there yet, or is nothing by itself, is given a while: a record may be several files that come one by one.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { largestFile, type PlacedFile } from './beside.ts';

const lookEveryMs = 2000;
/** For the rest of a record to be copied. */
const patienceMs = 60_000;

/** Beside it are the files that stand still in the same folder. */
export interface FoundFile extends PlacedFile {
  /** What it lacks will not be waited for any longer. */
  isLastCall: boolean;
}

/** What is done with what lies in the folder. */
export interface InboxHears {
  /** The names of the files that it was read with; null: not taken in yet. */
  found(file: FoundFile): Promise<readonly string[] | null>;
  /** Nothing is in it, or more than in any EKG: it stays where it is and is only told of. */
  left(fileName: string, size: number): Promise<void>;
}

export interface InboxFolder {
  /** null: no folder is watched. */
  watch(folder: string | null): void;
  stop(): void;
}

interface Standing {
  mark: string;
  sinceMs: number;
}

/** `unreadable` hears of a folder that cannot be looked into, once until it can. */
export function watchInbox({ found, left }: InboxHears, unreadable: (thrown: unknown) => void, waitMs = patienceMs): InboxFolder {
  const taken = new Set<string>();
  let standing = new Map<string, Standing>();
  let folder: string | null = null;
  let isTold = false;
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    const here = folder;
    if (here === null) return;
    try {
      const seen = await standingIn(here);
      const before = standing;
      standing = seen;
      const still = [...seen].filter(([path, { mark }]) => before.get(path)?.mark === mark);
      for (const [path, { mark }] of still) if (!taken.has(`${path} ${mark}`)) await lookAt(here, path, new Map(still));
      isTold = false;
    } catch (thrown) {
      if (!isTold) unreadable(thrown);
      isTold = true;
    }
  }

  /** Every file with when it was first seen as it is now. */
  async function standingIn(here: string): Promise<Map<string, Standing>> {
    const seen = new Map<string, Standing>();
    for (const name of await readdir(here)) {
      const path = join(here, name);
      const facts = name.startsWith('.') ? null : await stat(path).catch(() => null);
      if (facts === null || !facts.isFile()) continue;
      const mark = `${facts.size} ${facts.mtimeMs}`;
      const before = standing.get(path);
      seen.set(path, before?.mark === mark ? before : { mark, sinceMs: Date.now() });
    }
    return seen;
  }

  async function lookAt(here: string, path: string, still: ReadonlyMap<string, Standing>): Promise<void> {
    const { mark, sinceMs } = still.get(path)!;
    const [name, size] = [basename(path), Number(mark.split(' ')[0])];
    const isLastCall = Date.now() - sinceMs >= waitMs;
    if (size === 0 && !isLastCall) return;
    if (size === 0 || size > largestFile) await left(name, size);
    else {
      const ready = new Set([...still.keys()].map((other) => basename(other)));
      const used = await found({ name, bytes: await readFile(path), around: { folder: here, ready }, isLastCall });
      if (used === null) return;
      for (const one of used) taken.add(`${join(here, one)} ${still.get(join(here, one))?.mark}`);
    }
    taken.add(`${path} ${mark}`);
  }

  const next = () => {
    timer = setTimeout(() => void look().finally(next), lookEveryMs);
    timer.unref();
  };
  return {
    watch(wanted) {
      if (wanted === folder) return;
      folder = wanted;
      standing = new Map();
      isTold = false;
      if (timer === null) next();
    },
    stop() {
      folder = null;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
