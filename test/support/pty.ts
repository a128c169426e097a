/** A pseudo-terminal: `path` is opened by the real serial library, the test holds the device's end. */
import { closeSync, constants, openSync } from 'node:fs';
import * as nodePty from '@lydell/node-pty';
import { describe, it } from 'vitest';

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

const present = process.platform !== 'win32';
const noPty = 'cannot run here: Windows has no pseudo-terminals';

/** A describe whose tests speak over a serial path; reported as skipped, with the reason in its name, where there is none. */
export function describeOverPty(name: string, body: () => void): void {
  describe.skipIf(!present)(present ? name : `${name} (${noPty})`, body);
}

/** The same for one test. */
export function itOverPty(name: string, body: () => Promise<void>): void {
  it.skipIf(!present)(present ? name : `${name} (${noPty})`, body);
}

/** Throws where the system has no pseudo-terminals. */
export function openPty(): Pty {
  if (!present) throw new Error(`A test over a serial path ${noPty}.`);
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
