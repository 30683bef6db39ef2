import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { networkSettings } from '../../../src-main/contract/network-settings.ts';
import { uploadBatch, uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import type { Clock, Outbox } from '../../../src-main/core/ports.ts';
import { openLine } from '../../../src-main/upload/post-json.ts';
import { readBatch } from '../../../src-main/upload/read-batch.ts';
import type { Uploader, UploaderOptions } from '../../../src-main/upload/uploader.ts';
import { startUploader } from '../../../src-main/upload/uploader.ts';
import type { MemoryOutbox } from '../../support/memory-outbox.ts';
import { memoryOutbox, TEST_DEVICE, TEST_EPOCH } from '../../support/memory-outbox.ts';

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

type Running = { uploader: Uploader; lines: string[]; states: string[]; offsetsMs: number[]; setAside: number[] };

/** Without jitter, so that a test does not wait. */
function upload(outbox: Outbox, url: string, change: Partial<UploaderOptions> = {}): Running {
  const lines: string[] = [];
  const states: string[] = [];
  const offsetsMs: number[] = [];
  const setAside: number[] = [];
  const uploader = startUploader({
    outbox,
    readBatch: (limit, after) => readBatch(outbox, limit, after),
    identity: { device: TEST_DEVICE },
    privateKey,
    line: openLine(url, networkSettings.parse({}), {}),
    clock,
    random: () => 0,
    onState: (state) => states.push(state),
    onServerTime: ({ offsetMs }) => offsetsMs.push(offsetMs),
    onQuarantine: (count) => setAside.push(count),
    log: (event, fields) => lines.push(JSON.stringify({ event, ...fields })),
    ...change,
  });
  onTestFinished(() => uploader.close());
  return { uploader, lines, states, offsetsMs, setAside };
}

function clockThatIsWrongBy(ms: number): Clock {
  return { now: () => ({ ...clock.now(), wallUtcMs: Date.now() + ms }) };
}

/** Acknowledges what a proof of about now is shown for, and refuses the rest with the time. */
const checkProofTime: Turn = (response, seqs, request) => {
  const { sub, iat = 0, exp = 0 } = decodeJwt((request.headers.authorization ?? '').replace('Bearer ', ''));
  const isFresh = Math.abs(iat - Date.now() / 1_000) < 60 && exp - iat <= 120 && sub === TEST_DEVICE;
  if (isFresh) acknowledgeAll(response, seqs, request);
  else json(response, 401, { reason: 'not-proven', serverTimeUtcMs: Date.now() });
};

async function expectDrained(outbox: MemoryOutbox): Promise<void> {
  await expect.poll(() => outbox.counts().pending, { timeout: 30_000, interval: 10 }).toBe(0);
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

  test('has one request under way at a time, and reads the next batch while one is', async () => {
    const outbox = memoryOutbox(1_600);
    let underWay = 0;
    let most = 0;
    let settledUpTo = 0;
    const readAhead: number[] = [];
    const { url, batches } = await collectorOf([
      (response, seqs, request) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= 1;
          acknowledgeAll(response, seqs, request);
        }, 50);
      },
    ]);
    const watched: Outbox = {
      ...outbox,
      pending: (...asked) => {
        const read = outbox.pending(...asked);
        readAhead.push(read.length === 0 ? 0 : (read.at(-1)?.id.seq ?? 0) - settledUpTo);
        return read;
      },
      acknowledge: (epoch, ranges, atUtcMs) => {
        settledUpTo = ranges.at(-1)?.to ?? 0;
        outbox.acknowledge(epoch, ranges, atUtcMs);
      },
    };
    upload(watched, url);
    await expectDrained(outbox);
    expect(most).toBe(1);
    expect(batches.flat()).toEqual(Array.from({ length: 1_600 }, (_, index) => index + 1));
    // Two batches and what was read too much, never the whole queue.
    expect(Math.max(...readAhead)).toBeGreaterThan(batches[0]?.length ?? 0);
    expect(Math.max(...readAhead)).toBeLessThanOrEqual(3 * (batches[0]?.length ?? 0));
  });

  test('goes back to what was refused for now before it goes on', async () => {
    const outbox = memoryOutbox(1_200);
    const { url, batches } = await collectorOf([
      (response, seqs) =>
        json(response, 200, {
          acknowledged: [{ from: 11, to: seqs.at(-1) }],
          refused: seqs.slice(0, 10).map((seq) => ({ seq, code: 'busy', retryable: true })),
          serverTimeUtcMs: Date.now(),
          settingsVersion: 0,
          nextUploadAfterMs: 0,
        }),
      acknowledgeAll,
    ]);
    upload(outbox, url);
    await expectDrained(outbox);
    expect(batches[1]?.slice(0, 11)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (batches[0]?.length ?? 0) + 1]);
    expect(outbox.counts().quarantined).toBe(0);
  });

  test('settles nothing by an answer that names what was not sent', async () => {
    const outbox = memoryOutbox(1_100);
    const { url } = await collectorOf([
      (response) =>
        json(response, 200, {
          acknowledged: [{ from: 501, to: 1_000_000 }],
          refused: [{ seq: 900, code: 'malformed', retryable: false }],
          serverTimeUtcMs: Date.now(),
          settingsVersion: 0,
          nextUploadAfterMs: 0,
        }),
    ]);
    upload(outbox, url, { random: () => 0.999 });
    await expect.poll(() => outbox.uploadState().failures, { interval: 10 }).toBe(1);
    expect(outbox.counts()).toMatchObject({ pending: 1_100, quarantined: 0 });
  });

  test('keeps to the next slot that an answer names, with more waiting and woken, and over a restart', async () => {
    const outbox = memoryOutbox(1_000);
    const { url, batches } = await collectorOf([
      (response, seqs) =>
        json(response, 200, {
          acknowledged: [{ from: seqs[0], to: seqs.at(-1) }],
          refused: [],
          serverTimeUtcMs: Date.now(),
          settingsVersion: 0,
          nextUploadAfterMs: 600_000,
        }),
    ]);
    const startedAtUtcMs = Date.now();
    const { uploader } = upload(outbox, url);
    await expect.poll(() => outbox.counts().pending, { interval: 10 }).toBeLessThan(1_000);
    uploader.wake();
    await delay(400);
    await uploader.close();
    expect(outbox.uploadState().nextAttemptAtUtcMs).toBeGreaterThanOrEqual(startedAtUtcMs + 600_000);
    upload(outbox, url).uploader.wake();
    await delay(400);
    expect(batches).toHaveLength(1);
  });

  test('waits a part of its absence before the first upload after a start, also when it is woken', async () => {
    const outbox = memoryOutbox(3);
    outbox.saveUploadState({ ...outbox.uploadState(), lastAcknowledgedAtUtcMs: Date.now() - 3_600_000 });
    const hourOld: Outbox = {
      ...outbox,
      counts: () => ({ ...outbox.counts(), oldestPendingAtUtcMs: Date.now() - 3_600_000 }),
    };
    const { url, batches } = await collectorOf([acknowledgeAll]);
    const { uploader } = upload(hourOld, url, { random: () => 0.9 });
    uploader.wake();
    await delay(500);
    expect(batches).toEqual([]);
    await uploader.close();
    upload(hourOld, url, { random: () => 0 });
    await expectDrained(outbox);
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
    ['has revoked the device', (response) => json(response, 403, { reason: 'revoked', serverTimeUtcMs: Date.now() })],
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
    expect(lines.at(-1)).toBe(`{"event":"entries-uploaded","epoch":"${TEST_EPOCH}","from":1,"to":7}`);
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

  test('sends what comes later when it is told of it', async () => {
    const outbox = memoryOutbox(1);
    const { url, batches } = await collectorOf([acknowledgeAll]);
    const { uploader } = upload(outbox, url);
    await expectDrained(outbox);
    outbox.add();
    uploader.wake();
    await expectDrained(outbox);
    expect(batches).toEqual([[1], [2]]);
  });

  test('says who sends, even where the entries are of a log whose device is no more', async () => {
    const outbox = memoryOutbox(1);
    const subjects: unknown[] = [];
    const { url } = await collectorOf([
      (response, seqs, request) => {
        subjects.push(decodeJwt((request.headers.authorization ?? '').replace('Bearer ', '')).sub);
        acknowledgeAll(response, seqs, request);
      },
    ]);
    upload(outbox, url, { identity: { device: 'the-new-one' } });
    await expectDrained(outbox);
    expect(subjects).toEqual(['the-new-one']);
  });

  test.each([
    ['a day behind', -86_400_000],
    ['a year ahead', 31_536_000_000],
  ])('mends its proof at once when its clock is %s, and tells by how much', async (_how, wrongByMs) => {
    const outbox = memoryOutbox(3);
    const { url, batches } = await collectorOf([checkProofTime]);
    const { states, offsetsMs } = upload(outbox, url, { clock: clockThatIsWrongBy(wrongByMs) });
    await expectDrained(outbox);
    expect(batches).toHaveLength(2);
    expect(states).toEqual(['reachable']);
    expect(offsetsMs.map((offsetMs) => Math.abs(offsetMs - wrongByMs) < 60_000)).toEqual([true, true]);
  });

  test('needs no second try when the clock’s offset is known', async () => {
    const outbox = memoryOutbox(1);
    const { url, batches } = await collectorOf([checkProofTime]);
    const wrong = clockThatIsWrongBy(3_600_000);
    upload(outbox, url, { clock: { now: () => ({ ...wrong.now(), clockOffsetMs: 3_600_000 }) } });
    await expectDrained(outbox);
    expect(batches).toHaveLength(1);
  });

  test.each([
    [401, 'not-proven', 'refused'],
    [403, 'revoked', 'revoked'],
  ])('is refused by %i %s when no clock is to blame, and says so', async (status, reason, said) => {
    const outbox = memoryOutbox(1);
    const { url } = await collectorOf([
      (response) => json(response, status, { reason, serverTimeUtcMs: Date.now() }),
      acknowledgeAll,
    ]);
    const { states, lines } = upload(outbox, url);
    await expectDrained(outbox);
    expect(states).toEqual(['refused', 'reachable']);
    expect(lines[0]).toBe(`{"event":"upload-failed","reason":"${said}","failures":1,"entries":1}`);
  });

  test('keeps the wait that a collector asks for, where a restart finds it', async () => {
    const outbox = memoryOutbox(1);
    const { url, batches } = await collectorOf([(response) => json(response, 429, {}, { 'retry-after': '600' })]);
    const startedAtUtcMs = Date.now();
    const { uploader, lines } = upload(outbox, url);
    await expect.poll(() => outbox.uploadState().failures, { interval: 10 }).toBe(1);
    expect(outbox.uploadState().nextAttemptAtUtcMs).toBeGreaterThanOrEqual(startedAtUtcMs + 600_000);
    expect(lines).toEqual(['{"event":"upload-failed","reason":"throttled","failures":1,"entries":1}']);
    uploader.wake();
    await uploader.close();
    upload(outbox, url).uploader.wake();
    await delay(600);
    expect(batches).toHaveLength(1);
  });

  test('takes a date to wait for by the collector’s own clock', async () => {
    const outbox = memoryOutbox(1);
    const { url } = await collectorOf([
      (response) =>
        json(
          response,
          503,
          {},
          { date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2001 00:10:00 GMT' },
        ),
    ]);
    const startedAtUtcMs = Date.now();
    upload(outbox, url);
    await expect.poll(() => outbox.uploadState().failures, { interval: 10 }).toBe(1);
    expect(outbox.uploadState().nextAttemptAtUtcMs).toBeGreaterThanOrEqual(startedAtUtcMs + 600_000);
  });

  test('gives up on an answer that does not come, and tries again', async () => {
    const outbox = memoryOutbox(2);
    const { url } = await collectorOf([() => undefined, acknowledgeAll]);
    const { lines } = upload(outbox, url, { answerWithinMs: 300 });
    await expectDrained(outbox);
    expect(lines[0]).toContain('"reason":"timeout"');
  });

  test('is not frozen by a wall clock that is set back while it waits', async () => {
    const outbox = memoryOutbox(1);
    let setBackMs = 0;
    const { url } = await collectorOf([(response) => json(response, 500, {}), acknowledgeAll]);
    upload(outbox, url, {
      // A wait of nearly a second; by then it is half an hour earlier.
      random: () => 0.9,
      clock: { now: () => ({ ...clock.now(), wallUtcMs: Date.now() - setBackMs }) },
      onState: () => {
        setBackMs = 1_800_000;
      },
    });
    await expectDrained(outbox);
  });

  test('holds on when the disk can neither be read nor written, and disturbs nobody who wakes it', async () => {
    const { url, batches } = await collectorOf([acknowledgeAll]);
    const broken = (): never => {
      throw Object.assign(new Error('row of Nguyễn Văn A'), { code: 'SQLITE_IOERR' });
    };
    for (const part of ['pending', 'acknowledge', 'saveUploadState'] as const) {
      const outbox = memoryOutbox(1);
      const { uploader, lines } = upload({ ...outbox, [part]: broken }, url);
      await expect.poll(() => lines.at(-1), { interval: 10 }).toBe('{"event":"outbox-failed","error":"SQLITE_IOERR"}');
      expect(() => uploader.wake()).not.toThrow();
      await uploader.close();
    }
    expect(batches).toEqual([[1], [1]]);
  });

  test('sets aside one entry a wait, not the log, where everything is too large', async () => {
    const outbox = memoryOutbox(40);
    const { url } = await collectorOf([(response) => json(response, 413, {})]);
    const { setAside } = upload(outbox, url, { random: () => 0.999 });
    await expect.poll(() => outbox.counts().quarantined, { interval: 10 }).toBe(1);
    await delay(300);
    expect(outbox.counts()).toMatchObject({ quarantined: 1, pending: 39 });
    expect(setAside).toEqual([1]);
  });

  test('ends at once while the collector holds an upload, and keeps the entries', async () => {
    const outbox = memoryOutbox(2);
    const { url, batches } = await collectorOf([() => undefined]);
    const { uploader } = upload(outbox, url);
    await expect.poll(() => batches.length, { interval: 10 }).toBe(1);
    await uploader.close();
    expect(outbox.counts().pending).toBe(2);
  });
});
