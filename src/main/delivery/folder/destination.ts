/** Delivery to a folder: one JSON bundle an item, an EKG's page and samples beside it; each file is written whole or not at all. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../storage/open.ts';
import type { Attempt, Destination, Outcome } from '../destination.ts';
import { bundleOf } from './bundle.ts';
import { type EkgFiles, ekgFiles } from './ekg-files.ts';
import { writeWhole } from './write-whole.ts';

export interface FolderParts {
  id: string;
  db: Db;
  path: string;
  identifierSystem: string;
  mrnSystem: string;
  stationName: string;
}

export function createFolderDestination(parts: FolderParts): Destination {
  return { id: parts.id, label: `the folder ${parts.path}`, deliver: (attempt) => deliver(parts, attempt) };
}

async function deliver(folder: FolderParts, attempt: Attempt): Promise<Outcome> {
  const { deliverable, item, parts } = attempt;
  const beside = deliverable.kind === 'ekg' ? await ekgFiles(deliverable, parts, item.id) : nothingBeside;
  const name = `${item.id}.json`;
  const text = `${JSON.stringify(bundleOf(folder, deliverable, parts, beside.tracing), null, 1)}\n`;
  try {
    // The folder is never made here: a share that is not mounted would be a folder nobody reads.
    if (!existsSync(folder.path)) return missing();
    // The bundle comes last: whoever sees it finds the files of the same name beside it.
    for (const file of [...beside.files, { name, bytes: text }]) writeOnce(folder.path, file);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? '';
    attempt.history('not-written', code);
    return missing();
  }
  for (const { format, how } of beside.copies) attempt.history('file-is-copy', format, how);
  for (const { format, why } of beside.leftOut) attempt.history('file-left-out', format, why);
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const receipt = { state: 'delivered', server_id: name, location: name, body_hash: hash, done_at: new Date().toISOString() } as const;
  for (const part of parts) attempt.progress(part.id, part.kind === 'provenance' ? { state: 'skipped' } : receipt);
  return { state: 'delivered' };
}

const nothingBeside: EkgFiles = { files: [], tracing: null, leftOut: [], copies: [] };

/** The same item under the same name is the same result: writing it again changes nothing. */
function writeOnce(path: string, { name, bytes }: { name: string; bytes: string | Uint8Array }): void {
  if (!existsSync(join(path, name))) writeWhole(path, name, bytes);
}

function missing(): Outcome {
  return { state: 'retry-wait', reason: 'folder-missing', httpStatus: null, retryAfterMs: null, slowDown: false };
}
