import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Collector } from '../../src-collector/open-collector.ts';
import { openCollector } from '../../src-collector/open-collector.ts';
import type { UploadedEntry } from '../../src-main/contract/upload-protocol.ts';
import { enrol } from '../../src-main/upload/enrol.ts';
import { toUploadedEntry } from '../../src-main/upload/to-uploaded-entry.ts';
import { TEST_EPOCH, testEntry } from '../support/memory-outbox.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const DATABASES = [
  { database: 'PGlite', missing: null },
  { database: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { database, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, collector on ${database}: ${missing}\n`);
}

describe.each(DATABASES.filter(({ missing }) => missing === null))('a collector on $database', ({ database }) => {
  let server: TestPostgres | null = null;
  let collector: Collector;
  const dataDir = suiteDir();

  beforeAll(async () => {
    server = database === 'PostgreSQL' ? await startPostgres() : null;
    collector = await openCollector({
      host: '127.0.0.1',
      port: 0,
      databaseUrl: server?.databaseUrl ?? null,
      dataDir,
      name: 'Máy thu <thử>',
      publicUrl: null,
    });
  }, 120_000);
  afterAll(async () => {
    await collector.close();
    await server?.stop();
  });

  /** A gate that is enrolled, with a device id and key of its own. */
  async function newGate(): Promise<TestGate> {
    const gate = newKeys();
    const answer = await enrol({ ...gate, setupCode: await collector.setupCode() });
    expect(answer).toEqual({ type: 'enrolled', url: collector.url, name: 'Máy thu <thử>' });
    return gate;
  }

  function send(gate: TestGate, entries: readonly unknown[], change: Change = {}): Promise<Sent> {
    return post(collector.url, gate, entries, change);
  }

  test('stores a batch, and answers a resend the same', async () => {
    const gate = await newGate();
    const entries = [1, 2, 3].map(entryOf);
    const first = await send(gate, entries);
    const second = await send(gate, entries);
    expect(first).toMatchObject({ status: 200, acknowledged: [{ from: 1, to: 3 }], refused: [] });
    expect(second).toMatchObject({ status: 200, acknowledged: [{ from: 1, to: 3 }], refused: [] });
    expect(await rowsOnPage(collector, gate)).toBe(3);
  });

  test('stores two identical batches that come at once only once', async () => {
    const gate = await newGate();
    const entries = Array.from({ length: 40 }, (_, index) => entryOf(index + 1));
    const answers = await Promise.all([send(gate, entries), send(gate, entries), send(gate, entries)]);
    for (const answer of answers) expect(answer.acknowledged).toEqual([{ from: 1, to: 40 }]);
    expect(await rowsOnPage(collector, gate)).toBe(40);
  });

  test('refuses a malformed entry by its seq, and stores what is beside it', async () => {
    const gate = await newGate();
    const answer = await send(gate, [entryOf(1), { ...entryOf(2), verdict: 'maybe' }, entryOf(3), 'nonsense']);
    expect(answer).toMatchObject({
      acknowledged: [
        { from: 1, to: 1 },
        { from: 3, to: 3 },
      ],
      refused: [{ seq: 2, code: 'malformed', retryable: false }],
    });
  });

  test('refuses another entry under a number that is taken', async () => {
    const gate = await newGate();
    await send(gate, [entryOf(1)]);
    const answer = await send(gate, [{ ...entryOf(1), hash: 'f'.repeat(64) }, entryOf(2)]);
    expect(answer).toMatchObject({
      acknowledged: [{ from: 2, to: 2 }],
      refused: [{ seq: 1, code: 'contradicts-stored', retryable: false }],
    });
  });

  test('believes nobody without the device’s own signature over these bytes, made just now', async () => {
    const gate = await newGate();
    const stranger = newKeys();
    const entries = [entryOf(1)];
    const hour = 3_600;
    const refusals = await Promise.all([
      send(stranger, entries),
      send(gate, entries, { authorization: '' }),
      send(gate, entries, { authorization: 'Bearer a.b.c' }),
      send({ ...gate, privateKey: stranger.privateKey }, entries),
      send(gate, entries, { body: (body) => Buffer.concat([body, Buffer.from(' ')]) }),
      send(gate, entries, { agedBySeconds: hour }),
      send(gate, entries, { agedBySeconds: -hour }),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 401]);
    // The refusal tells the time, so that a gate with a wrong clock can mend its proof.
    expect(refusals.every(({ serverTimeUtcMs }) => typeof serverTimeUtcMs === 'number')).toBe(true);
    expect(await rowsOnPage(collector, gate)).toBe(0);
  });

  test('lets a device speak for itself only', async () => {
    const gate = await newGate();
    expect((await send(gate, [entryOf(1)], { asDevice: randomUUID() })).status).toBe(403);
  });

  test('withstands what is too large, too deep in compression, or no batch at all', async () => {
    const gate = await newGate();
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const large = Buffer.alloc(2_000_000, 32);
    expect((await send(gate, [], { body: () => bomb, signsChanged: true })).status).toBe(413);
    expect((await send(gate, [], { body: () => large, signsChanged: true })).status).toBe(413);
    expect((await send(gate, [], { body: () => Buffer.from('not gzip'), signsChanged: true })).status).toBe(400);
    expect((await send(gate, [])).status).toBe(400);
    expect(
      (
        await send(
          gate,
          Array.from({ length: 501 }, (_, index) => ({ seq: index + 1 })),
        )
      ).status,
    ).toBe(400);
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
  });

  test('enrols one gate by one code', async () => {
    const setupCode = await collector.setupCode();
    const gate = newKeys();
    const other = newKeys();
    expect((await enrol({ ...gate, setupCode })).type).toBe('enrolled');
    // The answer may have been lost on the way: the same gate asks again and is told the same.
    expect((await enrol({ ...gate, setupCode })).type).toBe('enrolled');
    expect(await enrol({ ...other, setupCode })).toEqual({ type: 'refused', reason: 'code-used-or-expired' });
    expect(await enrol({ ...gate, publicKeyRaw: other.publicKeyRaw, setupCode: await collector.setupCode() })).toEqual({
      type: 'refused',
      reason: 'code-used-or-expired',
    });
    expect(await enrol({ ...other, setupCode: 'GACCONG-SETUP:bm9uc2Vuc2U' })).toEqual({
      type: 'refused',
      reason: 'not-a-setup-code',
    });
  });

  test('shows what arrived only to who has the key, and never as markup', async () => {
    const gate = await newGate();
    await send(gate, [{ ...entryOf(1), maskedName: '<img src=x onerror=alert(1)> ***' }]);
    expect((await fetch(`${collector.url}/`)).status).toBe(403);
    expect((await fetch(`${collector.url}/?key=guess`)).status).toBe(403);
    const html = await pageOf(collector);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; ***');
    expect(html).not.toContain('<img');
    expect(html).toContain('Máy thu &lt;thử&gt;');
  });
});

type TestGate = { readonly device: string; readonly publicKeyRaw: Uint8Array; readonly privateKey: KeyObject };
type Change = {
  readonly authorization?: string;
  readonly body?: (body: Buffer) => Buffer;
  /** The signature is over the changed body. */
  readonly signsChanged?: boolean;
  readonly agedBySeconds?: number;
  readonly asDevice?: string;
};
type Sent = { readonly status: number } & Partial<Record<'acknowledged' | 'refused' | 'serverTimeUtcMs', unknown>>;

function newKeys(): TestGate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyRaw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { device: randomUUID(), publicKeyRaw, privateKey };
}

function entryOf(seq: number): UploadedEntry {
  return toUploadedEntry(testEntry(seq));
}

async function post(url: string, gate: TestGate, entries: readonly unknown[], change: Change): Promise<Sent> {
  const batch = { device: change.asDevice ?? gate.device, epoch: TEST_EPOCH, entries };
  const honest = gzipSync(JSON.stringify(batch));
  const body = change.body?.(honest) ?? honest;
  const signed = change.signsChanged === true ? body : honest;
  const issuedAt = Math.floor(Date.now() / 1_000) - (change.agedBySeconds ?? 0);
  const token = await new SignJWT({ body: createHash('sha256').update(signed).digest('base64url') })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(gate.device)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 120)
    .sign(gate.privateKey);
  const response = await fetch(`${url}/v1/entries`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      authorization: change.authorization ?? `Bearer ${token}`,
    },
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function pageOf(collector: Collector): Promise<string> {
  const entrance = await fetch(collector.pageAddress, { redirect: 'manual' });
  const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (await fetch(`${collector.url}/`, { headers: { cookie } })).text();
}

/** Rows of one gate among the latest fifty. */
async function rowsOnPage(collector: Collector, gate: TestGate): Promise<number> {
  return (await pageOf(collector)).split(`<td>${gate.device.slice(0, 8)} `).length - 1;
}
