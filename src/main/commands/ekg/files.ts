/** EKG files from disk: what is named, what lies beside it, and packed ones unpacked within bounds. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';

/** Of a file as it lies there, and of what it unpacks to. */
const largest = 256 * 1024 * 1024;

/** The record in a file, or on standard input where it is named -. Throws an error whose message names the file and what is wrong with it. */
export async function readTracingFile(path: string): Promise<Tracing> {
  try {
    return await readTracing(tracingFile(path));
  } catch (thrown) {
    if (thrown instanceof UnreadableTracing) throw new Error(`${path === '-' ? 'standard input' : path}: ${thrown.message}.`);
    throw thrown;
  }
}

function tracingFile(path: string): TracingFile {
  const bytes = bytesOf(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return {
    name: basename(path).replace(isPacked ? /\.gz$/i : /$^/, ''),
    bytes: isPacked ? unpacked(bytes) : bytes,
    beside: (name) => besideOf(path, name),
  };
}

function bytesOf(path: string): Uint8Array {
  try {
    if (path === '-') return readFileSync(0);
    if (statSync(path).size <= largest) return readFileSync(path);
  } catch (problem) {
    const { code = '' } = problem as NodeJS.ErrnoException;
    throw new UnreadableTracing(plain[code] ?? `it cannot be read: ${code}`);
  }
  throw new UnreadableTracing(tooLarge);
}

const tooLarge = `the file is larger than ${largest / 1024 / 1024} MB, and no recording is`;

const plain: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  ERR_FS_FILE_TOO_LARGE: tooLarge,
};

/** Only names in the same folder: a header may not reach elsewhere. */
function besideOf(path: string, name: string): Uint8Array | null {
  if (path === '-' || basename(name) !== name) return null;
  try {
    return bytesOf(join(dirname(path), name));
  } catch (thrown) {
    if ((thrown as Error).message === tooLarge) throw thrown;
    return null;
  }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch {
    throw new UnreadableTracing('the packed file cannot be unpacked, or holds more than a recording can');
  }
}
