/** The other end of a cable, from the command line: a serial path, or a listening address to connect to. */
import { connect } from 'node:net';
import type { SerialLine } from '../../../drivers/model/driver.ts';
import { type Port, PortError } from '../ports/port.ts';
import { openSerial } from '../ports/serial.ts';
import { hostAndPort, peerPort } from '../ports/tcp.ts';

/** A path or address that cannot be opened, in words for the person at the command line. */
export class LineProblem extends Error {}

const troubles = {
  busy: 'another program is using it',
  permission: 'this user may not open it',
  gone: 'it is not there',
  'library-missing': 'a library is missing',
  'address-in-use': 'the address is in use',
  other: 'it cannot be opened',
} as const;

/** Throws LineProblem. */
export async function openSerialOut(path: string, line: SerialLine): Promise<Port> {
  return openSerial(path, line).catch((thrown) => Promise.reject(new LineProblem(`${path}: ${wordsOf(thrown)}.`)));
}

/** Throws LineProblem when nobody listens there. */
export async function connectOut(address: string): Promise<Port> {
  try {
    const { host, port } = hostAndPort(address);
    const socket = connect({ host, port });
    await new Promise<void>((connected, refused) => socket.once('connect', connected).once('error', refused));
    return peerPort(socket);
  } catch (thrown) {
    throw new LineProblem(
      `${address}: ${thrown instanceof PortError ? 'give HOST:PORT' : `nobody answers there (${(thrown as Error).message})`}.`,
    );
  }
}

function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof PortError)) return (thrown as Error).message;
  const detail = thrown.trouble === 'other' && thrown.cause instanceof Error ? ` (${thrown.cause.message})` : '';
  return troubles[thrown.trouble] + detail;
}
