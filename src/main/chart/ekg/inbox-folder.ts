/** Watches a folder for files of carts: what stands still for two looks in a row is whole, and is taken in once. Nothing is moved or deleted. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const lookEveryMs = 2000;
const largestFile = 20 * 1024 * 1024;

/** What is done with what lies in the folder. A file that is larger than any EKG stays where it is and is only told of. */
export interface InboxHears {
  found(fileName: string, bytes: Uint8Array): Promise<void>;
  tooLarge(fileName: string, size: number): Promise<void>;
}

export interface InboxFolder {
  /** null: no folder is watched. */
  watch(folder: string | null): void;
  stop(): void;
}

/** `unreadable` hears of a folder that cannot be looked into, once until it can. */
export function watchInbox({ found, tooLarge }: InboxHears, unreadable: (thrown: unknown) => void): InboxFolder {
  const taken = new Set<string>();
  let waiting = new Map<string, string>();
  let folder: string | null = null;
  let isTold = false;
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    const here = folder;
    if (here === null) return;
    try {
      const seen = new Map<string, string>();
      for (const name of await readdir(here)) await lookAt(here, name, seen);
      waiting = seen;
      isTold = false;
    } catch (thrown) {
      if (!isTold) unreadable(thrown);
      isTold = true;
    }
  }

  async function lookAt(here: string, name: string, seen: Map<string, string>): Promise<void> {
    const path = join(here, name);
    const facts = await stat(path).catch(() => null);
    if (facts === null || !facts.isFile() || name.startsWith('.') || facts.size === 0) return;
    const mark = `${facts.size} ${facts.mtimeMs}`;
    if (taken.has(`${path} ${mark}`)) return;
    if (waiting.get(path) !== mark) {
      seen.set(path, mark);
      return;
    }
    if (facts.size > largestFile) await tooLarge(name, facts.size);
    else await found(name, await readFile(path));
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
      waiting = new Map();
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
