/** The annotated records beside the repository, as the public databases publish them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Annotation, Tracing } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { readAnnotations } from '../../drivers/wfdb/annotations.ts';

export const records = fileURLToPath(new URL('../../../shared/fixtures/ekg/', import.meta.url));
export const areThere = existsSync(records);

export function readRecord(folder: string, name: string): Promise<Tracing> {
  const path = join(records, folder);
  const beside = (file: string) => (existsSync(join(path, file)) ? readFileSync(join(path, file)) : null);
  const bytes = readFileSync(join(path, name));
  return readTracing({ name: name.replace(/\.gz$/, ''), bytes: name.endsWith('.gz') ? gunzipSync(bytes) : bytes, beside });
}

export function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(records, folder)).filter((name) => name.endsWith(ending));
}

export function annotationsIn(folder: string, name: string): Annotation[] {
  return readAnnotations(readFileSync(join(records, folder, name)));
}

export function textIn(...path: string[]): string {
  return readFileSync(join(records, ...path), 'utf8');
}
