/** Finds the station: the desktop window's own door, or the WebSocket of the page's origin. The only place that knows hosts exist. */
import type { Wire } from '../../preload/contract.ts';

export interface Connection {
  send(text: string): void;
}

export interface Hearing {
  onText(text: string): void;
  onOpen(connection: Connection): void;
  onLost(): void;
}

declare global {
  interface Window {
    station?: Wire;
  }
}

const retryMs = [200, 500, 1000, 2000];

/** Connects and stays connected, trying again by itself. */
export function connect(hearing: Hearing): void {
  if (window.station !== undefined) {
    window.station.onText(hearing.onText);
    hearing.onOpen(window.station);
    return;
  }
  void exchangeToken().then(() => open(hearing, 0));
}

/** The token in the printed address is good for a cookie; after that it is taken out of sight. */
async function exchangeToken(): Promise<void> {
  const token = /[#&]token=([\w-]+)/.exec(location.hash)?.[1];
  if (token === undefined) return;
  await fetch('/session', { method: 'POST', body: token }).catch(() => undefined);
  history.replaceState(null, '', location.pathname);
}

function open(hearing: Hearing, tries: number): void {
  const socket = new WebSocket(`ws://${location.host}/wire`);
  let wasOpen = false;
  socket.addEventListener('open', () => {
    wasOpen = true;
    hearing.onOpen({ send: (text) => socket.send(text) });
  });
  socket.addEventListener('message', ({ data }) => hearing.onText(String(data)));
  socket.addEventListener('close', () => {
    hearing.onLost();
    setTimeout(() => open(hearing, wasOpen ? 0 : tries + 1), retryMs[Math.min(tries, retryMs.length - 1)]);
  });
}
