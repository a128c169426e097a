/** Delivery to a folder: one JSON bundle an item, written whole or not at all. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, Destination, Outcome } from '../destination.ts';
import { encodeObservation } from '../fhir/observation.ts';

export interface FolderParts {
  id: string;
  path: string;
  identifierSystem: string;
  mrnSystem: string;
  stationName: string;
}

export function createFolderDestination(parts: FolderParts): Destination {
  return { id: parts.id, label: `the folder ${parts.path}`, deliver: async (attempt) => write(parts, attempt) };
}

function write(folder: FolderParts, attempt: Attempt): Outcome {
  const name = `${attempt.item.id}.json`;
  const text = `${JSON.stringify(bundleOf(folder, attempt), null, 1)}\n`;
  try {
    // The folder is never made here: a share that is not mounted would be a folder nobody reads.
    if (!existsSync(folder.path)) return missing();
    // The same item under the same name is the same result: writing it again changes nothing.
    if (!existsSync(join(folder.path, name))) writeWhole(folder.path, name, text);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? '';
    attempt.history('not-written', code);
    return missing();
  }
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const receipt = { state: 'delivered', server_id: name, location: name, body_hash: hash, done_at: new Date().toISOString() } as const;
  for (const part of attempt.parts) attempt.progress(part.id, part.kind === 'provenance' ? { state: 'skipped' } : receipt);
  return { state: 'delivered' };
}

function missing(): Outcome {
  return { state: 'retry-wait', reason: 'folder-missing', httpStatus: null, retryAfterMs: null, slowDown: false };
}

function writeWhole(path: string, name: string, text: string): void {
  const unfinished = join(path, `.${name}.unfinished`);
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(file, text);
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

/** A transaction that any FHIR server could take, each entry guarded by its identifier. */
function bundleOf(folder: FolderParts, { deliverable, parts }: Attempt): object {
  const { mrn } = deliverable.patient;
  const patientReference = `Patient?identifier=${encodeURIComponent(folder.mrnSystem === '' ? mrn : `${folder.mrnSystem}|${mrn}`)}`;
  const entry = parts.flatMap((part) => {
    const value = deliverable.values.find(({ id }) => id === part.signed_value_id);
    if (value === undefined) return [];
    const naming = {
      identifierSystem: folder.identifierSystem,
      identifier: part.identifier,
      patientReference,
      stationName: folder.stationName,
      derivedFrom: [],
    };
    const identifier = encodeURIComponent(`${folder.identifierSystem}|${part.identifier}`);
    const request =
      part.act === 'create'
        ? { method: 'POST', url: 'Observation', ifNoneExist: `identifier=${identifier}` }
        : { method: 'PUT', url: `Observation?identifier=${identifier}` };
    return [{ resource: encodeObservation(deliverable, value, naming), request }];
  });
  return { resourceType: 'Bundle', type: 'transaction', entry };
}
