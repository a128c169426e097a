import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Port } from '../../../src/main/ports/port.ts';
import { hostAndPort, listenTcp } from '../../../src/main/ports/tcp.ts';
import { until } from '../../support/until.ts';

const open: { close(): unknown }[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const link of open.splice(0)) await link.close();
});

async function listen(path: string) {
  const peers: Port[] = [];
  const link = await listenTcp(path, (peer) => peers.push(peer));
  open.push(link);
  return { link, peers };
}

function call(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  return socket;
}

describe('listening for devices that connect', () => {
  it('gives each peer a port of its own, and answers go to the one that asked', async () => {
    const { link, peers } = await listen('127.0.0.1:0');
    const [first, second] = [call(link.port), call(link.port)];
    let answered = '';
    second.on('data', (bytes) => {
      answered += bytes.toString();
    });
    await until(() => peers.length === 2, 'both are connected');
    second.write('hello');
    const heard = ['', ''];
    peers.forEach((peer, index) => {
      peer.onBytes((bytes) => {
        heard[index] += Buffer.from(bytes).toString();
        void peer.write(Buffer.from('heard'));
      });
    });
    await until(() => answered !== '', 'the second was answered');
    expect([...heard].sort()).toEqual(['', 'hello']);
    first.destroy();
    second.destroy();
    const trouble: (string | null)[] = [];
    for (const peer of peers) peer.onClosed((why) => trouble.push(why));
    await until(() => trouble.length === 2, 'both are gone');
    expect(trouble).toEqual(['gone', 'gone']);
  });

  it('names an address that somebody else listens on', async () => {
    const { link } = await listen('127.0.0.1:0');
    await expect(listenTcp(`127.0.0.1:${link.port}`, () => undefined)).rejects.toMatchObject({ trouble: 'address-in-use' });
  });

  it('reads addresses of both kinds, and refuses what is none', () => {
    expect(hostAndPort('[::1]:2575')).toEqual({ host: '::1', port: 2575 });
    expect(() => hostAndPort('2575')).toThrow(expect.objectContaining({ trouble: 'other' }));
  });
});
