import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { uploadBatch, uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import type { Clock } from '../../../src-main/core/ports.ts';
import { startUploader } from '../../../src-main/upload/uploader.ts';
import type { MemoryOutbox } from '../../support/memory-outbox.ts';
import { memoryOutbox, TEST_DEVICE } from '../../support/memory-outbox.ts';

type Turn = (response: ServerResponse, seqs: readonly number[], request: IncomingMessage) => void;

const { privateKey } = generateKeyPairSync('ed25519');
const clock: Clock = {
  now: () => ({ wallUtcMs: Date.now(), monotonicMs: 0, bootId: 'boot', clockOffsetMs: null, clockUncertaintyMs: null }),
};

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const acknowledgeAll: Turn = (response, seqs) =>
  json(response, 200, {
    acknowledged: seqs.map((seq) => ({ from: seq, to: seq })),
    refused: [],
    serverTimeUtcMs: Date.now(),
    settingsVersion: 0,
    nextUploadAfterMs: 0,
  });

/** A collector that takes one turn after the other, and the last one for ever. */
async function collectorOf(turns: readonly Turn[]): Promise<{ url: string; batches: number[][]; bodies: string[] }> {
  const batches: number[][] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((sent) => {
      const text = gunzipSync(sent).toString('utf8');
      const { entries } = uploadBatch.parse(JSON.parse(text));
      const seqs = entries.map((entry) => uploadedEntry.parse(entry).seq);
      const turn = turns[Math.min(batches.length, turns.length - 1)];
      batches.push(seqs);
      bodies.push(text);
      turn?.(response, seqs, request);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, batches, bodies };
}

/** Without jitter, so that a test does not wait. */
function upload(outbox: MemoryOutbox, url: string): { lines: string[]; states: string[] } {
  const lines: string[] = [];
  const states: string[] = [];
  const uploader = startUploader({
    outbox,
    identity: { device: TEST_DEVICE },
    privateKey,
    collectorUrl: url,
    clock,
    random: () => 0,
    onState: (state) => states.push(state),
    log: (event, fields) => lines.push(JSON.stringify({ event, ...fields })),
  });
  onTestFinished(() => uploader.close());
  return { lines, states };
}

async function expectDrained(outbox: MemoryOutbox): Promise<void> {
  await expect.poll(() => outbox.counts().pending, { timeout: 10_000, interval: 10 }).toBe(0);
}

describe('the uploader', () => {
  test('sends everything, oldest first, in batches of at most 500, each entry once', async () => {
    const outbox = memoryOutbox(1_203);
    const { url, batches } = await collectorOf([acknowledgeAll]);
    const { states } = upload(outbox, url);
    await expectDrained(outbox);
    expect(batches.flat()).toEqual(Array.from({ length: 1_203 }, (_, index) => index + 1));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
    expect(states.at(-1)).toBe('reachable');
  });

  test('sends masked data only', async () => {
    const outbox = memoryOutbox(1);
    const { url, bodies } = await collectorOf([acknowledgeAll]);
    upload(outbox, url);
    await expectDrained(outbox);
    expect(bodies[0]).toContain('******000000');
    for (const secret of ['Bí Mật', '001099000000', '0900000000']) expect(bodies.join()).not.toContain(secret);
  });

  const troubles: readonly [string, Turn][] = [
    ['answers 500', (response) => json(response, 500, {})],
    ['answers 429', (response) => json(response, 429, {}, { 'retry-after': '0' })],
    ['breaks off in mid-answer', (response) => response.write('{"ack', () => response.destroy())],
    ['answers something else', (response) => json(response, 200, { hello: 'there' })],
    ['answers no JSON', (response) => response.writeHead(200).end('<html>portal</html>')],
    ['redirects to another place', (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['does not know the device', (response) => json(response, 401, { serverTimeUtcMs: Date.now() })],
    [
      'settles nothing',
      (response) =>
        json(response, 200, {
          acknowledged: [],
          refused: [],
          serverTimeUtcMs: 0,
          settingsVersion: 0,
          nextUploadAfterMs: 0,
        }),
    ],
    ['answers without end', (response) => response.write('x'.repeat(2_000_000))],
  ];
  test.each(troubles)('loses nothing when the collector %s, and tries again', async (_what, trouble) => {
    const outbox = memoryOutbox(7);
    const { url, batches } = await collectorOf([trouble, trouble, acknowledgeAll]);
    const { lines } = upload(outbox, url);
    await expectDrained(outbox);
    expect(batches).toHaveLength(3);
    expect(outbox.counts().quarantined).toBe(0);
    expect(lines.join()).not.toMatch(/Nguyễn|000000/);
  });

  test('halves the batch when it is too large, and sets aside the one entry that always is', async () => {
    const outbox = memoryOutbox(4);
    const { url } = await collectorOf([
      (response, seqs, request) =>
        seqs.includes(2) ? json(response, 413, {}) : acknowledgeAll(response, seqs, request),
    ]);
    upload(outbox, url);
    await expectDrained(outbox);
    expect([1, 2, 3, 4].map(outbox.stateOf)).toEqual(['done', 'quarantined', 'done', 'done']);
  });

  test('sets a refused entry aside, and what comes behind it goes through', async () => {
    const outbox = memoryOutbox(3);
    const { url } = await collectorOf([
      (response, seqs) =>
        json(response, 200, {
          acknowledged: seqs.filter((seq) => seq !== 1).map((seq) => ({ from: seq, to: seq })),
          refused: [{ seq: 1, code: 'malformed', retryable: false }],
          serverTimeUtcMs: Date.now(),
          settingsVersion: 0,
          nextUploadAfterMs: 0,
        }),
    ]);
    upload(outbox, url);
    await expectDrained(outbox);
    expect([1, 2, 3].map(outbox.stateOf)).toEqual(['quarantined', 'done', 'done']);
  });

  test('ends at once while the collector holds an upload, and keeps the entries', async () => {
    const outbox = memoryOutbox(2);
    const { url, batches } = await collectorOf([() => undefined]);
    const uploader = startUploader({
      outbox,
      identity: { device: TEST_DEVICE },
      privateKey,
      collectorUrl: url,
      clock,
      random: () => 0,
      onState: () => undefined,
      log: () => undefined,
    });
    await expect.poll(() => batches.length, { interval: 10 }).toBe(1);
    await uploader.close();
    expect(outbox.counts().pending).toBe(2);
  });
});
