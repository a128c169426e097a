/** Listening for devices and gateways that connect by themselves. Each peer is a port of its own. */
import { createServer, type Server, type Socket } from 'node:net';
import { createInbox } from './inbox.ts';
import { type Port, PortError, type PortTrouble } from './port.ts';

/** A gateway keeps one connection, a careless sender one a message: this many at once is a fault of the sender. */
const mostPeers = 64;

/** `path` is "host:port"; port 0 takes a free one. Throws PortError 'address-in-use', 'permission' or 'gone' (no such address here). */
export async function listenTcp(path: string, accept: (port: Port) => void): Promise<{ close(): Promise<void>; port: number }> {
  const { host, port } = hostAndPort(path);
  const peers = new Set<Socket>();
  const server = createServer((socket) => {
    if (peers.size >= mostPeers) {
      socket.destroy();
      return;
    }
    peers.add(socket);
    socket.on('close', () => peers.delete(socket));
    accept(peerPort(socket));
  });
  await listening(server, host, port, path);
  return {
    port: (server.address() as { port: number }).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const peer of peers) peer.destroy();
      }),
  };
}

/** Brackets of an IPv6 address are taken off. Throws PortError 'other' for what is no address. */
export function hostAndPort(path: string): { host: string; port: number } {
  const found = /^(.+):(\d{1,5})$/.exec(path);
  const port = Number(found?.[2]);
  if (found === null || port > 65_535) throw new PortError('other', path, new Error('give HOST:PORT'));
  return { host: found[1]!.replace(/^\[(.*)\]$/, '$1'), port };
}

function listening(server: Server, host: string, port: number, path: string): Promise<void> {
  return new Promise((ready, refused) => {
    server.once('error', (cause: NodeJS.ErrnoException) => refused(new PortError(listenTrouble(cause.code), path, cause)));
    server.listen(port, host, () => ready());
  });
}

function listenTrouble(code: string | undefined): PortTrouble {
  if (code === 'EADDRINUSE') return 'address-in-use';
  if (code === 'EACCES') return 'permission';
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' ? 'gone' : 'other';
}

export function peerPort(socket: Socket): Port {
  const inbox = createInbox();
  const label = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? '?'}`;
  let closedByUs = false;
  socket.setKeepAlive(true, 30_000);
  socket.on('data', (bytes: Buffer) => inbox.bytes(bytes));
  socket.on('close', () => inbox.closed(closedByUs ? null : 'gone'));
  // 'close' follows; without a hearer a reset by the peer would end the program.
  socket.on('error', () => undefined);
  return {
    label,
    onBytes: inbox.onBytes,
    onClosed: inbox.onClosed,
    write: (bytes) =>
      new Promise((written, refused) => {
        socket.write(bytes, (problem) => (problem ? refused(new PortError('gone', label, problem)) : written()));
      }),
    writeFeature: () => Promise.reject(new PortError('other', label, new Error('a network connection has no feature reports'))),
    async close() {
      closedByUs = true;
      socket.destroy();
    },
  };
}
