import type { PortTrouble } from './port.ts';

/** Most bytes kept for a hearer that has not come yet. */
const mostKept = 65_536;

/** The hearing half of a port: bytes and the end that came before anyone listened are kept and handed over. */
export interface Inbox {
  bytes(bytes: Uint8Array): void;
  /** The first call counts. */
  closed(trouble: PortTrouble | null): void;
  readonly isClosed: boolean;
  onBytes(hear: (bytes: Uint8Array) => void): void;
  onClosed(hear: (trouble: PortTrouble | null) => void): void;
}

export function createInbox(): Inbox {
  let early: Uint8Array[] = [];
  let kept = 0;
  let hearBytes: ((bytes: Uint8Array) => void) | null = null;
  let hearClosed: ((trouble: PortTrouble | null) => void) | null = null;
  let ended: { trouble: PortTrouble | null } | null = null;
  return {
    bytes(bytes) {
      if (hearBytes !== null) hearBytes(bytes);
      else if (kept + bytes.length <= mostKept) {
        early.push(bytes);
        kept += bytes.length;
      }
    },
    closed(trouble) {
      if (ended !== null) return;
      ended = { trouble };
      hearClosed?.(trouble);
    },
    get isClosed() {
      return ended !== null;
    },
    onBytes(hear) {
      hearBytes = hear;
      for (const bytes of early) hear(bytes);
      early = [];
    },
    onClosed(hear) {
      hearClosed = hear;
      if (ended !== null) hear(ended.trouble);
    },
  };
}
