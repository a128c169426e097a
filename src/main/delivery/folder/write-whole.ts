/** Writes a file whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** On disk under its name when it returns. Throws what the file system says. */
export function writeWhole(path: string, name: string, content: string | Uint8Array): void {
  const unfinished = join(path, `.${name}.unfinished`);
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, join(path, name));
  // The name, too, must outlast a loss of power. Windows cannot open a folder and needs not.
  if (process.platform !== 'win32') syncFolder(path);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
