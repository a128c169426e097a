import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Recording, RecordingProblem, readRecording, writeRecording } from '../../../src/main/ports/recording-file.ts';
import { openReplay } from '../../../src/main/ports/replay.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tinyLine } from '../../support/tiny-drivers.ts';

const recording: Recording = {
  driver: 'nonin',
  variant: 'auto',
  line: tinyLine,
  at: '2026-11-23T09:41:07.118Z',
  moments: [
    { ms: 12, way: 'in', bytes: Uint8Array.of(0x80, 0x48) },
    { ms: 500, way: 'out', bytes: Uint8Array.of(0x3f) },
    { ms: 1012, way: 'in', bytes: Uint8Array.of(0x61, 0x00, 0xff) },
  ],
};

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'isoline-replay-')), 'session.jsonl');
  writeFileSync(file, text);
  return file;
}

describe('a recorded session', () => {
  it('reads back as it was written', () => {
    expect(readRecording(writeRecording(recording))).toEqual(recording);
  });

  it('plays as a port: what the device said, when it said it, and then silence', async () => {
    const clock = createFakeClock();
    const port = await openReplay(fileWith(writeRecording(recording)), clock);
    const heard: [number, number[]][] = [];
    const start = clock.now().getTime();
    let closed = false;
    port.onBytes((bytes) => heard.push([clock.now().getTime() - start, [...bytes]]));
    port.onClosed(() => {
      closed = true;
    });
    await clock.advance(60_000);
    expect(heard).toEqual([
      [12, [0x80, 0x48]],
      [1012, [0x61, 0x00, 0xff]],
    ]);
    expect(closed).toBe(false);
    await port.close();
    expect(closed).toBe(true);
  });

  it('names the line of a file that is none', () => {
    const lines = writeRecording(recording).split('\n');
    expect(() => readRecording('hello')).toThrow(RecordingProblem);
    expect(() => readRecording([lines[0], lines[1], '{"ms":1,"way":"in","hex":"8"}'].join('\n'))).toThrow(/line 3 .*hex/);
  });

  it('is gone when there is no such file, and refused when it is no recording', async () => {
    const clock = createFakeClock();
    await expect(openReplay('/no/such/file', clock)).rejects.toMatchObject({ trouble: 'gone' });
    await expect(openReplay(fileWith('hello'), clock)).rejects.toMatchObject({ trouble: 'other' });
  });
});
