/** The built command as a process of its own: results on standard output, messages on standard error, 1 on any failure. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { itOverPty, openPty } from '../support/pty.ts';
import { runStation } from '../support/station-run.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'isoline-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isoline(words: string[], input?: Uint8Array) {
  const ran = spawnSync(process.execPath, [cli, ...words], { input, encoding: 'utf8' });
  return {
    code: ran.status,
    lines: ran.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    said: ran.stderr,
  };
}

describe('the isoline command', () => {
  it('lists the catalogue', () => {
    const { code, lines } = isoline(['drivers']);
    expect(code).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual([
      'ge-dinamap',
      'nonin',
      'masimo',
      'escape-scale',
      'omron-hem',
      'hl7-oru',
      'ads1298',
      'openbci-cyton',
      'healthypi',
      'bitalino',
    ]);
    for (const line of lines) expect(Object.keys(line)).toEqual(expect.arrayContaining(['id', 'label', 'link', 'gives', 'grade']));
  });

  it('decodes a file and standard input alike', () => {
    const bytes = Uint8Array.from([0x81, 0x07, 0x62, 0xff, 0x80, 0x48, 0x61]);
    const file = join(folder, 'capture.bin');
    writeFileSync(file, bytes);
    const fromFile = isoline(['decode', 'nonin', '--variant', 'format-1', file]);
    expect(fromFile.lines).toEqual(isoline(['decode', 'nonin', '--variant', 'format-1', '-'], bytes).lines);
    expect(fromFile.lines.map(({ kind, quantity, value, at }) => [kind, quantity, value, at])).toEqual([
      ['reading', 'spo2', 98, 3],
      ['reading', 'pulseRate', 135, 3],
      ['noise', undefined, undefined, 4],
      ['reading', 'spo2', 97, 7],
      ['reading', 'pulseRate', 72, 7],
    ]);
  });

  it('reads bare HL7 messages', () => {
    const text = [
      'MSH|^~\\&|MON||||20261123091530-0500||ORU^R01^ORU_R01|A1|P|2.6',
      'PID|||00482913',
      'OBR|1||||||20261123091530-0500',
      'OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.1|97|262688^MDC_DIM_PERCENT^MDC|||||R',
    ].join('\r\n');
    const { lines } = isoline(['decode', 'hl7-oru', '-'], new TextEncoder().encode(text));
    expect(lines).toMatchObject([
      { kind: 'reading', quantity: 'spo2', value: 97 },
      { kind: 'message', id: 'A1' },
    ]);
  });

  it.each([
    [['decode', 'nothing', '/dev/null'], /no driver "nothing"\. Known: ge-dinamap/],
    [['decode', 'nonin', '--variant', 'format-9', '/dev/null'], /no variant "format-9".*auto/s],
    [['decode', 'nonin', join(folder, 'nowhere.bin')], /there is no such file/],
    [['export', '--data', folder, '--patient', '1'], /holds no station's data/],
    [['sing'], /Usage: isoline/],
    [['decode'], /name a driver and a file/],
  ])('%j exits with 1 and says why', (words, why) => {
    const { code, lines, said } = isoline(words);
    expect(code).toBe(1);
    expect(lines).toEqual([]);
    expect(said).toMatch(why);
  });

  itOverPty('plays a patient over a serial path, and to a listener', async () => {
    const pty = openPty();
    const heard: number[] = [];
    const server = createServer((socket) => socket.on('data', (bytes) => heard.push(...bytes)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const overSerial = spawn(process.execPath, [cli, 'simulate', 'nonin', '--variant', 'format-8', '--on', pty.path]);
    const overNetwork = spawn(process.execPath, [cli, 'simulate', 'hl7-oru', '--tcp', `127.0.0.1:${port}`]);
    await until(() => pty.written().length >= 8, 'two frames over the serial path');
    await until(() => heard.length > 100, 'a message over the network');
    overSerial.kill();
    overNetwork.kill();
    const bytes = Uint8Array.from(pty.written(), (letter) => letter.charCodeAt(0));
    const { lines } = isoline(['decode', 'nonin', '--variant', 'format-8', '-'], bytes.slice(0, bytes.length - (bytes.length % 4)));
    expect(lines.filter(({ quantity }) => quantity === 'spo2')[0].value).toBeGreaterThan(80);
    expect(heard[0]).toBe(0x0b);
    pty.hangUp();
    server.close();
  });

  it('exports what a chart holds', async () => {
    const data = join(folder, 'demo');
    await (await runStation(['--demo', '--data', data])).stop();
    const { code, lines } = isoline(['export', '--data', data, '--patient', '00482913']);
    expect(code).toBe(0);
    const bundle = lines[0] as { resourceType: string; entry: { resource: { resourceType: string } }[] };
    expect(bundle.resourceType).toBe('Bundle');
    expect(bundle.entry.map(({ resource }) => resource.resourceType)).toEqual(expect.arrayContaining(['Patient', 'Observation']));
    expect(isoline(['export', '--data', data, '--patient', 'nobody']).said).toMatch(/No patient here has the number nobody/);
  });
});
