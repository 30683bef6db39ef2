/** Can somebody who runs collectors see how they do, and send work elsewhere while one ends or is busy? */

import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src-collector/database.ts';
import type { Collector } from '../../src-collector/open-collector.ts';
import { openCollector } from '../../src-collector/open-collector.ts';
import { openApiDocument } from '../../src-collector/openapi.ts';
import { createServer } from '../../src-collector/server.ts';
import { enrol } from '../../src-main/upload/enrol.ts';
import { freshPglite } from '../support/fresh-pglite.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { entryOf, newKeys, post } from './test-gate.ts';

/** A database that answers when the test lets it. */
function heldDatabase(): Database & { readonly letGo: () => void } {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const query = async <R>(): Promise<R[]> => {
    await held;
    return [];
  };
  return {
    kind: 'pglite',
    query,
    transaction: (work) => work({ query }),
    close: () => Promise.resolve(),
    letGo: () => letGo(),
  };
}

function serverOver(database: Database): FastifyInstance {
  const server = createServer({
    database,
    name: 'test',
    pageKey: 'key',
    newSetupCode: () => Promise.resolve(''),
    log: () => undefined,
  });
  onTestFinished(() => server.close());
  return server;
}

async function revokeOnPage({ url, pageAddress }: Collector, device: string): Promise<void> {
  const entrance = await fetch(pageAddress, { redirect: 'manual' });
  const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  await fetch(`${url}/revoke`, { method: 'POST', body: `device=${device}`, headers, redirect: 'manual' });
}

describe('a collector that is watched', () => {
  test('tells Prometheus its requests by route, and its entries by what became of them, and names no gate', async () => {
    const dataDir = temporaryDir();
    await freshPglite(join(dataDir, 'pglite'));
    const collector = await openCollector({
      host: '127.0.0.1',
      port: 0,
      databaseUrl: null,
      dataDir,
      name: 'test',
      publicUrl: null,
    });
    onTestFinished(() => collector.close());
    const gate = newKeys();
    await enrol({ ...gate, setupCode: await collector.setupCode() });
    await post(collector.url, gate, [entryOf(1), entryOf(2), { seq: 3 }], {});
    await fetch(`${collector.url}/nowhere/${gate.device}`);
    const lost = newKeys();
    await enrol({ ...lost, setupCode: await collector.setupCode() });
    await revokeOnPage(collector, lost.device);
    const answer = await fetch(`${collector.url}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(text).toContain('gac_cong_collector_entries_total{fate="acknowledged"} 2');
    expect(text).toContain('gac_cong_collector_entries_total{fate="refused"} 1');
    expect(text).toMatch(/request_seconds_count\{route="\/v1\/entries",method="POST",status="200"\} 1/);
    expect(text).not.toContain(gate.device);
    // Counted beside, a minute old at most: the first who asks may not see it yet.
    const later = async (): Promise<string> => (await fetch(`${collector.url}/metrics`)).text();
    await expect.poll(later).toContain('gac_cong_collector_revoked_gates 1');
    expect(await later()).toContain('gac_cong_collector_checkpoint_breaks 0');
    expect(await later()).toContain('gac_cong_collector_quota_refusals_total 0');
    expect((await fetch(`${collector.url}/readyz`)).status).toBe(200);
  });

  test('says that it is busy at once, and when to come back, instead of holding ever more batches', async () => {
    const database = heldDatabase();
    const server = serverOver(database);
    const gate = newKeys();
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const waiting = Array.from({ length: 64 }, () => post(url, gate, [entryOf(1)], {}));
    await expect.poll(async () => (await (await fetch(`${url}/metrics`)).text()).includes('under_way 64')).toBe(true);
    const refused = await fetch(`${url}/v1/entries`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    database.letGo();
    // Nobody of them is enrolled, but each was heard.
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([401]));
    expect((await post(url, gate, [entryOf(1)], {})).status).toBe(401);
  });

  test('is not ready where its database does not answer', async () => {
    const failing = {
      ...heldDatabase(),
      query: () => Promise.reject(new Error('gone')),
    };
    const server = serverOver(failing);
    expect((await server.inject('/readyz')).statusCode).toBe(503);
    expect((await server.inject('/healthz')).statusCode).toBe(503);
  });
});

describe('the OpenAPI document', () => {
  test('names each address that a program may ask, and no other', async () => {
    const server = serverOver(heldDatabase());
    const document = (await server.inject('/v1/openapi.json')).json<ReturnType<typeof parsed>>();
    expect(document).toEqual(parsed());
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        expect(server.hasRoute({ url: path, method: method.toUpperCase() as 'GET' }), `${method} ${path}`).toBe(true);
      }
    }
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/healthz',
      '/metrics',
      '/readyz',
      '/v1/accesses',
      '/v1/enrol',
      '/v1/entries',
      '/v1/openapi.json',
      '/v1/report',
      '/v1/settings',
      '/v1/statements',
    ]);
  });

  test('points to schemas that are there, and has no key that the checked request lacks', () => {
    const document = parsed();
    const pointed = [...JSON.stringify(document.paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    for (const name of pointed) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(Object.keys(document.components.schemas.Batch?.properties ?? {})).toEqual(['device', 'epoch', 'entries']);
    expect(Object.keys(document.components.schemas.Entry?.properties ?? {})).toEqual(
      expect.arrayContaining(['seq', 'hash', 'previousHash', 'sealed', 'corrects']),
    );
  });
});

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
};

/** As it goes over the wire. */
function parsed(): Document {
  return JSON.parse(JSON.stringify(openApiDocument())) as Document;
}
