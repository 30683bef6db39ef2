/** How does one gate live through a torture: started, scanned at, heard, killed, started again? */

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
import { connectRelay } from '../../src-main/host/relay-protocol.ts';
import type { GateClient } from '../../src-renderer/gate-connection.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import { PROJECT_DIR, runProcess } from '../../test/support/run-process.ts';
import { nextCard } from '../support/fake-cards.ts';
import type { Random } from './random.ts';

/** Hears what the screen is told is recorded. */
export type Hear = (shown: Shown) => void;

export type TorturedGate = {
  readonly dataDir: string;
  /** Starts the core; it is ready for a scan when this resolves, or dead already if `kill` was quicker. */
  readonly start: () => Promise<void>;
  /** Scans and types without end, until the core is gone. */
  readonly load: () => Promise<void>;
  /** SIGKILL, at whatever it is doing. */
  readonly kill: () => Promise<void>;
  /** Lets it close its log. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Life = {
  readonly child: ChildProcess;
  readonly gone: Promise<void>;
  readonly ready: Promise<GateClient | null>;
  isKilled: boolean;
};

export type TorturedGateOptions = {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly random: Random;
  readonly hear: Hear;
  /** The core ended, and nobody had killed it. */
  readonly onDeath: (output: string) => void;
};

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const NOT_PLAIN = { 'a place': 'https://example.com/checkin', 'unknown to all': 'XIN CHAO 12' } as const;
const SCANS = {
  'new on the cable': 10,
  'new from the wedge': 6,
  again: 6,
  'a place': 1,
  'unknown to all': 1,
  manual: 2,
};

/** The real core process, with a serial cable and a screen's channel as Electron's own would be. */
export async function openTorturedGate(options: TorturedGateOptions): Promise<TorturedGate> {
  const { dataDir, random, hear } = options;
  const pty = await openPtyPair();
  let life: Life | null = null;
  let lastCard = nextCard();

  async function start(): Promise<void> {
    const started = startLife(options, pty, hear);
    life = started;
    await Promise.race([started.ready, started.gone]);
  }

  async function load(): Promise<void> {
    const mine = life;
    const client = await mine?.ready;
    if (mine === null || mine === undefined || client === null || client === undefined) return;
    let isGone = false;
    const gone = mine.gone.then(() => {
      isGone = true;
    });
    while (!isGone) {
      // A call to a core that was killed is never answered.
      await Promise.race([scanOnce(client).catch(() => undefined), gone]);
      await delay(random.between(0, 80));
    }
  }

  async function scanOnce(client: GateClient): Promise<void> {
    const what = random.weighted(SCANS);
    switch (what) {
      case 'new on the cable':
        lastCard = nextCard();
        await pty.write(Buffer.from(`${lastCard}\r`, 'utf8'));
        return;
      case 'new from the wedge':
        lastCard = nextCard();
        return submit(client, lastCard);
      case 'again':
        // Also after a kill: whoever saw no verdict shows the card once more.
        return submit(client, lastCard);
      case 'manual': {
        const entry = { laneId: 'lane-1', name: 'Nguyễn Văn Thử', number: null, phone: null, note: 'quên thẻ' };
        const answer = await client.submitManualEntry(entry);
        if (answer.type === 'shown') hear(answer.shown);
        return;
      }
      default:
        return submit(client, NOT_PLAIN[what]);
    }
  }

  async function submit(client: GateClient, text: string): Promise<void> {
    const reading = { laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge', text, encoding: 'utf-8' } as const;
    const answer = await client.submitReading(reading);
    if (answer.type === 'shown') hear(answer.shown);
  }

  async function kill(): Promise<void> {
    if (life === null) return;
    life.isKilled = true;
    life.child.kill('SIGKILL');
    await life.gone;
  }

  async function stop(): Promise<void> {
    if (life === null) return;
    life.isKilled = true;
    if (life.child.connected) life.child.send({ type: 'close' }, () => undefined);
    const late = setTimeout(() => life?.child.kill('SIGKILL'), STOP_WITHIN_MS);
    await life.gone;
    clearTimeout(late);
  }

  return { dataDir, start, load, kill, stop, close: () => pty.close() };
}

/** Connects the gate of `dataDir` to a collector, before its first start. */
export async function enrolTorturedGate(dataDir: string, setupCode: string): Promise<void> {
  const args = ['src-main/host/cli.ts', 'enrol', setupCode];
  const enrolling = runProcess(process.execPath, args, { GATE_DATA_DIR: dataDir });
  await enrolling.waitFor(/"type":"enrolled"/);
}

function startLife({ dataDir, cacheDir, onDeath }: TorturedGateOptions, pty: PtyPair, hear: Hear): Life {
  const child = fork(join(PROJECT_DIR, 'src-main/host/core-process.ts'), {
    cwd: PROJECT_DIR,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, GATE_DATA_DIR: dataDir, GATE_SERIAL: `${pty.path}@115200`, NODE_COMPILE_CACHE: cacheDir },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const gone = once(child, 'exit').then(() => {
    if (!life.isKilled) onDeath(output);
  });
  const life: Life = { child, gone, ready: connectWhenReady(child, hear), isKilled: false };
  return life;
}

/** The screen's channel, once the core has opened and its cable is ready; `null` where the core went first. */
async function connectWhenReady(child: ChildProcess, hear: Hear): Promise<GateClient | null> {
  const gone = new Promise<null>((settled) => child.once('exit', () => settled(null)));
  const isOpen = new Promise<'open'>((settled) => {
    child.on('message', (message) => {
      if ((message as { type?: unknown }).type === 'ready') settled('open');
    });
  });
  if ((await Promise.race([isOpen, gone])) === null) return null;
  const { port1, port2 } = new MessageChannel();
  connectRelay(child, {
    on: (event, listener) => port1.on(event, (data: unknown) => listener({ data })),
    start: () => port1.start(),
    postMessage: (data) => port1.postMessage(data),
    close: () => port1.close(),
  });
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
