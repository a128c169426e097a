/** Delivery to a folder: one JSON bundle an item, written whole or not at all. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
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
    mkdirSync(folder.path, { recursive: true });
    // The same item under the same name is the same result: writing it again changes nothing.
    if (!existsSync(join(folder.path, name))) writeWhole(folder.path, name, text);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? '';
    attempt.history('retry-wait', code);
    return { state: 'retry-wait', reason: 'folder-missing', httpStatus: null, retryAfterMs: null, slowDown: false };
  }
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  for (const part of attempt.parts)
    attempt.progress(part.id, { state: 'delivered', server_id: name, location: name, body_hash: hash, done_at: new Date().toISOString() });
  return { state: 'delivered' };
}

function writeWhole(path: string, name: string, text: string): void {
  const unfinished = join(path, `.${name}.unfinished`);
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, join(path, name));
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
