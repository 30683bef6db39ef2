/** How does a screen that faces visitors reach the gate? By a way of its own, on which nothing of the log can be asked. */

import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { VisitorVerdict, VisitorView, visitorContract } from '../src-main/contract/visitor-api.ts';
import type { GateShell } from './shell-ports.ts';
import { hearShellPorts } from './shell-ports.ts';

export type VisitorClient = ContractRouterClient<typeof visitorContract>;

/** `view` is `null` before the gate was heard; `isLost` while it cannot be. */
export type VisitorState = {
  readonly view: VisitorView | null;
  readonly verdict: VisitorVerdict | null;
  readonly isLost: boolean;
};

export type VisitorConnection = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => VisitorState;
  /** `null` while there is no way to the gate. */
  readonly client: () => VisitorClient | null;
};

const AGAIN_MS = 1_000;
const OPEN_WITHIN_MS = 4_000;

/** One way to the gate, while it lasts. */
type Way = { readonly client: VisitorClient; readonly ended: Promise<void>; readonly close: () => void };
type OpenWay = () => Promise<Way | null>;

/**
 * By the shell's port where there is a shell, else by a WebSocket. Keeps at it for as long as the page stands. `laneId`: whose verdicts;
 * `null` = those of all lanes.
 */
export function connectVisitor(window: Window, laneId: string | null): VisitorConnection {
  const openWay = window.gateShell === undefined ? socketWay(window.location) : portWay(window, window.gateShell);
  const listeners = new Set<() => void>();
  let state: VisitorState = { view: null, verdict: null, isLost: false };
  let client: VisitorClient | null = null;

  function become(part: Partial<VisitorState>): void {
    state = { ...state, ...part };
    for (const listener of [...listeners]) listener();
  }

  async function hear(): Promise<void> {
    const way = await openWay();
    if (way === null) return;
    const mine = way.client;
    client = mine;
    const listen = async (): Promise<void> => {
      for await (const event of await mine.watchVisitor()) {
        if (event.type === 'view') become({ view: event.view, isLost: false });
        else if (laneId === null || event.verdict.laneId === laneId) become({ verdict: event.verdict });
      }
    };
    // Any error here is the end of this way; the next one begins with a view.
    await Promise.race([listen().catch(() => undefined), way.ended]);
    client = null;
    way.close();
  }

  async function keepConnected(): Promise<never> {
    for (;;) {
      await hear();
      become({ isLost: true });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  void keepConnected();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    client: () => client,
  };
}

function socketWay({ protocol, host }: Location): OpenWay {
  return async () => {
    const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/visitor`);
    const ended = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
    const opened = new Promise<boolean>((resolve) => socket.addEventListener('open', () => resolve(true)));
    if ((await Promise.race([opened, ended.then(() => false)])) === false) return null;
    return { client: createORPCClient(new SocketLink({ websocket: socket })), ended, close: () => socket.close() };
  };
}

function portWay(window: Window, shell: GateShell): OpenWay {
  let endCurrent: () => void = () => undefined;
  const ports = hearShellPorts(window, shell, () => endCurrent());
  return async () => {
    const port = await ports.next(OPEN_WITHIN_MS);
    if (port === null) return null;
    const ended = new Promise<void>((resolve) => {
      endCurrent = resolve;
      port.addEventListener('close', () => resolve());
    });
    const client: VisitorClient = createORPCClient(new PortLink({ port }));
    port.start();
    return { client, ended, close: () => port.close() };
  };
}
