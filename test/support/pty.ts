/** A pseudo-terminal: `path` is opened by the real serial library, the test holds the device's end. */
import { open } from '@lydell/node-pty';

export interface Pty {
  path: string;
  write(bytes: Uint8Array | string): void;
  /** All that the station has written, one character per byte. */
  written(): string;
  /** The device's end goes away, as when a cable is pulled. */
  hangUp(): void;
}

interface Opened {
  _pty: string;
  master: NodeJS.ReadWriteStream & { destroy(): void };
  slave: { pause(): void; destroy(): void };
}

export function openPty(): Pty {
  const { _pty: path, master, slave } = open({ encoding: null }) as unknown as Opened;
  // It keeps the terminal alive between two openings, but must not read what is for the station.
  slave.pause();
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
      slave.destroy();
      master.destroy();
    },
  };
}
