/** Files and standard input as commands read them: whole, and never more than such a file can be. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Why it could not be read, in words that follow its name: "there is no such file". */
export class UnreadInput extends Error {
  override name = 'UnreadInput';
}

const chunk = 1024 * 1024;

/** `path`: - is standard input. `largest`: bytes. Throws `UnreadInput`. */
export function readInput(path: string, largest: number): Buffer {
  try {
    if (path === '-') return readToEnd(0, largest);
    const file = openSync(path, 'r');
    try {
      const facts = fstatSync(file);
      if (facts.isDirectory()) throw new UnreadInput('it is a folder');
      if (facts.size > largest) throw tooLarge(largest);
      return readToEnd(file, largest);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    if (thrown instanceof UnreadInput) throw thrown;
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    throw new UnreadInput(plain[code] ?? `cannot be read (${code})`);
  }
}

const plain: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
};

function tooLarge(largest: number): UnreadInput {
  return new UnreadInput(`it is larger than ${largest / 1024 / 1024} MB, and none that is read here is`);
}

/** Read by read, as a pipe tells no length and a device never ends. */
function readToEnd(file: number, largest: number): Buffer {
  const parts: Buffer[] = [];
  const part = Buffer.allocUnsafe(chunk);
  let total = 0;
  for (;;) {
    const read = readOrWait(file, part);
    if (read === 0) return Buffer.concat(parts);
    total += read;
    if (total > largest) throw tooLarge(largest);
    parts.push(Buffer.from(part.subarray(0, read)));
  }
}

/** A terminal or a pipe that has nothing yet says so, where it was opened not to wait. */
function readOrWait(file: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(file, into);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
