/** Where the shared captures stand, beside the repository. Conformance tests run where they are and say so where they are not. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

export const sharedFixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

const present = existsSync(sharedFixtures);

/** A describe that is reported as skipped, with the reason in its name, when the captures are not beside the repository. */
export function describeWithCaptures(name: string, body: () => void): void {
  const title = present ? name : `${name} (skipped: no ../shared/fixtures beside the repository)`;
  describe.skipIf(!present)(title, body);
}
