/** How does the screen reach the gate, and come back to it whatever happens? */

import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { gateContract } from '../src-main/contract/gate-api.ts';
import type { Role } from '../src-main/contract/roles.ts';
import { ROLES } from '../src-main/contract/roles.ts';
import type { ScreenEvent } from './gate-state.ts';
import type { GateShell } from './shell-ports.ts';
import { hearShellPorts } from './shell-ports.ts';
import { watchSilence } from './silence-watch.ts';

/** The first wait after a loss, and the longest one; it doubles in between, and goes on for ever. */
export const FIRST_RECONNECT_MS = 250;
export const LONGEST_RECONNECT_MS = 2_000;
/** So long does the screen wait for a way to the gate, once asked for. */
const OPEN_WITHIN_MS = 4_000;
/** A call that has no answer by then counts as unanswered. */
export const ANSWER_WITHIN_MS = 3_000;

export type GateClient = ContractRouterClient<typeof gateContract>;

/** `locked`: it takes this role, and this screen does not hold it; the app asks for its PIN. Nothing was done. */
export type Answer<T> =
  | { readonly type: 'answered'; readonly value: T }
  | { readonly type: 'no-answer' }
  | { readonly type: 'locked'; readonly role: Role };

export type GateConnection = {
  /** Calls the gate. Never throws: a lost connection, an error or silence are all `no-answer`. What is `locked` is told, too. */
  readonly ask: <T>(call: (client: GateClient) => Promise<T>, withinMs?: number) => Promise<Answer<T>>;
  readonly close: () => void;
};

/** One way to the gate, while it lasts. */
type Way = { readonly client: GateClient; readonly ended: Promise<void>; readonly close: () => void };

type Ways = {
  /** `null` when none came in time. */
  readonly open: () => Promise<Way | null>;
  /** True when a newer way is there already, so that the change needs no notice. */
  readonly hasNewer: () => boolean;
};

/**
 * Connects by the shell's port where there is a shell, else by a WebSocket to `/gate` of the own origin, and keeps at
 * it until closed. `tell` hears every event of the gate, and `link-lost` when the gate cannot be heard.
 */
export function connectGate(window: Window, tell: (event: ScreenEvent) => void): GateConnection {
  const ways = window.gateShell === undefined ? socketWays(window.location) : portWays(window, window.gateShell);
  let way: Way | null = null;
  let isClosed = false;

  async function keepConnected(): Promise<void> {
    let delayMs = FIRST_RECONNECT_MS;
    while (!isClosed) {
      way = await ways.open();
      const hasHeard = way !== null && !isClosed && (await listen(way, tell));
      way?.close();
      way = null;
      if (isClosed) return;
      delayMs = hasHeard ? FIRST_RECONNECT_MS : Math.min(delayMs * 2, LONGEST_RECONNECT_MS);
      if (ways.hasNewer()) continue;
      tell({ type: 'link-lost', atUtcMs: Date.now() });
      await delay(delayMs);
    }
  }
  void keepConnected();

  return {
    ask: async (call, withinMs = ANSWER_WITHIN_MS) => {
      const client = way?.client;
      if (client === undefined) return { type: 'no-answer' };
      const answer = await answerWithin(withinMs, () => call(client));
      if (answer.type === 'locked') tell(answer);
      return answer;
    },
    close: () => {
      isClosed = true;
      way?.close();
    },
  };
}

/** Hears the gate until the way ends; true if it said anything at all. */
async function listen(way: Way, tell: (event: ScreenEvent) => void): Promise<boolean> {
  const abort = new AbortController();
  let hasHeard = false;
  let isOver = false;
  const silence = watchSilence({
    ask: () => way.client.accessState(),
    answerWithinMs: ANSWER_WITHIN_MS,
    onSilent: () => tell({ type: 'link-lost', atUtcMs: Date.now() }),
    onBack: () => tell({ type: 'link-back' }),
    onDead: way.close,
  });
  const hear = async (): Promise<void> => {
    for await (const event of await way.client.watch(undefined, { signal: abort.signal })) {
      hasHeard = true;
      silence.spoke();
      tell(event);
    }
  };
  // Any error here is the end of this way; the next one starts from a fresh snapshot.
  const over = way.ended.then(() => {
    isOver = true;
  });
  await Promise.race([hear().catch(() => undefined), over]);
  // Through a way that is closed no word of ending can be sent, and oRPC would throw where nobody catches it.
  if (!isOver) abort.abort();
  silence.stop();
  return hasHeard;
}

function socketWays({ protocol, host }: Location): Ways {
  return {
    hasNewer: () => false,
    open: async () => {
      const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/gate`);
      const ended = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
      const opened = new Promise<'opened'>((resolve) => socket.addEventListener('open', () => resolve('opened')));
      const first = await Promise.race([opened, ended, delay(OPEN_WITHIN_MS)]);
      if (first !== 'opened') {
        socket.close();
        return null;
      }
      const client: GateClient = createORPCClient(new SocketLink({ websocket: socket }));
      return { client, ended, close: () => socket.close() };
    },
  };
}

/** A port that arrives replaces the one before it: the shell has restarted the core. */
function portWays(window: Window, shell: GateShell): Ways {
  let current: Way | null = null;
  const ports = hearShellPorts(window, shell, () => current?.close());
  return {
    hasNewer: ports.hasNewer,
    open: async () => {
      const port = await ports.next(OPEN_WITHIN_MS);
      current = port === null ? null : wayThroughPort(port);
      return current;
    },
  };
}

function wayThroughPort(port: MessagePort): Way {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  port.addEventListener('close', end);
  const client: GateClient = createORPCClient(new PortLink({ port }));
  port.start();
  return {
    client,
    ended,
    close: () => {
      port.close();
      end();
    },
  };
}

async function answerWithin<T>(withinMs: number, call: () => Promise<T>): Promise<Answer<T>> {
  const answer = async (): Promise<Answer<T>> => ({ type: 'answered', value: await call() });
  const silence = async (): Promise<Answer<T>> => {
    await delay(withinMs);
    return { type: 'no-answer' };
  };
  return Promise.race([answer().catch(refusalOf), silence()]);
}

/** What goes wrong on the way is for the guard the same as silence: nothing is known to be recorded. */
function refusalOf(error: unknown): Exclude<Answer<never>, { type: 'answered' }> {
  if (!(error instanceof ORPCError) || error.code !== 'FORBIDDEN') return { type: 'no-answer' };
  const { role: wanted } = (error.data ?? {}) as { readonly role?: unknown };
  return { type: 'locked', role: ROLES.find((role) => role === wanted) ?? 'administrator' };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
