import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FaultyProxy } from '../../../bench/torture/faulty-proxy.ts';
import { startFaultyProxy } from '../../../bench/torture/faulty-proxy.ts';
import type { HardFault, SoftFault } from '../../../bench/torture/network-faults.ts';
import { seededRandom } from '../../../bench/torture/random.ts';

const ANSWER = JSON.stringify({ acknowledged: [{ from: 1, to: 2 }], refused: [] });
const BATCH = JSON.stringify({ device: 'd', epoch: 'e', entries: [{ seq: 1 }, { seq: 2 }] });

/** A collector that notes the bodies that reached it whole, behind a proxy that always does this. */
async function openWay(hard: HardFault | null, soft: readonly SoftFault[] = []) {
  const taken: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      taken.push(Buffer.concat(chunks).toString('base64'));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length }).end(ANSWER);
    });
    request.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const proxy = await startFaultyProxy({
    collectorPort: (server.address() as AddressInfo).port,
    random: seededRandom(3),
    latestReplayMs: 400,
    plan: () => ({ hard, soft: new Set(soft) }),
  });
  onTestFinished(() => proxy.close());
  proxy.setFaulty(true);
  return { proxy, taken };
}

const BODY = new Uint8Array(gzipSync(BATCH));

function send(proxy: FaultyProxy, signal = AbortSignal.timeout(15_000)): Promise<Response> {
  return fetch(`${proxy.url}/v1/entries`, { method: 'POST', body: BODY, redirect: 'manual', signal });
}

describe('the proxy of a torture', () => {
  test('passes a request and its answer on as they are where no fault is drawn', async () => {
    const { proxy, taken } = await openWay(null);
    expect(await (await send(proxy)).text()).toBe(ANSWER);
    expect(taken).toEqual([Buffer.from(BODY).toString('base64')]);
    expect(proxy.faults()).toEqual({});
  });

  test.each<SoftFault>(['delay-request', 'delay-answer', 'trickle-request', 'trickle-answer'])(
    'hands everything over whole in spite of “%s”',
    async (kind) => {
      const { proxy, taken } = await openWay(null, [kind]);
      expect(await (await send(proxy)).text()).toBe(ANSWER);
      expect(taken).toEqual([Buffer.from(BODY).toString('base64')]);
      expect(proxy.faults()).toEqual({ [kind]: 1 });
    },
  );

  test.each<SoftFault>(['duplicate', 'late-replay'])('sends the same bytes twice by “%s”', async (kind) => {
    const { proxy, taken } = await openWay(null, [kind]);
    await send(proxy);
    await proxy.replaysDone();
    await expect.poll(() => taken.length).toBe(2);
    expect(new Set(taken).size).toBe(1);
  });

  test.each<HardFault>(['cut-request', 'truncate-request'])(
    'keeps the collector from a whole request by “%s”',
    async (kind) => {
      const { proxy, taken } = await openWay(kind);
      await expect(send(proxy)).rejects.toThrow();
      expect(taken).toEqual([]);
      expect(proxy.faults()).toEqual({ [kind]: 1 });
    },
  );

  test.each<HardFault>(['cut-answer', 'truncate-answer'])(
    'keeps the gate from the answer by “%s”, and the collector has it',
    async (kind) => {
      const { proxy, taken } = await openWay(kind);
      await expect(send(proxy).then((answer) => answer.text())).rejects.toThrow();
      expect(taken).toHaveLength(1);
    },
  );

  test('says nothing at all by “hang”', async () => {
    const { proxy } = await openWay('hang');
    const given = new AbortController();
    const sent = send(proxy, given.signal);
    expect(await Promise.race([sent, delay(300, 'silence')])).toBe('silence');
    given.abort();
    await expect(sent).rejects.toThrow();
  });

  test.each<[HardFault, number]>([
    ['status-500', 500],
    ['status-503', 503],
    ['status-413', 413],
    ['status-429', 429],
    ['redirect', 302],
    ['answer-401-wrong-time', 401],
  ])('answers in the collector’s place by “%s”', async (kind, status) => {
    const { proxy } = await openWay(kind);
    expect((await send(proxy)).status).toBe(status);
  });

  test.each<HardFault>([
    'answer-not-json',
    'answer-wrong-shape',
    'answer-foreign-seqs',
    'answer-settles-nothing',
    'answer-of-earlier-request',
    'answer-endless',
  ])('never says of what was sent that it is safe by “%s”', async (kind) => {
    const { proxy } = await openWay(kind);
    const answer = await send(proxy);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).not.toBe(ANSWER);
    expect(text).not.toMatch(/"from":[12],/);
  });
});

describe('the chance of a torture', () => {
  test('comes again with its seed, and is another with another', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).fork('network').next);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
