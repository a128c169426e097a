/** A pseudo-terminal: `path` is opened by the real serial library, the test holds the device's end. */
import { closeSync, constants, openSync } from 'node:fs';
import * as nodePty from '@lydell/node-pty';

export interface Pty {
  path: string;
  write(bytes: Uint8Array | string): void;
  /** All that the station has written, one character per byte. */
  written(): string;
  /** The device's end goes away, as when a cable is pulled. */
  hangUp(): void;
}

/** In the library, but not in its types. */
const { open } = nodePty as unknown as { open(options: { encoding: null }): Opened };

interface Opened {
  _pty: string;
  master: NodeJS.ReadWriteStream & { destroy(): void };
  slave: { destroy(): void };
}

export function openPty(): Pty {
  const { _pty: path, master, slave } = open({ encoding: null });
  // Someone must hold the station's end, so that the terminal lives on between two openings; but the library's holder would read what is for the station.
  const holder = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  slave.destroy();
  let heard = '';
  let isOpen = true;
  master.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
  });
  // The station's end hanging up is a read error here.
  master.on('error', () => undefined);
  return {
    path,
    write: (bytes) => void master.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)),
    written: () => heard,
    hangUp() {
      if (!isOpen) return;
      isOpen = false;
      closeSync(holder);
      master.destroy();
    },
  };
}
