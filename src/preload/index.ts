/** The door between the page and the station: it carries strings, nothing else. Runs sandboxed, as CommonJS. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Wire } from './contract.ts';

const channel = 'wire';

const wire: Wire = {
  send(text) {
    if (typeof text === 'string') ipcRenderer.send(channel, text);
  },
  onText(hear) {
    const listener = (_event: unknown, text: unknown) => {
      if (typeof text === 'string') hear(text);
    };
    ipcRenderer.on(channel, listener);
    return () => {
      ipcRenderer.off(channel, listener);
    };
  },
};

contextBridge.exposeInMainWorld('station', wire);
