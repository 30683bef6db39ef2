/** How does a port that ends in Electron's main process go on in a core that is another process? */

import type { ChildProcess } from 'node:child_process';

/** Who stands before the screen at the far end: that decides what can be asked through the port. */
export type ScreenFace = 'guard' | 'visitor';

/** What passes over the child's channel (`serialization: 'advanced'`, so binary data stays binary). */
export type RelayMessage =
  | { readonly type: 'port-open'; readonly portId: number; readonly face: ScreenFace }
  | { readonly type: 'port-message'; readonly portId: number; readonly data: unknown }
  | { readonly type: 'port-close'; readonly portId: number };

/** Electron's `MessagePortMain`, as far as it is needed here. */
export type RelayedPort = {
  readonly on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => unknown;
  readonly start: () => void;
  readonly postMessage: (data: unknown) => void;
  readonly close: () => void;
};

let nextPortId = 1;

/** Carries everything between `port` and the core in `child`, until either goes. The returned function ends it. */
export function connectRelay(child: ChildProcess, port: RelayedPort, face: ScreenFace): () => void {
  const portId = nextPortId;
  nextPortId += 1;
  let isOpen = true;

  function send(message: RelayMessage): void {
    // A child that is going is heard of by `exit`; without the callback it would be an error of the child object.
    if (child.connected) child.send(message, () => undefined);
  }
  function fromChild(raw: unknown): void {
    const message = parseRelayMessage(raw);
    if (message?.portId !== portId) return;
    if (message.type === 'port-message') port.postMessage(message.data);
    if (message.type === 'port-close') end(false);
  }
  function endWithChild(): void {
    end(false);
  }
  function end(tellChild: boolean): void {
    if (!isOpen) return;
    isOpen = false;
    child.off('message', fromChild);
    child.off('exit', endWithChild);
    if (tellChild) send({ type: 'port-close', portId });
    port.close();
  }

  child.on('message', fromChild);
  child.once('exit', endWithChild);
  port.on('message', ({ data }) => send({ type: 'port-message', portId, data }));
  port.on('close', () => end(true));
  send({ type: 'port-open', portId, face });
  port.start();
  return () => end(true);
}

/** A message of the relay, or `null` for anything else that comes over the channel. */
export function parseRelayMessage(raw: unknown): RelayMessage | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || !('portId' in raw)) return null;
  const { type, portId } = raw;
  if (typeof portId !== 'number') return null;
  switch (type) {
    case 'port-open':
      return { type, portId, face: faceOf(raw) };
    case 'port-close':
      return { type, portId };
    case 'port-message':
      return { type, portId, data: 'data' in raw ? raw.data : undefined };
    default:
      return null;
  }
}

/** Whose face a message names. What names none is not let before the guard's. */
export function faceOf(raw: object): ScreenFace {
  return 'face' in raw && raw.face === 'guard' ? 'guard' : 'visitor';
}
