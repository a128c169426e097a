/** Where plugged-in drives are seen, on lists and folders as the systems write them. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createVolumeWatch, macVolumes, mountedVolumes, type Volume } from '../../../src/main/ports/volume.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'isoline-volumes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('drives', () => {
  it('on Linux are what is mounted where desktops mount what is plugged in, blanks and all', async () => {
    const mounts = join(folder, 'mounts');
    writeFileSync(
      mounts,
      [
        '/dev/sda2 / ext4 rw 0 0',
        '/dev/sdb1 /media/maria/CART\\0407 vfat rw 0 0',
        '/dev/sdc1 /run/media/maria/EKG exfat rw 0 0',
        'tmpfs /run/user/1000 tmpfs rw 0 0',
        '',
      ].join('\n'),
    );
    expect(await mountedVolumes(mounts)).toEqual([
      { path: '/media/maria/CART 7', name: 'CART 7' },
      { path: '/run/media/maria/EKG', name: 'EKG' },
    ]);
  });

  it('on a Mac are all volumes but the one that the system began from', async () => {
    const volumes = join(folder, 'Volumes');
    mkdirSync(join(volumes, 'CART'), { recursive: true });
    symlinkSync('/', join(volumes, 'Macintosh HD'));
    expect(await macVolumes(volumes)).toEqual([{ path: join(volumes, 'CART'), name: 'CART' }]);
  });

  it('are told of when they come and go, and only then', async () => {
    const clock = createFakeClock();
    let there: Volume[] = [];
    const told: string[][] = [];
    const watch = createVolumeWatch(clock, async () => there);
    watch.start((now) => told.push(now.map(({ name }) => name)));
    const pass = () => clock.advance(2000);
    await pass();
    there = [{ path: '/media/a/CART', name: 'CART' }];
    await pass();
    await pass();
    there = [];
    await pass();
    watch.stop();
    there = [{ path: '/media/a/LATE', name: 'LATE' }];
    await pass();
    expect(told).toEqual([['CART'], []]);
  });
});
