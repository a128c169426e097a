/**
 * What a page finds around it, over a real loopback host: its address, its cookie jar, fetch and WebSocket. For the
 * renderer's client code outside of a browser; whatever the network does is real.
 */
import { vi } from 'vitest';
import WebSocket from 'ws';

export interface PageGlobals {
  /** As the address bar shows it now. */
  hash(): string;
  cookie: string | null;
  /** Each socket the page has tried, oldest first. */
  sockets: WebSocket[];
  /** The page is closed: nothing of it happens any more, and the globals are as before. */
  leave(): void;
}

/** Takes the place of the browser's globals until it is left. */
export function standInPage(address: string): PageGlobals {
  const { origin, host, hash } = new URL(address);
  const location = { host, hash, pathname: '/' };
  const page: PageGlobals = { hash: () => location.hash, cookie: null, sockets: [], leave };
  function leave(): void {
    for (const socket of page.sockets) {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.terminate();
    }
    vi.unstubAllGlobals();
  }
  vi.stubGlobal('window', {});
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', {
    replaceState: (_state: unknown, _title: string, path: string) => {
      location.hash = new URL(path, origin).hash;
    },
  });
  const realFetch = fetch;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const response = await realFetch(`${origin}${path}`, { ...init, headers: { origin } });
    page.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? page.cookie;
    return response;
  });
  class PageSocket extends WebSocket {
    constructor(url: string) {
      super(url, { origin, headers: page.cookie === null ? {} : { cookie: page.cookie } });
      this.on('error', () => undefined);
      page.sockets.push(this);
    }
  }
  vi.stubGlobal('WebSocket', PageSocket);
  return page;
}
