import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { SETUP_CODE_PREFIX, uploadBatch } from '../../../src-main/contract/upload-protocol.ts';
import type { BatchReader } from '../../../src-main/gate/batch-reader.ts';
import { openUploadDesk } from '../../../src-main/gate/upload-desk.ts';
import { readBatch } from '../../../src-main/upload/read-batch.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import type { MemoryOutbox } from '../../support/memory-outbox.ts';
import { memoryOutbox } from '../../support/memory-outbox.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const HOUR_MS = 3_600_000;

/** Enrols anybody, and refuses entries until somebody has enrolled. */
async function collector(): Promise<{ url: string; setupCode: string; refusals: () => number }> {
  let isEnrolled = false;
  let refusals = 0;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      if (request.url === '/v1/enrol') {
        isEnrolled = true;
        response.end(JSON.stringify({ name: 'Máy thu', serverTimeUtcMs: Date.now() }));
      } else if (!isEnrolled) {
        refusals += 1;
        response.writeHead(503, { 'retry-after': '3600' }).end();
      } else {
        const { entries } = uploadBatch.parse(JSON.parse(gunzipSync(body).toString('utf8')));
        const acknowledged = [{ from: 1, to: entries.length }];
        const more = { refused: [], serverTimeUtcMs: Date.now(), settingsVersion: 0, nextUploadAfterMs: 0 };
        response.end(JSON.stringify({ acknowledged, ...more }));
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const code = JSON.stringify({ url, token: 't'.repeat(32), name: 'Máy thu' });
  return { url, setupCode: SETUP_CODE_PREFIX + Buffer.from(code).toString('base64url'), refusals: () => refusals };
}

test('what was set aside waits again when somebody asks for it, and the screen hears of it', () => {
  const opened = openVault(temporaryDir());
  if (opened.type !== 'opened') throw new Error(opened.reason);
  const outbox = memoryOutbox(3);
  outbox.quarantine('', [{ seq: 2, code: 'malformed' }]);
  const heard: number[] = [];
  const desk = openUploadDesk({
    vault: opened.vault,
    outbox,
    batches: batchesOf(outbox),
    clock: {
      now: () => ({
        wallUtcMs: Date.now(),
        monotonicMs: 0,
        bootId: 'boot',
        clockOffsetMs: null,
        clockUncertaintyMs: null,
      }),
    },
    random: () => 0,
    onChange: () => heard.push(outbox.counts().quarantined),
    onQuarantine: () => undefined,
    onClockOffset: () => undefined,
    env: {},
    log: () => undefined,
  });
  onTestFinished(() => desk.close());
  expect(desk.retryQuarantined()).toEqual({ type: 'retried', count: 1 });
  expect(outbox.counts()).toMatchObject({ pending: 3, quarantined: 0 });
  expect(heard).toEqual([0]);
  expect(desk.retryQuarantined()).toEqual({ type: 'retried', count: 0 });
});

test('a gate that is enrolled anew with the collector that made it wait uploads at once', async () => {
  const { url, setupCode, refusals } = await collector();
  const opened = openVault(temporaryDir());
  if (opened.type !== 'opened') throw new Error(opened.reason);
  const outbox = memoryOutbox(3);
  const desk = openUploadDesk({
    vault: opened.vault,
    outbox,
    batches: batchesOf(outbox),
    clock: {
      now: () => ({
        wallUtcMs: Date.now(),
        monotonicMs: 0,
        bootId: 'boot',
        clockOffsetMs: null,
        clockUncertaintyMs: null,
      }),
    },
    random: () => 0,
    onChange: () => undefined,
    onQuarantine: () => undefined,
    onClockOffset: () => undefined,
    env: {},
    log: () => undefined,
  });
  onTestFinished(() => desk.close());
  desk.apply({ url, name: 'Máy thu' }, defaultSettings().network);
  await expect.poll(() => outbox.uploadState().failures, { interval: 10 }).toBe(1);
  expect(outbox.uploadState().nextAttemptAtUtcMs).toBeGreaterThan(Date.now() + HOUR_MS / 2);

  expect(await desk.enrol(setupCode, () => true, defaultSettings().network)).toEqual({
    type: 'enrolled',
    collectorName: 'Máy thu',
  });
  await expect.poll(() => outbox.counts().pending, { interval: 10 }).toBe(0);
  expect(refusals()).toBe(1);
  expect(desk.state()).toEqual({ collector: 'reachable', trouble: null });
});

function batchesOf(outbox: MemoryOutbox): BatchReader {
  return { read: (limit, after) => readBatch(outbox, limit, after), close: () => Promise.resolve() };
}
