import { describe, expect, it } from 'vitest';
import type { HidLine } from '../../../drivers/model/driver.ts';
import { type HidLibrary, openHid } from '../../../src/main/ports/hid.ts';
import { createPorts } from '../../../src/main/ports/open.ts';
import { seePorts } from '../../../src/main/ports/watch.ts';

const line: HidLine = { kind: 'hid', vendorId: 0x0590, productId: 0x0028, reportBytes: 8 };
const missing = () => Promise.reject(new Error('libusb-1.0.so.0: cannot open shared object file'));

/** The library at the report boundary: there is no USB device on a test machine. */
function libraryWith(present: boolean) {
  const written: Buffer[] = [];
  const hearers: Record<string, (what: never) => void> = {};
  const library: HidLibrary = {
    devicesAsync: async () => (present ? [{ vendorId: 0x0590, productId: 0x0028, path: '/dev/hidraw0', serialNumber: '' }] : []),
    HIDAsync: {
      open: async () => ({
        on: (event, hear) => {
          hearers[event] = hear;
        },
        write: async (report) => written.push(report),
        sendFeatureReport: async (report) => written.push(report),
        close: async () => undefined,
      }),
    },
  };
  return { library, written, hearers };
}

describe('a USB HID device', () => {
  it('gets its reports with report id 0 before them, and is heard', async () => {
    const { library, written, hearers } = libraryWith(true);
    const port = await openHid(line, async () => library);
    const heard: number[][] = [];
    port.onBytes((bytes) => heard.push([...bytes]));
    hearers.data?.(Buffer.from([2, 0x4f, 0x4b, 0, 0, 0, 0, 0]) as never);
    await port.write(Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0));
    await port.writeFeature(Uint8Array.of(0x74, 0xbc));
    expect(heard).toEqual([[2, 0x4f, 0x4b, 0, 0, 0, 0, 0]]);
    expect(written.map((report) => [...report])).toEqual([
      [0, 7, 0, 0, 0, 0, 0, 0, 0],
      [0, 0x74, 0xbc],
    ]);
    let trouble: string | null = 'not yet';
    port.onClosed((why) => {
      trouble = why;
    });
    hearers.error?.(new Error('could not read from HID device') as never);
    expect(trouble).toBe('gone');
  });

  it('of several interfaces is opened at the one its line names', async () => {
    const { library } = libraryWith(true);
    const opened: string[] = [];
    const several: HidLibrary = {
      devicesAsync: async () =>
        [0, 1].map((number) => ({ vendorId: 0x0590, productId: 0x0028, path: `interface ${number}`, interface: number })),
      HIDAsync: {
        open: (path) => {
          opened.push(path);
          return library.HIDAsync.open(path);
        },
      },
    };
    await openHid({ ...line, interfaceNumber: 1 }, async () => several);
    await openHid(line, async () => several);
    expect(opened).toEqual(['interface 1', 'interface 0']);
  });

  it('is gone when it is not plugged in', async () => {
    await expect(openHid(line, async () => libraryWith(false).library)).rejects.toMatchObject({ trouble: 'gone', path: '0590:0028' });
  });

  it('names the missing library, and all other ports go on without it', async () => {
    await expect(openHid(line, missing)).rejects.toMatchObject({ trouble: 'library-missing' });
    await expect(seePorts(missing)()).resolves.toBeInstanceOf(Array);
    const ports = createPorts({ drivers: [], simulatedPatient: () => Promise.reject() as never, loadHid: missing });
    await expect(
      ports.open({ kind: 'tcp', path: '127.0.0.1:0' }, { kind: 'tcp', port: 0 }, () => undefined).then((link) => link.close()),
    ).resolves.toBeUndefined();
  });
});
