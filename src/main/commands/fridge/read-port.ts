/** A logger's memory, asked for over its cable: `isoline fridge read PORT`, where PORT is a serial path or hid:VID:PID. */
import { statSync } from 'node:fs';
import { UnreadableLog } from '../../../../drivers/model/logger-format.ts';
import { type LoggerMemory, loggersAtPorts, readLoggerMemory } from '../../live/logger-memory.ts';
import { loggerPortOf } from '../../live/logger-ports.ts';
import { openHid } from '../../ports/hid.ts';
import { type OpenPort, PortError, type PortTrouble } from '../../ports/port.ts';
import { openSerial } from '../../ports/serial.ts';
import { systemTimers } from '../../ports/timers.ts';
import { logSummary } from './log-summary.ts';

export function isLoggerPort(path: string): boolean {
  return (
    loggerPortOf(path).kind === 'hid' || /^COM\d+$/i.test(path) || (statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false)
  );
}

const troubles: Readonly<Partial<Record<PortTrouble, string>>> = {
  busy: 'another program is using this port',
  permission: 'this computer does not let Isoline open the port',
  gone: 'there is no such port',
  'library-missing': 'the USB library (libusb-1.0) is missing on this computer',
};

const openPort: OpenPort = async ({ path }, line, accept) => {
  if (line.kind !== 'serial' && line.kind !== 'hid') throw new PortError('other', path);
  const port = line.kind === 'hid' ? await openHid(line) : await openSerial(path, line);
  accept(port);
  return port;
};

/** Throws an error whose message is for the person who typed. `progress`: readings so far, of how many. */
export async function memoryAtPort(path: string, progress: (done: number, of: number) => void): Promise<LoggerMemory> {
  try {
    const memory = await readLoggerMemory(loggerPortOf(path), { openPort, timers: systemTimers, progress });
    if (memory !== null) return memory;
  } catch (thrown) {
    if (thrown instanceof PortError) throw new Error(`${path}: ${troubles[thrown.trouble] ?? 'the port cannot be used'}.`);
    if (thrown instanceof UnreadableLog) throw new Error(`${path}: ${thrown.message}. Nothing of a memory read by half is taken.`);
    throw thrown;
  }
  throw new Error(`${path}: no logger answers there. Read over a cable: ${loggersAtPorts.join(', ')}.`);
}

/** The line to print. */
export async function readAtPort(path: string, withReadings: boolean, progress: (done: number, of: number) => void): Promise<string> {
  const { driver, log } = await memoryAtPort(path, progress);
  return JSON.stringify(logSummary(driver, log, withReadings));
}
