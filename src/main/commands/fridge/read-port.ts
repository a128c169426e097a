/** A logger's memory, asked for over the serial port it is plugged into: `isoline fridge read PORT`. Nothing is written to the logger. */
import { statSync } from 'node:fs';
import { loggerDevices } from '../../../../drivers/loggers.ts';
import type { LoggerDevice, ReadOut } from '../../../../drivers/model/logger-device.ts';
import { UnreadableLog } from '../../../../drivers/model/logger-format.ts';
import { withReadOutClock } from '../../../../drivers/model/read-out-clock.ts';
import { holdLine } from '../../live/asked-line.ts';
import { PortError, type PortTrouble } from '../../ports/port.ts';
import { openSerial } from '../../ports/serial.ts';
import { systemTimers } from '../../ports/timers.ts';
import { logSummary } from './log-summary.ts';

export function isSerialPath(path: string): boolean {
  return /^COM\d+$/i.test(path) || (statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false);
}

const troubles: Readonly<Partial<Record<PortTrouble, string>>> = {
  busy: 'another program is using this port',
  permission: 'this computer does not let Isoline open the port',
  gone: 'there is no such port',
};

/** The line to print. Throws an error whose message is for the person who typed. `progress`: readings so far, of how many. */
export async function readAtPort(path: string, withReadings: boolean, progress: (done: number, of: number) => void): Promise<string> {
  try {
    for (const device of loggerDevices) {
      const read = await downloadAs(device, path, progress);
      if (read !== null)
        return JSON.stringify(logSummary(device.id, withReadOutClock(read.log, Math.floor(Date.now() / 1000)), withReadings));
    }
  } catch (thrown) {
    if (thrown instanceof PortError) throw new Error(`${path}: ${troubles[thrown.trouble] ?? 'the port cannot be used'}.`);
    if (thrown instanceof UnreadableLog) throw new Error(`${path}: ${thrown.message}. Nothing of a memory read by half is shown.`);
    throw thrown;
  }
  const known = loggerDevices.flatMap(({ line, shortLabel }) => (line.kind === 'serial' ? [shortLabel] : []));
  throw new Error(`${path}: no logger answers there. Read over a serial port: ${known.join(', ')}.`);
}

/** null: what is plugged in does not answer as this device. */
async function downloadAs(device: LoggerDevice, path: string, progress: (done: number, of: number) => void): Promise<ReadOut | null> {
  if (device.line.kind !== 'serial') return null;
  const held = holdLine(await openSerial(path, device.line), systemTimers);
  try {
    return (await device.recognize(held.asking)) ? await device.download(held.asking, progress) : null;
  } finally {
    await held.close();
  }
}
