/** USB HID devices, through `node-hid`, which needs libusb from the system: loaded when first wanted, and the station goes on without it. */
import type { HidLine } from '../../../drivers/model/driver.ts';
import { createInbox } from './inbox.ts';
import { type Port, PortError, type PortTrouble } from './port.ts';

/** What the station uses of the library. */
export interface HidLibrary {
  devicesAsync(): Promise<
    { vendorId: number; productId: number; path?: string | undefined; serialNumber?: string | undefined; interface?: number }[]
  >;
  HIDAsync: { open(path: string): Promise<HidDevice> };
}

export interface HidDevice {
  on(event: 'data' | 'error', hear: (what: never) => void): unknown;
  write(report: Buffer): Promise<number>;
  sendFeatureReport(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

export type LoadHid = () => Promise<HidLibrary>;

export const loadNodeHid: LoadHid = async () => {
  const loaded = await import('node-hid');
  return (loaded.default ?? loaded) as unknown as HidLibrary;
};

/** "vid:pid" as the drivers write it. */
export const usbName = (vendorId: number, productId: number) =>
  [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');

/** Opens the first device with the line's ids. Throws PortError 'library-missing', 'gone', 'permission', 'busy' or 'other'. */
export async function openHid(line: HidLine, load: LoadHid = loadNodeHid): Promise<Port> {
  const name = usbName(line.vendorId, line.productId);
  const library = await load().catch((cause) => Promise.reject(new PortError('library-missing', name, cause)));
  const path = await pathOf(library, line, name);
  const device = await library.HIDAsync.open(path).catch((cause) => Promise.reject(new PortError(hidTrouble(String(cause)), name, cause)));
  const inbox = createInbox();
  device.on('data', (report: Buffer) => inbox.bytes(new Uint8Array(report)));
  device.on('error', () => inbox.closed('gone'));
  return {
    label: name,
    onBytes: inbox.onBytes,
    onClosed: inbox.onClosed,
    write: (bytes) => send(name, () => device.write(withReportId(bytes))),
    writeFeature: (bytes) => send(name, () => device.sendFeatureReport(withReportId(bytes))),
    async close() {
      inbox.closed(null);
      await device.close().catch(() => undefined);
    },
  };
}

async function pathOf(library: HidLibrary, line: HidLine, name: string): Promise<string> {
  const found = await library.devicesAsync().catch((cause) => Promise.reject(new PortError('library-missing', name, cause)));
  const path = found.find(
    (device) =>
      device.vendorId === line.vendorId &&
      device.productId === line.productId &&
      (line.interfaceNumber === undefined || device.interface === line.interfaceNumber),
  )?.path;
  if (path === undefined) throw new PortError('gone', name);
  return path;
}

/** The library wants the report's id first; these devices number none, which is id 0. */
function withReportId(bytes: Uint8Array): Buffer {
  return Buffer.from([0, ...bytes]);
}

async function send(name: string, write: () => Promise<number>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new PortError('gone', name, cause);
  }
}

/** The library's words do not tell a locked device from a forbidden one on Linux; there it is nearly always the permission. */
export function hidTrouble(words: string): PortTrouble {
  if (/busy|exclusive|in use/i.test(words)) return 'busy';
  if (/permission|access|cannot open device/i.test(words)) return 'permission';
  if (/no such|not found/i.test(words)) return 'gone';
  return 'other';
}
