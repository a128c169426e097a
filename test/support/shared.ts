/** Where the shared captures stand, beside the repository. Conformance tests run where they are and say so where they are not. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

export const sharedFixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));

const present = existsSync(sharedFixtures);

const absent = 'skipped: it reads captures that belong to others and may not be copied here, and there is no ../shared/fixtures';

/**
 * A describe over captures of real devices. They are others' files: the repository may not hold them, and a clone that stands alone has
 * nothing to read. It is reported as skipped then, with the reason in its name, and what it holds is not even gathered: it may read
 * captures to know its own tests. What a format asks is proved in `test/drivers` on files of our own, which run everywhere.
 */
export function describeWithCaptures(name: string, body: () => void): void {
  describe.skipIf(!present)(present ? name : `${name} (${absent})`, present ? body : noCaptures);
}

function noCaptures(): void {
  test('is tried where they are', () => expect.fail('there are no captures here'));
}
