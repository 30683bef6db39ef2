/**
 * How does a bench ask Chromium, its pages and workers, or a Node process what is on their heaps? The DevTools protocol
 * over a WebSocket: https://chromedevtools.github.io/devtools-protocol/.
 */

import { once } from 'node:events';
import { WebSocket } from 'ws';

export type DevToolsEvent = {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly sessionId?: string;
};

export type DevTools = {
  /** One command, to the page or worker of `sessionId` where it is given. Fails with what the other side says. */
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;
  readonly onEvent: (listener: (event: DevToolsEvent) => void) => void;
  readonly close: () => void;
};

type Answer = { readonly id: number; readonly result?: Record<string, unknown>; readonly error?: { message: string } };
type Waiting = { readonly resolve: (result: Record<string, unknown>) => void; readonly reject: (error: Error) => void };

/** Connects to a `ws://` address as the browser or the Node process prints it. */
export async function connectDevTools(address: string): Promise<DevTools> {
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: DevToolsEvent) => void)[] = [];
  let lastId = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Answer | DevToolsEvent;
    if (!('id' in message)) {
      for (const listener of listeners) listener(message);
      return;
    }
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error === undefined) resolve?.(message.result ?? {});
    else reject?.(new Error(message.error.message));
  });
  await once(socket, 'open');
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    onEvent: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}
