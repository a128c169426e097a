/** Finds a cable again: by its USB serial number under whatever path, else by its path. */
import type { PortAddress } from '../ports/port.ts';
import type { SeenPort } from '../ports/watch.ts';
import type { Configured } from './cards.ts';

export function samePort(one: { kind: string; path: string }, other: { kind: string; path: string }): boolean {
  return one.kind === other.kind && one.path === other.path;
}

/** Many cheap adapters all carry the same serial number: it counts only where one port has it, and the old path has not. */
export function whereIs({ address, usbSerial }: Configured, plugged: readonly SeenPort[]): PortAddress {
  if (usbSerial === null || address.kind !== 'serial') return address;
  const fitting = plugged.filter((port) => port.kind === 'serial' && port.usbSerial === usbSerial);
  if (fitting.length !== 1 || fitting.some((port) => samePort(port, address))) return address;
  return { kind: 'serial', path: fitting[0]!.path };
}
