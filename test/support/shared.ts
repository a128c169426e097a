/** Where the shared captures stand, beside the repository. Conformance tests run where they are and say so where they are not. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

export const sharedFixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

const present = existsSync(sharedFixtures);

/**
 * A describe that is reported as skipped, with the reason in its name, when the captures are not beside the repository. What it holds
 * is not even gathered then: it may read captures to know its own tests.
 */
export function describeWithCaptures(name: string, body: () => void): void {
  if (present) describe(name, body);
  else
    describe.skip(`${name} (skipped: no ../shared/fixtures beside the repository)`, () =>
      test('is tried where they are', () => expect.fail('there are no captures here')));
}
