/** EKG files from disk: what is named, what lies beside it, and packed ones unpacked within bounds. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';

const largestUnpacked = 256 * 1024 * 1024;

/** The record in a file. Throws an error whose message names the file and what is wrong with it. */
export async function readTracingFile(path: string): Promise<Tracing> {
  try {
    return await readTracing(tracingFile(path));
  } catch (thrown) {
    if (thrown instanceof UnreadableTracing) throw new Error(`${path}: ${thrown.message}.`);
    throw thrown;
  }
}

function tracingFile(path: string): TracingFile {
  const bytes = readFileSync(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return {
    name: basename(path).replace(isPacked ? /\.gz$/i : /$^/, ''),
    bytes: isPacked ? unpacked(bytes) : bytes,
    beside: (name) => besideOf(path, name),
  };
}

/** Only names in the same folder: a header may not reach elsewhere. */
function besideOf(path: string, name: string): Uint8Array | null {
  if (basename(name) !== name) return null;
  try {
    return readFileSync(join(dirname(path), name));
  } catch {
    return null;
  }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: largestUnpacked });
  } catch {
    throw new UnreadableTracing('the packed file cannot be unpacked, or holds more than a recording can');
  }
}
