/** The memory of a logger that is plugged into a serial port, whichever of the known ones it is. Nothing is written to the logger. */
import { loggerDevices } from '../../../drivers/loggers.ts';
import type { LoggerDevice, ReadOut } from '../../../drivers/model/logger-device.ts';
import type { LoggerLog } from '../../../drivers/model/logger-log.ts';
import { withReadOutClock } from '../../../drivers/model/read-out-clock.ts';
import type { OpenPort, Port } from '../ports/port.ts';
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

/** null: no logger that is read over a serial port answers there. Throws PortError, and UnreadableLog where a memory breaks off. */
export async function readLoggerMemory(path: string, at: ReadingAtPort): Promise<LoggerMemory | null> {
  for (const device of loggerDevices) {
    const read = await downloadAs(device, path, at);
    if (read === null) continue;
    const log = withReadOutClock(read.log, Math.floor(at.timers.now().getTime() / 1000));
    return { driver: device.id, label: device.shortLabel, log, original: read.original };
  }
  return null;
}

/** For words about what can be read. */
export const loggersAtPorts: readonly string[] = loggerDevices.flatMap(({ line, shortLabel }) =>
  line.kind === 'serial' ? [shortLabel] : [],
);

/** null: what is plugged in does not answer as this device. */
async function downloadAs(device: LoggerDevice, path: string, { openPort, timers, progress }: ReadingAtPort): Promise<ReadOut | null> {
  if (device.line.kind !== 'serial') return null;
  const ports: Port[] = [];
  const opened = await openPort({ kind: 'serial', path }, device.line, (port) => void ports.push(port));
  const [port] = ports;
  if (port === undefined) return opened.close().then(() => null);
  const held = holdLine(port, timers);
  try {
    return (await device.recognize(held.asking)) ? await device.download(held.asking, progress) : null;
  } finally {
    await held.close();
  }
}
