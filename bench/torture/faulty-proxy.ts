/** What stands between a gate and its collector on a bad day? A TCP proxy that cuts, delays, repeats and lies, by its seed. */

import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from './http-bytes.ts';
import { answerBytes, takeMessage, uploadOf } from './http-bytes.ts';
import type { FaultPlan, HardFault, SoftFault } from './network-faults.ts';
import { drawFaults, NO_FAULTS } from './network-faults.ts';
import type { Random } from './random.ts';

export type FaultyProxy = {
  readonly url: string;
  /** How often each fault was done to a request; `collector-away` besides, which nobody injected. */
  readonly faults: () => Readonly<Record<string, number>>;
  readonly requests: () => number;
  /** Faults from now on, or none; what is under way goes on. */
  readonly setFaulty: (isFaulty: boolean) => void;
  /** Every late replay has been sent, and answered or given up. */
  readonly replaysDone: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ProxyOptions = {
  readonly collectorPort: number;
  readonly random: Random;
  /** Chance by the seed, unless a test says otherwise. */
  readonly plan?: () => FaultPlan;
  /** So late may a request come once more. */
  readonly latestReplayMs?: number;
};

const HANG_MS = 60_000;
const EXCHANGE_WITHIN_MS = 25_000;
const MOST_REPLAYS_WAITING = 40;
const LATEST_REPLAY_MS = 15_000;

/** Listens on any free port of the loopback, without faults at first. One connection upstream for each request. */
export async function startFaultyProxy(options: ProxyOptions): Promise<FaultyProxy> {
  const { collectorPort, random, latestReplayMs = LATEST_REPLAY_MS } = options;
  const plan = options.plan ?? (() => drawFaults(random));
  const faults: Record<string, number> = {};
  const sockets = new Set<Socket>();
  const replays = new Set<Promise<unknown>>();
  const earlierAnswers = new Map<string, Buffer>();
  let requests = 0;
  let isFaulty = false;

  function count(kind: string): void {
    faults[kind] = (faults[kind] ?? 0) + 1;
  }

  function keepAlive(client: Socket): void {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    client.setNoDelay(true);
    let waiting = Buffer.alloc(0);
    let isBusy = false;
    async function work(): Promise<void> {
      if (isBusy) return;
      isBusy = true;
      for (let taken = takeMessage(waiting); taken !== null && !client.destroyed; taken = takeMessage(waiting)) {
        waiting = Buffer.from(taken.rest);
        await handle(client, taken.message);
      }
      isBusy = false;
    }
    client.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      void work();
    });
  }

  async function handle(client: Socket, request: Message): Promise<void> {
    const upload = uploadOf(request);
    requests += 1;
    const { hard, soft } = isFaulty && upload !== null ? plan() : NO_FAULTS;
    const does = (kind: SoftFault): boolean => {
      if (soft.has(kind)) count(kind);
      return soft.has(kind);
    };
    if (does('delay-request')) await delay(random.between(5, 250));
    if (replays.size < MOST_REPLAYS_WAITING && does('late-replay')) replayLater(request.bytes);
    if (does('duplicate')) void exchange(request.bytes, false);
    if (hard !== null && (hard !== 'status-413' || (upload?.seqs.length ?? 0) > 1)) {
      count(hard);
      await spoil(hard, client, request, upload?.device ?? '', upload?.seqs ?? []);
      return;
    }
    const answer = await exchange(request.bytes, does('trickle-request'));
    if (answer === null) {
      count('collector-away');
      client.destroy();
      return;
    }
    if (upload !== null && answer.subarray(0, 12).toString('latin1') === 'HTTP/1.1 200') {
      earlierAnswers.set(upload.device, answer);
    }
    if (does('delay-answer')) await delay(random.between(5, 250));
    if (does('trickle-answer')) await trickle(client, answer);
    else client.write(answer);
  }

  async function spoil(
    hard: HardFault,
    client: Socket,
    request: Message,
    device: string,
    seqs: readonly number[],
  ): Promise<void> {
    const { bytes } = request;
    const part = random.between(1, bytes.length);
    switch (hard) {
      case 'cut-request':
        await sendPart(bytes.subarray(0, part), true);
        client.destroy();
        return;
      case 'truncate-request':
        await sendPart(bytes.subarray(0, part), false);
        client.destroy();
        return;
      case 'cut-answer':
      case 'truncate-answer': {
        const answer = (await exchange(bytes, false)) ?? Buffer.alloc(1);
        client.write(answer.subarray(0, random.between(0, answer.length)));
        if (hard === 'cut-answer') client.resetAndDestroy();
        else client.end();
        return;
      }
      case 'hang':
        // Taken or not: nobody says.
        if (random.chance(0.5)) await exchange(bytes, false);
        await Promise.race([once(client, 'close'), delay(HANG_MS, undefined, { ref: false })]);
        client.destroy();
        return;
      default:
        // What stands in between may fail before the collector has the request, or after.
        if (random.chance(0.5)) await exchange(bytes, false);
        client.write(madeUpAnswer(hard, seqs, earlierAnswers.get(device)));
    }
  }

  /** The collector's whole answer, or `null` where it is away, breaks off, or takes too long. */
  async function exchange(bytes: Buffer, slowly: boolean): Promise<Buffer | null> {
    const upstream = connect({ port: collectorPort, host: '127.0.0.1', noDelay: true });
    sockets.add(upstream);
    try {
      return await new Promise<Buffer | null>((settled) => {
        let answer = Buffer.alloc(0);
        upstream.setTimeout(EXCHANGE_WITHIN_MS, () => settled(null));
        upstream.on('error', () => settled(null));
        upstream.on('close', () => settled(null));
        upstream.on('data', (chunk) => {
          answer = Buffer.concat([answer, chunk]);
          const taken = takeMessage(answer);
          if (taken !== null) settled(Buffer.from(taken.message.bytes));
        });
        upstream.on('connect', () => {
          if (slowly) void trickle(upstream, bytes);
          else upstream.write(bytes);
        });
      });
    } finally {
      upstream.destroy();
      sockets.delete(upstream);
    }
  }

  async function sendPart(bytes: Buffer, isCut: boolean): Promise<void> {
    const upstream = connect({ port: collectorPort, host: '127.0.0.1' });
    sockets.add(upstream);
    const closed = new Promise<void>((done) => upstream.on('close', () => done()));
    upstream.on('error', () => upstream.destroy());
    upstream.resume();
    if (isCut) upstream.write(bytes, () => upstream.resetAndDestroy());
    else upstream.end(bytes);
    await Promise.race([closed, delay(2_000, undefined, { ref: false })]);
    upstream.destroy();
    sockets.delete(upstream);
  }

  async function trickle(to: Socket, bytes: Buffer): Promise<void> {
    const pieces = random.between(3, 9);
    for (let piece = 0; piece < pieces && !to.destroyed; piece += 1) {
      const at = (share: number): number => Math.floor((bytes.length * share) / pieces);
      to.write(bytes.subarray(at(piece), at(piece + 1)));
      await delay(random.between(1, 60));
    }
  }

  function replayLater(bytes: Buffer): void {
    const kept = Buffer.from(bytes);
    const replay = delay(random.between(200, latestReplayMs))
      .then(() => exchange(kept, false))
      .finally(() => replays.delete(replay));
    replays.add(replay);
  }

  const server = createServer(keepAlive);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: () => ({ ...faults }),
    requests: () => requests,
    setFaulty: (next) => {
      isFaulty = next;
    },
    replaysDone: async () => {
      while (replays.size > 0) await Promise.all(replays);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

/** An answer that the collector never gave. None says of an entry that it is safe where it is not: that no gate can know. */
function madeUpAnswer(hard: HardFault, seqs: readonly number[], earlier: Buffer | undefined): Buffer {
  const now = { serverTimeUtcMs: Date.now() };
  const answered = { ...now, settingsVersion: 0, nextUploadAfterMs: 0 };
  const beyond = Math.max(0, ...seqs) + 1;
  switch (hard) {
    case 'status-500':
      return answerBytes(500, { reason: 'out-of-order', ...now });
    case 'status-503':
      return answerBytes(503, 'no upstream', { 'content-type': 'text/plain', 'retry-after': '1' });
    case 'status-413':
      return answerBytes(413, { reason: 'too-large', ...now });
    case 'status-429':
      return answerBytes(429, { reason: 'slow-down', ...now }, { 'retry-after': '1' });
    case 'redirect':
      return answerBytes(302, '', { location: 'http://127.0.0.1:9/v1/entries' });
    case 'answer-wrong-shape':
      return answerBytes(200, { acknowledged: 'all' });
    case 'answer-foreign-seqs':
      return answerBytes(200, { acknowledged: [{ from: beyond, to: beyond + 50 }], refused: [], ...answered });
    case 'answer-settles-nothing':
      return answerBytes(200, { acknowledged: [], refused: [], ...answered });
    case 'answer-of-earlier-request':
      return earlier ?? answerBytes(200, { acknowledged: [], refused: [], ...answered });
    case 'answer-endless':
      return answerBytes(200, ' '.repeat(700_000));
    case 'answer-401-wrong-time':
      return answerBytes(401, { reason: 'not-proven', serverTimeUtcMs: Date.now() + 3_600_000 });
    default:
      return answerBytes(200, '<!doctype html><p>Xin chào</p>', { 'content-type': 'text/html' });
  }
}
