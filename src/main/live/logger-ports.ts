/** Where a logger can be read over its cable, as it is written and as it is shown. */
import { loggerDeviceById } from '../../../drivers/loggers.ts';
import type { LoggerPort } from '../../preload/contract.ts';
import type { PortAddress } from '../ports/port.ts';
import type { SeenPort } from '../ports/watch.ts';
import { hidLoggerOf } from './logger-memory.ts';

/** "hid:04d8:0033", "sim:elitech-rc", or a serial path, as `--device` writes them. */
export function loggerPortOf(text: string): PortAddress {
  const usb = /^hid:([0-9a-f]{4}:[0-9a-f]{4})$/i.exec(text)?.[1];
  if (usb !== undefined) return { kind: 'hid', path: usb.toLowerCase() };
  const simulated = /^sim:(.+)$/.exec(text)?.[1];
  return simulated === undefined ? { kind: 'serial', path: text } : { kind: 'sim', path: simulated };
}

/** Loggers that name themselves first, then serial ports, behind which any may be. `simulated`: ids of devices. */
export function loggerPorts(
  seen: readonly SeenPort[],
  simulated: readonly string[],
  takenBy: (port: PortAddress) => string | null,
): LoggerPort[] {
  const named = seen.flatMap(({ kind, path }): LoggerPort[] => {
    const device = kind === 'hid' ? hidLoggerOf(path) : undefined;
    return device === undefined ? [] : [{ port: `hid:${path}`, label: `${device.shortLabel} (${path})`, takenBy: null }];
  });
  const serial = seen.flatMap(({ kind, path, chip }): LoggerPort[] =>
    kind === 'serial' ? [{ port: path, label: chip === null ? path : `${path}, ${chip}`, takenBy: takenBy({ kind, path }) }] : [],
  );
  const made = simulated.map((id) => ({ port: `sim:${id}`, label: `${loggerDeviceById(id)?.shortLabel ?? id}, simulated`, takenBy: null }));
  return [...named, ...serial, ...made];
}
