import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { watchPath } from '../../../src/main/ports/path-watch.ts';
import { undoAfterEach } from '../../support/undo.ts';
import { until } from '../../support/until.ts';

const later = undoAfterEach();
let folder: string;
let path: string;
let told: number;

beforeEach(async () => {
  folder = later(mkdtempSync(join(tmpdir(), 'isoline-path-')), (made) => rmSync(made, { recursive: true }));
  path = join(folder, 'port');
  writeFileSync(path, '');
  told = 0;
  later(await watchPath(path, () => told++), (stop) => stop());
});

describe('the path of an open port', () => {
  it('tells once that it is gone', async () => {
    rmSync(path);
    await until(() => told > 0, 'it is gone', 15_000);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(told).toBe(1);
  });

  it('tells when another device has taken it, and not when only its content changed', async () => {
    writeFileSync(path, 'bytes');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(told).toBe(0);
    writeFileSync(join(folder, 'other'), '');
    renameSync(join(folder, 'other'), path);
    await until(() => told > 0, 'another has taken it', 15_000);
  });
});
