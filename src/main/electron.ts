/**
 * The desktop window: a thin shell around the station. Only this file and the preload know Electron.
 * Its rules follow the framework's security list: sandbox, isolation, own scheme, strict policy, no navigation,
 * no new windows, no permissions, every message's sender checked.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  type MenuItemConstructorOptions,
  protocol,
  safeStorage,
  session,
  type WebContents,
} from 'electron';
import { menuTemplate } from './host/menu.ts';
import { OptionProblem, readOptions, usualDataDir } from './host/options.ts';
import { readPage, securityHeaders } from './host/pages.ts';
import { readWindowSize, type WindowSize, writeWindowSize } from './host/window-size.ts';
import { launch, StartProblem } from './launch.ts';
import { StorageError } from './storage/open.ts';

const scheme = 'isoline';
const origin = `${scheme}://station`;
const channel = 'wire';
const pages = fileURLToPath(new URL('../renderer', import.meta.url));
const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.enableSandbox();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(stopWithReason);
else app.quit();

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(app.isPackaged ? 1 : 2));
  const station = await launch(options, {
    isAvailable: () => safeStorage.isEncryptionAvailable() && !isFixedKeyBackend(),
    seal: (plain) => safeStorage.encryptString(plain),
    open: (sealed) => safeStorage.decryptString(sealed),
  });
  app.on('will-quit', () => station.stop());
  app.on('window-all-closed', () => app.quit());
  guardSession();
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(app.name, process.platform, app.isPackaged) as MenuItemConstructorOptions[]));
  const sizeFile = path.join(usualDataDir('real'), 'window.json');
  const window = openWindow(readWindowSize(sizeFile, (file) => readFileSync(file, 'utf8')));
  window.on('close', () => writeWindowSize(sizeFile, sizeOf(window), writeInFolder));
  app.on('second-instance', () => showAgain(window));
  join(window, station.attach);
  await window.loadURL(`${origin}/index.html`);
}

/** On Linux without a keyring the keychain is a fixed key: no better than a key file, so the key file is used and said. */
function isFixedKeyBackend(): boolean {
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
}

function guardSession(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, grant) => grant(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const page = url.host === 'station' && request.method === 'GET' ? await readPage(pages, url.pathname) : null;
    if (page === null) return new Response(null, { status: 404, headers: securityHeaders });
    return new Response(page.body, { headers: { ...securityHeaders, 'content-type': page.type } });
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function openWindow(size: WindowSize): BrowserWindow {
  const window = new BrowserWindow({
    ...size.bounds,
    minWidth: 720,
    minHeight: 600,
    show: false,
    title: 'Isoline',
    backgroundColor: '#eceff1',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: !app.isPackaged,
    },
  });
  if (size.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}

function writeInFolder(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function sizeOf(window: BrowserWindow): WindowSize {
  return { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
}

/** Binds the window's one channel to a wire. A message from anything but the window's own top page is not heard. */
function join(window: BrowserWindow, attach: Awaited<ReturnType<typeof launch>>['attach']): void {
  const contents = window.webContents;
  const part = attach({
    send: (text) => {
      if (!contents.isDestroyed()) contents.send(channel, text);
    },
    onText: (hear) => {
      ipcMain.on(channel, (event, text: unknown) => {
        const isOurs = event.sender === contents && event.senderFrame === contents.mainFrame && event.senderFrame?.origin === origin;
        if (isOurs && typeof text === 'string') hear(text);
      });
      return () => ipcMain.removeAllListeners(channel);
    },
  });
  window.on('closed', part);
}

function showAgain(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

function stopWithReason(problem: unknown): void {
  const known = problem instanceof OptionProblem || problem instanceof StartProblem || problem instanceof StorageError;
  dialog.showErrorBox('Isoline could not start', known ? (problem as Error).message : String(problem));
  app.exit(1);
}
