/** What does the page see of the shell? One object and a few messages: enough to reach the core and the paper, and nothing else. */

import { contextBridge, ipcRenderer, webFrame } from 'electron';
import {
  BEAT_CHANNEL,
  COUNT_PRINTERS_CHANNEL,
  NOTE_CHANNEL,
  NOTE_MESSAGE,
  PORT_CHANNEL,
  PORT_MESSAGE,
  PRINT_CHANNEL,
  REQUEST_PORT_CHANNEL,
  RETRY_CHANNEL,
} from './channels.ts';

/** The two members of the page's window that are used here; this layer is compiled without the DOM. */
declare const window: {
  readonly location: { readonly origin: string };
  readonly addEventListener: (
    type: 'contextmenu' | 'dragstart' | 'dragover' | 'drop',
    listener: (event: { readonly preventDefault: () => void }) => void,
    options: { readonly capture: true },
  ) => void;
  readonly postMessage: (message: unknown, targetOrigin: string, transfer?: readonly unknown[]) => void;
};

contextBridge.exposeInMainWorld('gateShell', {
  kind: 'electron',
  requestPort: (): void => ipcRenderer.send(REQUEST_PORT_CHANNEL),
  beat: (): void => ipcRenderer.send(BEAT_CHANNEL),
  tryAgain: (): void => ipcRenderer.send(RETRY_CHANNEL),
  print: async (): Promise<void> => {
    await ipcRenderer.invoke(PRINT_CHANNEL);
  },
  countPrinters: (): Promise<number> => ipcRenderer.invoke(COUNT_PRINTERS_CHANNEL),
});

// Electron ends the window of a page that closes itself, and asks nobody: no `close` of the window comes first.
void webFrame.executeJavaScript("Object.defineProperty(window, 'close', { value: () => undefined });");

// Nothing is dragged out of the screen or dropped on it, and nothing opens under a long press.
for (const type of ['contextmenu', 'dragstart', 'dragover', 'drop'] as const) {
  window.addEventListener(type, (event) => event.preventDefault(), { capture: true });
}

// A port cannot cross the context bridge; it can be posted to the page.
ipcRenderer.on(PORT_CHANNEL, ({ ports }) => window.postMessage(PORT_MESSAGE, window.location.origin, ports));
ipcRenderer.on(NOTE_CHANNEL, (_event, note: unknown) =>
  window.postMessage({ type: NOTE_MESSAGE, note }, window.location.origin),
);
