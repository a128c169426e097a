/** What the file system lets somebody do who is not root. */
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

/** A file that is theirs, and not the root's. */
export const plainOwner = isRoot ? { uid: nobody, gid: nobody } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
