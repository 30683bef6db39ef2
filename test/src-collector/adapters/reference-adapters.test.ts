/** Do files and HTTP hand a batch over whole, once, and say what became of it? */

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Batch } from '../../../src-collector/adapters/adapter.ts';
import { parseAdapterSettings, readAdapterSettings } from '../../../src-collector/adapters/adapter-settings.ts';
import { fileAdapter } from '../../../src-collector/adapters/file-adapter.ts';
import { httpAdapter } from '../../../src-collector/adapters/http-adapter.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function batchOf(first: number, count: number): Batch {
  const device = randomUUID();
  return {
    id: randomUUID(),
    items: Array.from({ length: count }, (_, index) => ({
      kind: 'erased',
      number: first + index,
      device,
      epoch: 'e'.repeat(32),
      seq: index + 1,
    })),
  };
}

test('a batch is a file with its sum, both whole, and sent again it changes nothing', async () => {
  const folder = join(temporaryDir(), 'drop');
  const adapter = fileAdapter({ name: 'tep', folder, include: [] });
  const batch = batchOf(1, 3);
  expect(await adapter.send(batch)).toEqual({ type: 'taken' });
  const [file = '', sum = ''] = readdirSync(folder).toSorted();
  expect([file, sum]).toEqual([
    '000000000000001-000000000000003.jsonl',
    '000000000000001-000000000000003.jsonl.sha256',
  ]);
  const text = readFileSync(join(folder, file), 'utf8');
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(batch.items.map((item) => ({ batch: batch.id, ...item })));
  execFileSync('sha256sum', ['-c', sum], { cwd: folder, stdio: 'pipe' });
  expect(await adapter.send(batch)).toEqual({ type: 'taken' });
  expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
});

test('killed at any step of a file, the next try makes it whole', async () => {
  const folder = temporaryDir();
  const adapter = fileAdapter({ name: 'tep', folder, include: [] });
  const batch = batchOf(4, 2);
  // Half a temporary file; then the file without its sum.
  writeFileSync(join(folder, '.000000000000004-000000000000005.jsonl.part'), '{"batch":"');
  expect(await adapter.send(batch)).toEqual({ type: 'taken' });
  const sum = join(folder, '000000000000004-000000000000005.jsonl.sha256');
  const whole = readFileSync(sum, 'utf8');
  rmSync(sum);
  expect(await adapter.send(batch)).toEqual({ type: 'taken' });
  expect(readFileSync(sum, 'utf8')).toBe(whole);
  expect(readdirSync(folder)).toHaveLength(2);
});

test("another batch's file under the same numbers is never written over, and what cannot be written is said in a word", async () => {
  const folder = temporaryDir();
  const adapter = fileAdapter({ name: 'tep', folder, include: [] });
  await adapter.send(batchOf(1, 1));
  const before = readFileSync(join(folder, '000000000000001-000000000000001.jsonl'), 'utf8');
  expect(await adapter.send(batchOf(1, 1))).toEqual({ type: 'retry', afterMs: null, why: 'file-of-another' });
  expect(readFileSync(join(folder, '000000000000001-000000000000001.jsonl'), 'utf8')).toBe(before);
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, '');
  const nowhere = fileAdapter({ name: 'tep', folder: join(blocked, 'drop'), include: [] });
  expect(await nowhere.send(batchOf(1, 1))).toMatchObject({ type: 'retry', why: 'enotdir' });
});

type Said = { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

async function receiver(answer: (request: IncomingMessage, body: string) => Said): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { status, body = '', headers = {} } = answer(request, Buffer.concat(parts).toString('utf8'));
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
}

test('by HTTP each item is acknowledged or refused by its number, and what is neither goes out again', async () => {
  const seen: { readonly key: unknown; readonly authorization: unknown; readonly body: string }[] = [];
  const url = await receiver(({ headers }, body) => {
    seen.push({ key: headers['idempotency-key'], authorization: headers.authorization, body });
    const refused = [
      { number: 12, code: 'unknown-venue', retryable: false },
      { number: 13, code: 'busy', retryable: true },
    ];
    return { status: 200, body: JSON.stringify({ acknowledged: [{ from: 11, to: 11 }], refused }) };
  });
  const batch = batchOf(11, 4);
  const adapter = httpAdapter({
    name: 'his',
    url,
    token: 'bí-mật'.normalize('NFD').replace(/[^\w-]/g, ''),
    include: [],
  });
  expect(await adapter.send(batch)).toEqual({
    type: 'taken',
    refused: [{ number: 12, reason: 'unknown-venue' }],
    notYet: [13, 14],
  });
  expect(seen).toEqual([
    { key: batch.id, authorization: 'Bearer bi-mat', body: JSON.stringify({ batch: batch.id, items: batch.items }) },
  ]);
});

test.each([
  [{ status: 413 }, { type: 'too-much', why: 'http-413' }],
  [{ status: 422 }, { type: 'too-much', why: 'http-422' }],
  [
    { status: 503, headers: { 'retry-after': '7' } },
    { type: 'retry', afterMs: 7_000, why: 'http-503' },
  ],
  [
    { status: 302, headers: { location: 'https://elsewhere.example/' } },
    { type: 'retry', afterMs: null, why: 'http-302' },
  ],
  [{ status: 401 }, { type: 'retry', afterMs: null, why: 'http-401' }],
  [
    { status: 200, body: '<html>' },
    { type: 'retry', afterMs: null, why: 'answer-not-understood' },
  ],
  [
    { status: 200, body: ' '.repeat(300_000) },
    { type: 'retry', afterMs: null, why: 'answer-not-understood' },
  ],
  [
    { status: 200, body: '{"acknowledged":[]}' },
    { type: 'retry', afterMs: null, why: 'nothing-acknowledged' },
  ],
] as const)('an answer %o takes nothing out of the outbox', async (said, expected) => {
  const url = await receiver(() => said);
  expect(await httpAdapter({ name: 'his', url, token: null, include: [] }).send(batchOf(1, 2))).toEqual(expected);
});

test('who is not there is not reached', async () => {
  const adapter = httpAdapter({ name: 'his', url: 'http://127.0.0.1:1/in', token: null, include: [] });
  expect(await adapter.send(batchOf(1, 1))).toEqual({ type: 'retry', afterMs: null, why: 'not-reached' });
});

test('settings are taken whole, or refused with what is wrong where', () => {
  const http = { kind: 'http', name: 'his', url: 'https://his.example/in', tokenVariable: 'HIS_TOKEN' };
  const good = parseAdapterSettings(
    {
      adapters: [
        http,
        { kind: 'files', name: 'tep', folder: '/srv/drop', include: ['sealed'] },
        { kind: 'ended', name: 'cu' },
      ],
    },
    { HIS_TOKEN: 'x' },
  );
  expect(good.adapters.map(({ name, include }) => [name, include])).toEqual([
    ['his', []],
    ['tep', ['sealed']],
  ]);
  expect(good.ended).toEqual(['cu']);
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{ adapters: [http] }, /his: the variable HIS_TOKEN is not set/],
    [{ adapters: [{ ...http, url: 'http://his.example/in' }] }, /adapters\.0\.url: https, or this machine/],
    [{ adapters: [{ ...http, token: 'x' }] }, /adapters\.0: /],
    [{ adapters: [{ kind: 'files', name: 'tep', folder: 'drop' }] }, /adapters\.0\.folder: a whole path/],
    [{ adapters: [{ kind: 's3', name: 'kho' }] }, /adapters\.0/],
    [
      {
        adapters: [
          { kind: 'ended', name: 'a' },
          { kind: 'ended', name: 'a' },
        ],
      },
      /two have the same name/,
    ],
    [[], /the file/],
  ];
  for (const [said, why] of wrong) expect(() => parseAdapterSettings(said, {}), JSON.stringify(said)).toThrow(why);
  const dir = temporaryDir();
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'a.json'), '{');
  expect(() => readAdapterSettings(join(dir, 'a.json'), {})).toThrow(/no JSON/);
  expect(() => readAdapterSettings(join(dir, 'b.json'), {})).toThrow(/ENOENT/);
  expect(readAdapterSettings(null, {}).adapters).toEqual([]);
});
