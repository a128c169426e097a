import { afterEach, describe, expect, it } from 'vitest';
import type { SerialLine } from '../../../drivers/model/driver.ts';
import type { Port } from '../../../src/main/ports/port.ts';
import { openSerial, serialTrouble } from '../../../src/main/ports/serial.ts';
import { itOverPty, openPty, type Pty } from '../../support/pty.ts';
import { until } from '../../support/until.ts';

const line: SerialLine = { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };

let pty: Pty;
let port: Port | null = null;
afterEach(async () => {
  await port?.close();
  port = null;
  pty?.hangUp();
});

describe('a serial port', () => {
  itOverPty('carries every byte value both ways', async () => {
    pty = openPty();
    port = await openSerial(pty.path, line);
    const heard: number[] = [];
    port.onBytes((bytes) => heard.push(...bytes));
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    pty.write(all);
    await until(() => heard.length === 256, 'all bytes came');
    expect(heard).toEqual([...all]);
    await port.write(Uint8Array.of(0x0d, 0x00, 0xff, 0x11));
    await until(() => pty.written().length === 4, 'all bytes went');
    expect(pty.written()).toBe('\r\0\xff\x11');
  });

  itOverPty('is refused as busy while another holds it, and free afterwards', async () => {
    pty = openPty();
    const first = await openSerial(pty.path, line);
    await expect(openSerial(pty.path, line)).rejects.toMatchObject({ trouble: 'busy', path: pty.path });
    await first.close();
    port = await openSerial(pty.path, line);
  });

  itOverPty('says that it is gone when the cable is pulled, also to one who asks late', async () => {
    pty = openPty();
    port = await openSerial(pty.path, line);
    let trouble: string | null = 'not yet';
    port.onBytes(() => undefined);
    port.onClosed((why) => {
      trouble = why;
    });
    pty.hangUp();
    await until(() => trouble !== 'not yet', 'the port noticed');
    expect(trouble).toBe('gone');
    let late: string | null = 'not yet';
    port.onClosed((why) => {
      late = why;
    });
    expect(late).toBe('gone');
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ trouble: 'gone' });
  });

  it('is refused as gone where there is none', async () => {
    await expect(openSerial('/dev/no-such-port', line)).rejects.toMatchObject({ trouble: 'gone' });
  });

  // The administrator of a test machine may open everything, so the words of the systems stand for the refusal.
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'permission'],
    ['Opening COM4: Access denied', 'busy'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy'],
    ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
    ['Opening COM4: File not found', 'gone'],
    ['Error: Input/output error, cannot open /dev/ttyS0', 'other'],
  ])('reads "%s" as %s', (words, trouble) => {
    expect(serialTrouble(words)).toBe(trouble);
  });
});
