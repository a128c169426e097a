/** What an open link is to the rest of the station, whatever carries it. */
import type { Line } from '../../../drivers/model/driver.ts';

export type PortKind = 'serial' | 'hid' | 'tcp' | 'sim' | 'replay';

export interface PortAddress {
  kind: PortKind;
  /** Serial path, "vid:pid" (HID), "host:port" to listen on (TCP), nothing of note (sim), a recording's path (replay). */
  path: string;
}

export type PortTrouble = 'busy' | 'permission' | 'gone' | 'library-missing' | 'address-in-use' | 'other';

export class PortError extends Error {
  readonly trouble: PortTrouble;
  readonly path: string;
  constructor(trouble: PortTrouble, path: string, cause?: unknown) {
    super(`${path}: ${trouble}`, { cause });
    this.name = 'PortError';
    this.trouble = trouble;
    this.path = path;
  }
}

/** An open connection. A listening TCP port gives one of these per peer. */
export interface Port {
  /** The peer, for the doctor: a path, or a remote address. */
  readonly label: string;
  /** Set before any byte is handed over; bytes that came earlier are kept for it. */
  onBytes(hear: (bytes: Uint8Array) => void): void;
  /** Called once. null: closed by us. */
  onClosed(hear: (trouble: PortTrouble | null) => void): void;
  write(bytes: Uint8Array): Promise<void>;
  writeFeature(bytes: Uint8Array): Promise<void>;
  /** Serial ports only: another speed on the open port. */
  setBaud?(baud: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a link. `accept` is called for each connection: once for serial, HID, simulated and replayed ports, once per peer for TCP. */
export type OpenPort = (address: PortAddress, line: Line, accept: (port: Port) => void) => Promise<{ close(): Promise<void> }>;
