import { describe, expect, it } from 'vitest';
import { nonin } from '../../../drivers/nonin/driver.ts';
import { replayRecording } from '../../../src/main/commands/replay.ts';
import { simulateDevice } from '../../../src/main/commands/simulate.ts';
import { writeRecording } from '../../../src/main/ports/recording-file.ts';
import { listenTcp } from '../../../src/main/ports/tcp.ts';
import { itOverPty, openPty, type Pty } from '../../support/pty.ts';
import { tinyLine } from '../../support/tiny-drivers.ts';
import { undoAfterEach } from '../../support/undo.ts';
import { until } from '../../support/until.ts';

const later = undoAfterEach();

function pty(): Pty {
  return later(openPty(), (opened) => opened.hangUp());
}

describe('isoline simulate', () => {
  itOverPty('speaks the bytes of the device over a serial path until the other side hangs up', async () => {
    const line = pty();
    const ended = simulateDevice({ driverId: 'nonin', variant: 'format-2', on: line.path, tcp: null });
    await until(() => line.written().length > 375, 'a second of frames came');
    const variant = nonin.variants.find(({ id }) => id === 'format-2')!;
    const heard =
      variant.frames === 'lines' ? [] : variant.listen().hear(Uint8Array.from(line.written(), (letter) => letter.charCodeAt(0)));
    expect(heard.some((fact) => fact.kind === 'reading' && fact.quantity === 'spo2' && fact.value === 97)).toBe(true);
    line.hangUp();
    await ended;
  });

  itOverPty('answers a device that is asked', async () => {
    const line = pty();
    const ended = simulateDevice({ driverId: 'ge-dinamap', variant: null, on: line.path, tcp: null });
    const asking = setInterval(() => line.write(' NA!E\r'), 200);
    later(asking, clearInterval);
    await until(() => line.written().endsWith('\r') || line.written().endsWith('\n'), 'it answered');
    clearInterval(asking);
    line.hangUp();
    await ended;
  });

  it('connects to a listening address', async () => {
    let heard = '';
    const link = await listenTcp('127.0.0.1:0', (peer) => {
      peer.onBytes((bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
      });
    });
    const ended = simulateDevice({ driverId: 'hl7-oru', variant: null, on: null, tcp: `127.0.0.1:${link.port}` });
    await until(() => heard.includes('MSH|'), 'a message came');
    await link.close();
    await ended;
  });

  it('says what is wrong with an order it cannot carry out', async () => {
    const order = { driverId: 'nonin', variant: null, on: null, tcp: null };
    await expect(simulateDevice({ ...order, driverId: 'nobody' })).rejects.toThrow(/no driver "nobody"\. Known: .*nonin/);
    await expect(simulateDevice({ ...order, variant: 'x' })).rejects.toThrow(/no dialect "x"/);
    await expect(simulateDevice({ ...order, on: '/dev/no-such-port' })).rejects.toThrow('/dev/no-such-port: it is not there.');
    await expect(simulateDevice({ ...order, tcp: '127.0.0.1:1' })).rejects.toThrow(/127\.0\.0\.1:1: nobody answers there/);
  });
});

describe('isoline replay', () => {
  itOverPty('says over a serial path exactly what was recorded, and ends', async () => {
    const line = pty();
    const moments = [0, 30, 60].map((ms) => ({ ms, way: 'in' as const, bytes: Uint8Array.of(0x80, ms, 0x0d) }));
    const text = writeRecording({ driver: 'nonin', variant: 'auto', line: tinyLine, at: '2026-11-23T09:41:00.000Z', moments });
    await replayRecording({ text, on: line.path });
    await until(() => line.written().length === 9, 'all came');
    expect(line.written()).toBe('\x80\x00\r\x80\x1e\r\x80\x3c\r');
  });

  it('names the line of a file that is no recording', async () => {
    await expect(replayRecording({ text: 'hello', on: '/dev/null' })).rejects.toThrow(/line 1 is no line/);
  });
});
