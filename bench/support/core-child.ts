/** How does a bench run the real core in a process of its own, and speak with it as Electron's screen would? */

import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { GateEvent } from '../../src-main/contract/gate-api.ts';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import { CORE_MEMORY } from '../../src-main/host/core-memory.ts';
import { connectRelay } from '../../src-main/host/relay-protocol.ts';
import type { GateClient } from '../../src-renderer/gate-connection.ts';
import { PROJECT_DIR } from '../../test/support/run-process.ts';

/** Hears what the screen is told. */
export type Hear = (shown: Shown) => void;

export type CoreChild = {
  readonly child: ChildProcess;
  readonly gone: Promise<void>;
  /** Resolves once its serial reader is ready; with `null` where the core went first. */
  readonly ready: Promise<GateClient | null>;
  /** All that it has printed. */
  readonly output: () => string;
};

export type CoreOptions = {
  readonly dataDir: string;
  readonly serialPath: string;
  /** Where Node keeps compiled code. */
  readonly cacheDir: string;
  readonly hear: Hear;
  /** For Node itself. */
  readonly nodeArguments?: readonly string[];
};

const START_WITHIN_MS = 60_000;

/** Starts the core process; it closes its log when it is sent `{ type: 'close' }`. */
export function startCore({ dataDir, serialPath, cacheDir, hear, nodeArguments = [] }: CoreOptions): CoreChild {
  const child = fork(join(PROJECT_DIR, 'src-main/host/core-process.ts'), {
    cwd: PROJECT_DIR,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...CORE_MEMORY, ...nodeArguments],
    env: { ...process.env, GATE_DATA_DIR: dataDir, GATE_SERIAL: `${serialPath}@115200`, NODE_COMPILE_CACHE: cacheDir },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const gone = once(child, 'exit').then(() => undefined);
  return { child, gone, ready: connectWhenReady(child, hear), output: () => output };
}

async function connectWhenReady(child: ChildProcess, hear: Hear): Promise<GateClient | null> {
  const gone = new Promise<null>((settled) => child.once('exit', () => settled(null)));
  const isOpen = new Promise<'open'>((settled) => {
    child.on('message', (message) => {
      if ((message as { type?: unknown }).type === 'ready') settled('open');
    });
  });
  if ((await Promise.race([isOpen, gone])) === null) return null;
  const { port1, port2 } = new MessageChannel();
  connectRelay(
    child,
    {
      on: (event, listener) => port1.on(event, (data: unknown) => listener({ data })),
      start: () => port1.start(),
      postMessage: (data) => port1.postMessage(data),
      close: () => port1.close(),
    },
    'guard',
  );
  const client: GateClient = createORPCClient(new RPCLink({ port: port2 as unknown as MessagePort }));
  const isReady = new Promise<'ready'>((settled) => {
    void watch(client, hear, () => settled('ready')).catch(() => undefined);
  });
  const late = delay(START_WITHIN_MS, 'late' as const, { ref: false });
  const reached = await Promise.race([isReady, gone, late]);
  if (reached === 'late') throw new Error('a core started, and its cable did not become ready');
  return reached === null ? null : client;
}

async function watch(client: GateClient, hear: Hear, ready: () => void): Promise<void> {
  for await (const event of (await client.watch()) as AsyncIterable<GateEvent>) {
    if (event.type === 'shown') hear(event.shown);
    const status = event.type === 'snapshot' ? event.snapshot.status : event.type === 'status' ? event.status : null;
    if (status?.readers.some(({ kind, state }) => kind === 'serial' && state === 'ready')) ready();
  }
}
