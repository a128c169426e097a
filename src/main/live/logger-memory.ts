/** The memory of a logger that is plugged in, whichever of the known ones it is. Nothing is written to the logger. */
import { loggerDevices } from '../../../drivers/loggers.ts';
import type { HidLine, SerialLine } from '../../../drivers/model/driver.ts';
import type { LoggerDevice, ReadOut } from '../../../drivers/model/logger-device.ts';
import type { LoggerLog } from '../../../drivers/model/logger-log.ts';
import { withReadOutClock } from '../../../drivers/model/read-out-clock.ts';
import type { OpenPort, Port, PortAddress } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import { holdLine } from './asked-line.ts';

export interface LoggerMemory {
  /** The driver's id. */
  driver: string;
  label: string;
  /** Its clock compared with the computer's. */
  log: LoggerLog;
  /** Every answer of the device in order, as it came. */
  original: Uint8Array;
}

export interface ReadingAtPort {
  openPort: OpenPort;
  timers: Timers;
  /** Readings so far, of how many. */
  progress(done: number, of: number): void;
}

/** null: no logger that can be read there answers. Throws PortError, and UnreadableLog where a memory breaks off. */
export async function readLoggerMemory(address: PortAddress, at: ReadingAtPort): Promise<LoggerMemory | null> {
  for (const device of loggerDevices) {
    const line = lineAt(device, address);
    const read = line === null ? null : await downloadAs(device, line, address, at);
    if (read === null) continue;
    const log = withReadOutClock(read.log, Math.floor(at.timers.now().getTime() / 1000));
    return { driver: device.id, label: device.shortLabel, log, original: read.original };
  }
  return null;
}

/** For words about what can be read. */
export const loggersAtPorts: readonly string[] = loggerDevices.flatMap(({ line, shortLabel }) =>
  line.kind === 'usb-bulk' ? [] : [shortLabel],
);

/** The logger that has this USB name; undefined: none, or one that is reached over a serial port. */
export function hidLoggerOf(usb: string): LoggerDevice | undefined {
  return loggerDevices.find(({ line, match }) => line.kind === 'hid' && match.some((one) => one.usb === usb));
}

/** How the device is spoken to at this port; null: it cannot be what is plugged in there. A simulated port's path is the device's id. */
function lineAt(device: LoggerDevice, { kind, path }: PortAddress): SerialLine | HidLine | null {
  const { line } = device;
  if (line.kind === 'usb-bulk') return null;
  if (kind === 'sim') return device.id === path ? line : null;
  if (kind !== 'hid') return line.kind === kind ? line : null;
  return line.kind === 'hid' && hidLoggerOf(path) === device ? (device.lineOf?.(path) ?? line) : null;
}

/** null: what is plugged in does not answer as this device. */
async function downloadAs(
  device: LoggerDevice,
  line: SerialLine | HidLine,
  address: PortAddress,
  { openPort, timers, progress }: ReadingAtPort,
): Promise<ReadOut | null> {
  const ports: Port[] = [];
  const opened = await openPort(address, line, (port) => void ports.push(port));
  const [port] = ports;
  if (port === undefined) return opened.close().then(() => null);
  const held = holdLine(port, timers);
  try {
    return (await device.recognize(held.asking)) ? await device.download(held.asking, progress) : null;
  } finally {
    await held.close();
  }
}
