/** `isoline fridge read PORT`: the command as a person runs it, over a real serial port with a simulated logger at its other end. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { loggerDeviceById } from '../../../drivers/loggers.ts';
import type { SimulatedMemory } from '../../../drivers/model/logger-device.ts';
import { answerOver } from '../../support/asked-line.ts';
import { itOverPty, openPty } from '../../support/pty.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const memory: SimulatedMemory = {
  serial: '12345',
  start: '2026-04-03T08:00:00',
  now: '2026-04-03T20:00:00',
  intervalSeconds: 300,
  temperatures: Array.from({ length: 120 }, (_, index) => Math.round(45 + 10 * Math.sin(index / 9)) / 10),
};

function readPort(path: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [cli, 'fridge', 'read', path, '--readings']);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes) => (stdout += bytes));
  child.stderr.on('data', (bytes) => (stderr += bytes));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

for (const id of ['elitech-rc', 'ut330']) {
  itOverPty(`the memory of ${id} is read, told from the others by its first answer`, async () => {
    const pty = openPty();
    const simulation = loggerDeviceById(id)!.simulate(memory);
    const stop = answerOver(pty, simulation, (asked) => (id === 'ut330' && asked[0] !== 0xcc ? 6 : 5), 13);
    onTestFinished(() => {
      stop();
      pty.hangUp();
    });
    const { status, stdout, stderr } = await readPort(pty.path);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/120 of 120 readings\n$/)]);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ driver: id, intervalSeconds: 300, count: 120 });
    expect(told.readings.map(([, celsius]: [string, number]) => celsius)).toEqual(memory.temperatures);
  });
}

itOverPty('a port where no logger answers is told, with what can be read', async () => {
  const pty = openPty();
  onTestFinished(() => pty.hangUp());
  const { status, stdout, stderr } = await readPort(pty.path);
  expect([status === 0, stdout]).toEqual([false, '']);
  expect(stderr).toMatch(/no logger answers there\. Read over a cable: /);
});
