/** EKG files from disk: what is named, what lies beside it, and packed ones unpacked within bounds. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import { readInput, UnreadInput } from '../input.ts';

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
    return readInput(path, largest);
  } catch (thrown) {
    if (thrown instanceof UnreadInput) throw new UnreadableTracing(thrown.message);
    throw thrown;
  }
}

/** Only names in the same folder: a header may not reach elsewhere. */
function besideOf(path: string, name: string): Uint8Array | null {
  if (path === '-' || basename(name) !== name) return null;
  const beside = join(dirname(path), name);
  return existsSync(beside) ? bytesOf(beside) : null;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch {
    throw new UnreadableTracing('the packed file cannot be unpacked, or holds more than a recording can');
  }
}
