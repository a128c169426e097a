/** What the file system lets somebody do who is not root. */
import { chownSync } from 'node:fs';

/** Windows has no modes to refuse anything with. */
export const hasFileModes = process.platform !== 'win32';
/** Ends the title of a test that is skipped without them. */
export const modesOrWhy = hasFileModes ? '' : '; skipped: Windows has no such file modes';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Does it as a user without rights of its own where the tests run as root, and otherwise as the one who runs them. */
export function asPlainUser<T>(act: () => T): T {
  if (!isRoot) return act();
  process.seteuid!(nobody);
  try {
    return act();
  } finally {
    process.seteuid!(0);
  }
}

/** Makes a file theirs. */
export function giveToPlainUser(file: string): void {
  if (isRoot) chownSync(file, nobody, nobody);
}
