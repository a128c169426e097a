/** Serial ports, through `serialport`: the line settings are the driver's, and the port is locked so that no second program reads half of the bytes. */
import { SerialPort } from 'serialport';
import type { SerialLine } from '../../../drivers/model/driver.ts';
import { createInbox } from './inbox.ts';
import { watchPath } from './path-watch.ts';
import { type Port, PortError, type PortTrouble } from './port.ts';

/** Throws PortError 'busy', 'permission', 'gone' or 'other'. */
export async function openSerial(path: string, line: SerialLine): Promise<Port> {
  const serial = new SerialPort({
    path,
    baudRate: line.baud,
    dataBits: line.dataBits,
    parity: line.parity,
    stopBits: line.stopBits,
    lock: true,
    autoOpen: false,
  });
  const inbox = createInbox();
  serial.on('data', (bytes: Buffer) => inbox.bytes(bytes));
  serial.on('close', (cause: Error | null) => inbox.closed(cause ? 'gone' : null));
  // A read that fails is followed by 'close'; without a hearer it would end the program.
  serial.on('error', () => undefined);
  await new Promise<void>((opened, refused) => {
    serial.open((problem) => (problem ? refused(new PortError(serialTrouble(problem.message), path, problem)) : opened()));
  });
  await setControlLines(serial, line);
  const unwatch = await watchPath(path, () => {
    inbox.closed('gone');
    if (serial.isOpen) serial.close(() => undefined);
  });
  serial.on('close', unwatch);
  if (!serial.isOpen) unwatch();
  return {
    label: path,
    onBytes: inbox.onBytes,
    onClosed: inbox.onClosed,
    write: (bytes) => writeSerial(serial, bytes, path),
    writeFeature: () => Promise.reject(new PortError('other', path, new Error('a serial port has no feature reports'))),
    setBaud: (baudRate) => setBaud(serial, baudRate, path),
    close: () => new Promise((closed) => (serial.isOpen ? serial.close(() => closed()) : closed())),
  };
}

/** Adapters without these two wires, and pseudo-terminals, refuse; the data wires work all the same. */
function setControlLines(serial: SerialPort, { dtr, rts }: SerialLine): Promise<void> {
  return new Promise((done) => serial.set({ dtr, rts }, () => done()));
}

/** What was written goes out at the speed it was written for. */
function setBaud(serial: SerialPort, baudRate: number, path: string): Promise<void> {
  return new Promise((set, refused) => {
    const refuse = (problem: Error) => refused(new PortError('gone', path, problem));
    serial.drain((undrained) => {
      if (undrained) refuse(undrained);
      else serial.update({ baudRate }, (problem) => (problem ? refuse(problem) : set()));
    });
  });
}

function writeSerial(serial: SerialPort, bytes: Uint8Array, path: string): Promise<void> {
  return new Promise((written, refused) => {
    if (!serial.isOpen) {
      refused(new PortError('gone', path));
      return;
    }
    serial.write(Buffer.from(bytes), (problem) => (problem ? refused(new PortError('gone', path, problem)) : written()));
  });
}

/** The library passes on the system's words only; they differ by system. On Windows "Access denied" is what an open port says to a second program. */
export function serialTrouble(words: string): PortTrouble {
  if (/cannot lock|busy|access denied|exclusive|temporarily unavailable/i.test(words)) return 'busy';
  if (/permission denied|not permitted|EACCES|EPERM/i.test(words)) return 'permission';
  if (/no such|not found|ENOENT|ENODEV|ENXIO|not configured/i.test(words)) return 'gone';
  return 'other';
}
