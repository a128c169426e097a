/**
 * A stand-in for the desktop framework, for machines without its runtime. It enforces the rules of the real API that
 * the shell depends on, throwing where the real one would refuse or be unsafe, and shows the window's page in a real
 * Chromium: requests for the shell's own scheme go to its protocol handler, the built preload runs against the
 * bridge below. Prints one JSON line with the browser's debugging address; later lines answer the test's questions.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../chromium.ts';

const shown = 'http://isoline.test';
const own = 'isoline://station';
const privileged = new Set<string>();
const handlers = new Map<string, (request: Request) => Promise<Response>>();
const guards: Record<string, unknown> = {};
let ready = false;

function demand(holds: boolean, rule: string): void {
  if (!holds) {
    console.error(`rule broken: ${rule}`);
    process.exit(3);
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = 'Isoline';
  sandboxed = false;
  enableSandbox(): void {
    demand(!ready, 'app.enableSandbox is called before the app is ready');
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    guards.singleInstance = true;
    return true;
  }
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    ready = true;
  }
  quit(): void {
    this.emit('will-quit');
    setTimeout(() => process.exit(0), 500);
  }
  exit(code: number): void {
    process.exit(code);
  }
}
export const app = new App();

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: { standard?: boolean; secure?: boolean } }[]): void {
    demand(!ready, 'privileged schemes are registered before the app is ready');
    demand(privileged.size === 0, 'registerSchemesAsPrivileged is called once');
    for (const { scheme, privileges } of schemes) {
      demand(privileges.standard === true && privileges.secure === true, `${scheme} is standard and secure`);
      privileged.add(scheme);
    }
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    demand(ready, 'protocol.handle is called when the app is ready');
    demand(privileged.has(scheme), `${scheme} was registered as privileged`);
    handlers.set(scheme, handler);
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: (contents: unknown, permission: string, grant: (allowed: boolean) => void) => void): void {
      let granted: boolean | null = null;
      for (const permission of ['media', 'geolocation', 'notifications', 'serial', 'hid', 'usb', 'openExternal']) {
        handler(null, permission, (allowed) => {
          granted = allowed;
        });
        demand(granted === false, `the permission ${permission} is refused`);
      }
      guards.permissionRequest = true;
    },
    setPermissionCheckHandler(handler: () => boolean): void {
      demand(handler() === false, 'permission checks are refused');
      guards.permissionCheck = true;
    },
    setDevicePermissionHandler(handler: () => boolean): void {
      demand(handler() === false, 'device permissions are refused');
      guards.devicePermission = true;
    },
  },
};

export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (plain: string) => Buffer.from(`sealed:${Buffer.from(plain).toString('base64')}`),
  decryptString: (sealed: Buffer) => Buffer.from(sealed.toString().slice('sealed:'.length), 'base64').toString(),
};

export const Menu = {
  buildFromTemplate: (template: { label?: string; role?: string }[]) => template,
  setApplicationMenu(menu: { label?: string; role?: string }[]): void {
    guards.menu = menu.map(({ label, role }) => label ?? role);
  },
};

export const dialog = {
  showErrorBox(title: string, words: string): void {
    console.error(`${title}: ${words}`);
  },
};

export const ipcMain = new EventEmitter();

class WebContents extends EventEmitter {
  readonly mainFrame = { url: `${own}/index.html`, origin: own };
  page: Page | null = null;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  isDestroyed(): boolean {
    return this.page === null || this.page.isClosed();
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    demand(handler({ url: 'https://example.com/' }).action === 'deny', 'new windows are denied');
    this.openHandler = handler;
  }
  send(channel: string, text: string): void {
    void this.page
      ?.evaluate(([name, value]) => window.dispatchEvent(new CustomEvent(`ipc:${name}`, { detail: value })), [channel, text])
      .catch(() => {});
  }
}

interface Preferences {
  preload: string;
  sandbox: boolean;
  contextIsolation: boolean;
  nodeIntegration: boolean;
  webSecurity?: boolean;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #preferences: Preferences;
  constructor(options: { webPreferences: Preferences; width: number; height: number }) {
    super();
    demand(ready, 'a window is opened when the app is ready');
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, preload } = options.webPreferences;
    demand(app.sandboxed && sandbox === true, 'the window is sandboxed');
    demand(contextIsolation === true, 'the window has context isolation');
    demand(nodeIntegration === false, 'the window has no Node integration');
    demand(webSecurity !== false, 'web security is on');
    demand(preload.endsWith('.cjs') && !/^\s*(import|export)\s/m.test(readFileSync(preload, 'utf8')), 'a sandboxed preload is CommonJS');
    demand(
      ['permissionRequest', 'permissionCheck', 'devicePermission'].every((guard) => guards[guard] === true),
      'permissions are refused first',
    );
    this.#preferences = options.webPreferences;
    app.emit('web-contents-created', {}, this.webContents);
    demand(this.webContents.openHandler !== null, 'new windows are denied before any page is loaded');
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      this.webContents.emit(event, { preventDefault: () => (prevented = true) });
      demand(prevented, `${event} is prevented`);
    }
  }
  maximize(): void {}
  show(): void {
    guards.shown = true;
  }
  focus(): void {}
  isMinimized = () => false;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 10, y: 10, width: 1300, height: 820 });
  async loadURL(url: string): Promise<void> {
    const handler = handlers.get(new URL(url).protocol.replace(':', ''));
    demand(handler !== undefined, `a handler serves ${url}`);
    const first = await handler!(new Request(url));
    demand(first.status === 200, `${url} is served`);
    const policy = first.headers.get('content-security-policy') ?? '';
    demand(policy.includes("default-src 'none'") && policy.includes("script-src 'self'"), 'the page is served with its strict policy');
    demand((await handler!(new Request(`${own}/../../package.json`))).status === 404, 'the handler does not leave its folder');
    await showPage(this, this.#preferences.preload, handler!);
    this.emit('ready-to-show');
  }
}

/** The window's page in a real Chromium. The preload sees only what a sandboxed one may see. */
async function showPage(window: BrowserWindow, preload: string, handler: (request: Request) => Promise<Response>): Promise<void> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments, `--remote-debugging-port=${process.env.DEBUG_PORT ?? '0'}`],
  });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  window.webContents.page = page;
  await page.route(`${shown}/**`, async (route) => {
    const asked = route.request();
    const answer = await handler(new Request(asked.url().replace(shown, own), { method: asked.method() }));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await page.exposeBinding('__ipcSend', (source, channel: string, text: unknown) => {
    const isTop = source.frame === page.mainFrame();
    const senderFrame = isTop ? window.webContents.mainFrame : { url: 'https://example.com/', origin: 'https://example.com' };
    ipcMain.emit(channel, { sender: window.webContents, senderFrame }, text);
  });
  await page.addInitScript(`(() => {
    const listeners = new Map();
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => { Object.defineProperty(window, name, { value: Object.freeze(api) }); } },
      ipcRenderer: {
        send: (channel, text) => { void window.__ipcSend(channel, text); },
        on: (channel, listener) => {
          const hear = (event) => listener({}, event.detail);
          listeners.set(listener, hear);
          window.addEventListener('ipc:' + channel, hear);
        },
        off: (channel, listener) => window.removeEventListener('ipc:' + channel, listeners.get(listener)),
      },
    };
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('a sandboxed preload may not require ' + name);
    };
    const module = { exports: {} };
    ((require, module, exports) => { ${readFileSync(preload, 'utf8')} })(require, module, module.exports);
  })();`);
  await page.goto(`${shown}/index.html`);
  answerQuestions(window, browser, page);
}

/** The test asks over standard input, one word a line. */
function answerQuestions(window: BrowserWindow, browser: Browser, page: Page): void {
  const questions: Record<string, () => unknown> = {
    guards: () => guards,
    foreign: () => {
      const heardBefore = ipcMain.listenerCount('wire');
      ipcMain.emit(
        'wire',
        { sender: window.webContents, senderFrame: { url: 'https://example.com/', origin: 'https://example.com' } },
        process.env.FOREIGN_TEXT,
      );
      ipcMain.emit('wire', { sender: {}, senderFrame: window.webContents.mainFrame }, process.env.FOREIGN_TEXT);
      return { heardBefore };
    },
    close: () => {
      window.emit('close');
      window.emit('closed');
      app.emit('window-all-closed');
      void browser.close();
      return true;
    },
  };
  createInterface({ input: process.stdin }).on('line', (question) => {
    console.log(JSON.stringify({ question, answer: questions[question]?.() ?? null }));
  });
  console.log(JSON.stringify({ question: 'ready', answer: { url: page.url() } }));
}
