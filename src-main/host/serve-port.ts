/** How does a core that is a process of its own serve the ports that its shell hands it? */

import type { Gate } from '../contract/gate.ts';
import type { HostLog } from './log.ts';
import type { RelayMessage, ScreenFace } from './relay-protocol.ts';
import { parseRelayMessage } from './relay-protocol.ts';
import { createScreenServer, createVisitorServer } from './screen-server.ts';

type Listener = (event?: { readonly data: unknown }) => void;

/** As oRPC wants a port: Electron's `MessagePortMain`, Node's, or the virtual one below. */
export type ServedPort = {
  readonly on: (event: string, listener: Listener) => unknown;
  readonly postMessage: (data: unknown) => void;
  readonly close?: () => void;
};

/** Serves the gate on any number of ports, each with what may be asked by who stands before it. */
export function createPortServer(gate: Gate, log: HostLog): (port: ServedPort, face: ScreenFace) => void {
  const servers = { guard: createScreenServer(gate, log), visitor: createVisitorServer(gate, log) };
  return (port, face) => {
    const screen = servers[face].open({
      send: (text) => Promise.resolve(port.postMessage(text)),
      cut: () => port.close?.(),
    });
    port.on('message', (event) => screen.receive(event?.data));
    port.on('close', screen.close);
  };
}

/** Serves ports that Electron's main process relays over this process's own channel. */
export function serveRelayedPorts(
  channel: { readonly on: (event: 'message', listener: (message: unknown) => void) => unknown },
  send: (message: RelayMessage) => void,
  serve: (port: ServedPort, face: ScreenFace) => void,
): void {
  const ports = new Map<number, Map<string, Listener[]>>();
  const tell = (portId: number, event: string, data?: unknown): void => {
    for (const listener of ports.get(portId)?.get(event) ?? []) listener({ data });
  };
  channel.on('message', (raw) => {
    const message = parseRelayMessage(raw);
    if (message === null) return;
    const { portId } = message;
    switch (message.type) {
      case 'port-open': {
        const listeners = new Map<string, Listener[]>();
        ports.set(portId, listeners);
        const port: ServedPort = {
          on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
          postMessage: (data) => send({ type: 'port-message', portId, data }),
          close: () => {
            ports.delete(portId);
            send({ type: 'port-close', portId });
          },
        };
        serve(port, message.face);
        return;
      }
      case 'port-message':
        return tell(portId, 'message', message.data);
      case 'port-close':
        tell(portId, 'close');
        ports.delete(portId);
        return;
    }
  });
}
