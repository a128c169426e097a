/** Looks every two seconds which ports are there, and tells what was plugged and unplugged. */
import { readdir } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { chipName } from './chips.ts';
import { type LoadHid, loadNodeHid, usbName } from './hid.ts';
import type { Timers } from './timers.ts';

export interface SeenPort {
  kind: 'serial' | 'hid';
  /** Serial path, or "vid:pid". */
  path: string;
  /** "vid:pid" of the chip; null for a port that is not on USB. */
  usb: string | null;
  usbSerial: string | null;
  chip: string | null;
}

export interface Watch {
  /** What is there now; asks the system. */
  look(): Promise<SeenPort[]>;
  start(changed: (now: SeenPort[]) => void): void;
  stop(): void;
}

const everyMilliseconds = 2000;

export function createWatch(timers: Timers, see: () => Promise<SeenPort[]> = seePorts()): Watch {
  let last = '';
  let callOff = (): void => undefined;
  let stopped = false;
  async function round(changed: (now: SeenPort[]) => void): Promise<void> {
    const now = await see().catch(() => null);
    if (stopped) return;
    const names = JSON.stringify(now?.map(({ kind, path, usbSerial }) => [kind, path, usbSerial]).sort());
    if (now !== null && names !== last) {
      last = names;
      changed(now);
    }
    callOff = timers.after(everyMilliseconds, () => void round(changed));
  }
  return {
    look: () => see().catch(() => []),
    start(changed) {
      stopped = false;
      void round(changed);
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
}

/** Serial ports, and HID devices where the library is there. */
export function seePorts(loadHid: LoadHid = loadNodeHid): () => Promise<SeenPort[]> {
  const seeSerial = serialPorts();
  return async () => {
    const [serial, hid] = await Promise.all([seeSerial().catch(() => []), hidDevices(loadHid).catch(() => [])]);
    return [...serial, ...hid];
  };
}

/** Listing on Linux starts another program, so there it is done only when the names in /dev have changed. */
function serialPorts(): () => Promise<SeenPort[]> {
  let names = '';
  let ports: SeenPort[] = [];
  return async () => {
    const now = process.platform === 'linux' ? await serialNames() : null;
    if (now !== null && now === names) return ports;
    ports = (await SerialPort.list()).map(({ path, vendorId, productId, serialNumber, manufacturer }) => {
      const usb = vendorId === undefined || productId === undefined ? null : `${vendorId}:${productId}`.toLowerCase();
      return { kind: 'serial', path, usb, usbSerial: serialNumber ?? null, chip: chipName(usb, manufacturer ?? null) };
    });
    names = now ?? '';
    return ports;
  };
}

async function serialNames(): Promise<string> {
  const names = await readdir('/dev');
  return names
    .filter((name) => /^(tty(S|USB|ACM|AMA|XRUSB)|rfcomm)\d+$/.test(name))
    .sort()
    .join(' ');
}

async function hidDevices(load: LoadHid): Promise<SeenPort[]> {
  const found = await (await load()).devicesAsync();
  const seen = new Map<string, SeenPort>();
  for (const { vendorId, productId, serialNumber } of found) {
    const path = usbName(vendorId, productId);
    seen.set(path, { kind: 'hid', path, usb: path, usbSerial: serialNumber || null, chip: null });
  }
  return [...seen.values()];
}
