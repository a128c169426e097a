/** A screen without its page: the token exchanged, a real WebSocket held open, calls answered as promises, facts kept in order. */
import WebSocket from 'ws';
import type { Call, Calls, Down, Fact, Failure } from '../../src/preload/contract.ts';

export interface ScreenSocket {
  /** Rejects with the station's Failure. */
  call<C extends Call>(name: C, input: Calls[C]['in']): Promise<Calls[C]['out']>;
  /** Anything at all, as a broken page might. */
  sendRaw(text: string | Buffer): void;
  /** The facts so far, oldest first. */
  facts: { fact: Fact; is: unknown }[];
  /** Every text so far that was an answer. */
  answers: number;
  socket: WebSocket;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** The cookie which the token in the address is good for. */
export async function cookieFor(address: string): Promise<string> {
  const { origin, hash } = new URL(address);
  const response = await fetch(`${origin}/session`, { method: 'POST', body: hash.slice('#token='.length), headers: { origin } });
  if (response.status !== 204) throw new Error(`the token was refused with ${response.status}`);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

export async function openScreen(address: string): Promise<ScreenSocket> {
  const { origin, host } = new URL(address);
  const socket = new WebSocket(`ws://${host}/wire`, { headers: { cookie: await cookieFor(address) }, origin });
  const waiting = new Map<number, { resolve(out: unknown): void; reject(failure: Failure): void }>();
  const screen: ScreenSocket = {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        const id = count++;
        waiting.set(id, { resolve: resolve as (out: unknown) => void, reject });
        socket.send(JSON.stringify({ id, call: name, in: input }));
      }),
    sendRaw: (text) => socket.send(text),
    facts: [],
    answers: 0,
    socket,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => closed(socket),
  };
  let count = 1;
  socket.on('message', (data) => {
    const down = JSON.parse(String(data)) as Down;
    if ('fact' in down) return void screen.facts.push(down);
    screen.answers += 1;
    if ('failed' in down) waiting.get(down.id)?.reject(down.failed);
    else waiting.get(down.id)?.resolve(down.out);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return screen;
}

async function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.close();
  await ended;
}
