/** A clone must land on Windows and macOS too: no name that one of them refuses, and no two that fall into one. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const made = new Set(['node_modules', 'out', 'coverage', 'test-results', '.vite', '.git']);

/** What Windows takes in no file name, at its end, or as a whole name whatever its ending. */
const refused = /[<>:"|?*\\]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !made.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return [relative(root, path).split(sep).join('/'), ...(entry.isDirectory() ? namesIn(path) : [])];
    });
}

describe('the names of the repository', () => {
  const names = namesIn(root);

  it('can be written on every system', () => {
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => refused.test(name.split('/').at(-1)!))).toEqual([]);
  });

  it('stay apart where letters of either case are one', () => {
    const seen = new Map<string, string>();
    const clashes: string[] = [];
    for (const name of names) {
      const other = seen.get(name.toLowerCase());
      if (other !== undefined) clashes.push(`${other} and ${name}`);
      seen.set(name.toLowerCase(), name);
    }
    expect(clashes).toEqual([]);
  });
});
