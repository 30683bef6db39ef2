import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Collector } from '../../src-collector/open-collector.ts';
import { openCollector } from '../../src-collector/open-collector.ts';
import { enrol } from '../../src-main/upload/enrol.ts';
import { freshPglite } from '../support/fresh-pglite.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { suiteDir } from '../support/temporary-dir.ts';
import type { Change, Sent, TestGate } from './test-gate.ts';
import { entryOf, newKeys, post, proofOf } from './test-gate.ts';

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
  const logged: string[] = [];

  beforeAll(async () => {
    server = database === 'PostgreSQL' ? await startPostgres() : null;
    if (server === null) await freshPglite(join(dataDir, 'pglite'));
    collector = await openCollector({
      host: '127.0.0.1',
      port: 0,
      databaseUrl: server?.databaseUrl ?? null,
      dataDir,
      name: 'Máy thu <thử>',
      publicUrl: null,
      log: (event, fields) => logged.push(JSON.stringify({ event, ...fields })),
    });
  }, 240_000);
  afterAll(async () => {
    await collector.close();
    await server?.stop();
  });

  /** A gate that is enrolled, with a device id and key of its own. */
  async function newGate(): Promise<TestGate> {
    const gate = newKeys();
    const answer = await enrol({ ...gate, setupCode: await collector.setupCode() });
    expect(answer).toEqual({
      type: 'enrolled',
      url: collector.url,
      name: 'Máy thu <thử>',
      ca: null,
      settingsKey: expect.stringMatching(/^[\w-]{43}$/),
    });
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
    const answer = await send(gate, [entryOf(1), { ...entryOf(2), verdict: 'Not a word' }, entryOf(3), 'nonsense']);
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

  test('refuses a proof of any other make, and does not stumble over it', async () => {
    const gate = await newGate();
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ sub: gate.device, iat: Math.floor(Date.now() / 1_000) });
    const proofs = [
      `${part({ alg: 'none' })}.${claims}.AA`,
      `${part({ alg: 'HS256' })}.${claims}.AA`,
      `${part({ alg: 'EdDSA', crit: ['x'] })}.${claims}.AA`,
      `${part({ alg: 'EdDSA' })}.${part({ sub: 'no device' })}.AA`,
      `${part({ alg: 'EdDSA' })}.${part([])}.AA`,
    ];
    const refusals = await Promise.all(
      proofs.map((proof) => send(gate, [entryOf(1)], { authorization: `Bearer ${proof}` })),
    );
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  });

  test('answers a request without a body, or of another kind, without stumbling', async () => {
    const gate = await newGate();
    const authorization = await proofOf(gate, new Uint8Array());
    const at = (path: string, init: RequestInit): Promise<Response> => fetch(`${collector.url}${path}`, init);
    const answers = await Promise.all([
      at('/v1/entries', { method: 'POST' }),
      at('/v1/entries', { method: 'POST', headers: { authorization } }),
      at('/v1/enrol', { method: 'POST' }),
      at('/v1/entries', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }),
      at('/v1/entries', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 415, 404]);
  });

  test('takes what a lost key left behind from the gate that goes on in its place', async () => {
    const gate = await newGate();
    const lost = { ...gate, device: randomUUID() };
    const answer = await send(gate, [entryOf(1)], { asDevice: lost.device });
    expect(answer).toMatchObject({ status: 200, acknowledged: [{ from: 1, to: 1 }] });
    expect(await rowsOnPage(collector, lost)).toBe(1);
  });

  test('withstands what is too large, too deep in compression, or no batch at all', async () => {
    const gate = await newGate();
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const large = Buffer.alloc(2_000_000, 32);
    expect((await send(gate, [], { body: () => bomb, signsChanged: true })).status).toBe(413);
    expect((await send(gate, [], { body: () => large, signsChanged: true })).status).toBe(413);
    expect((await send(gate, [], { body: () => Buffer.from('not gzip'), signsChanged: true })).status).toBe(400);
    expect((await send(gate, [], { body: () => Buffer.alloc(0), signsChanged: true })).status).toBe(400);
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

  test('gives out setup codes on its page, only to who has the key', async () => {
    const ask = (cookie: string): Promise<Response> =>
      fetch(`${collector.url}/setup-code`, { method: 'POST', headers: { cookie, ...FORM } });
    expect((await ask('')).status).toBe(403);
    expect((await ask('collector-page=guess')).status).toBe(403);
    const html = await (await ask(await cookieOf(collector))).text();
    const [setupCode = ''] = /GACCONG-SETUP:[\w-]+/.exec(html) ?? [];
    expect(html).toContain('<svg viewBox');
    expect((await enrol({ ...newKeys(), setupCode })).type).toBe('enrolled');
  });

  test('takes a gate the right to send on its page: asked once more, and only of who has the key', async () => {
    const gate = await newGate();
    const cookie = await cookieOf(collector);
    const at = `${collector.url}/revoke`;
    const body = new URLSearchParams({ device: gate.device }).toString();
    const revoke = (as: string, form: string): Promise<Response> =>
      fetch(at, { method: 'POST', body: form, headers: { cookie: as, ...FORM }, redirect: 'manual' });
    expect(await pageOf(collector)).toContain(`/revoke?device=${gate.device}`);
    expect((await fetch(`${at}?${body}`)).status).toBe(403);
    expect((await revoke('collector-page=guess', body)).status).toBe(403);
    expect((await revoke(cookie, 'device=%27')).status).toBe(404);
    const asked = await (await fetch(`${at}?${body}`, { headers: { cookie } })).text();
    expect(asked).toContain('<button class="danger">');
    expect(await send(gate, [entryOf(1)]), 'looking revokes nobody').toMatchObject({ status: 200, refused: [] });

    expect((await revoke(cookie, body)).status).toBe(303);
    const open = { ...entryOf(2), sealed: null, sealedKeyId: null };
    expect(await send(gate, [open])).toMatchObject({ refused: [{ seq: 2, code: 'revoked' }] });
    expect(await pageOf(collector)).not.toContain(`/revoke?device=${gate.device}`);
    expect(await pageOf(collector)).toContain('Đã thu hồi, đang nộp nốt');
    expect(await (await fetch(`${at}?${body}`, { headers: { cookie } })).text()).not.toContain('<button');
    expect(logged.join('\n')).toContain('"event":"gate-revoked"');
  });

  test('says of itself that it works', async () => {
    const answer = await fetch(`${collector.url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', database: collector.database }]);
  });

  test('logs ids, counts and words, nothing that an entry says', () => {
    const lines = logged.join('\n');
    expect(lines).toContain('"event":"entries-refused"');
    expect(lines).toContain('"event":"gate-enrolled"');
    expect(lines).not.toMatch(/Nguyễn|000000|GACCONG|pageKey/);
  });
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function cookieOf(collector: Collector): Promise<string> {
  const entrance = await fetch(collector.pageAddress, { redirect: 'manual' });
  return (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function pageOf(collector: Collector): Promise<string> {
  return (await fetch(`${collector.url}/`, { headers: { cookie: await cookieOf(collector) } })).text();
}

/** Entries of one gate among the latest fifty. */
async function rowsOnPage(collector: Collector, gate: TestGate): Promise<number> {
  return (await pageOf(collector)).split(`<td>${gate.device.slice(0, 8)} · lane-1</td>`).length - 1;
}
