import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LoopbackServer } from '../../../src-main/host/loopback-server.ts';
import { startLoopbackServer } from '../../../src-main/host/loopback-server.ts';
import { createFakeGate } from '../../support/fake-gate.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

let server: LoopbackServer;
let cookie: string;
let port: number;
let words: string[];

beforeEach(async () => {
  const dir = temporaryDir();
  const rendererDir = join(dir, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>gate</title>');
  writeFileSync(join(rendererDir, 'assets', 'screen.js'), 'export {};');
  writeFileSync(join(dir, 'keys.json'), '{"secret":true}');
  words = [];
  server = await startLoopbackServer({
    gate: createFakeGate().gate,
    rendererDir,
    host: '127.0.0.1',
    port: 0,
    onPageWord: (word) => words.push(word),
  });
  onTestFinished(() => server.close());
  port = Number(new URL(server.origin).port);
  const entrance = await ask(new URL(server.address).pathname);
  cookie = String(entrance.headers['set-cookie']).split(';')[0] ?? '';
});

describe('the loopback server', () => {
  test('lets the screen in once by its address, and then by a cookie that no script and no other site can use', async () => {
    const entrance = await ask(new URL(server.address).pathname);
    expect(entrance.status).toBe(303);
    expect(entrance.headers.location).toBe('/');
    expect(String(entrance.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await ask('/', { cookie })).body).toContain('<title>gate</title>');
    expect((await ask('/assets/screen.js', { cookie })).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('lets a browser that comes from a file in by a page, because a redirect would leave its cookie behind', async () => {
    const entrance = await ask(new URL(server.address).pathname, { 'sec-fetch-site': 'cross-site' });
    expect([entrance.status, entrance.headers.location]).toEqual([200, undefined]);
    expect(entrance.body).toContain('content="0;url=/"');
    expect(String(entrance.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  test('lets a visitor’s screen in by an address of its own, to its own socket and not to the guard’s', async () => {
    const entrance = await ask(new URL(server.visitorAddress).pathname);
    expect([entrance.status, entrance.headers.location]).toEqual([303, '/?face=visitor']);
    const visitor = String(entrance.headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask('/', { cookie: visitor })).status).toBe(200);
    const token = visitor.split('=')[1] ?? '';
    expect((await ask(`/enter/${token}`)).status).toBe(403);
    expect((await ask('/', { cookie: `gate-session=${token}` })).status).toBe(403);
    const opens = (path: string, headers: Record<string, string>): Promise<boolean> => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { origin: server.origin, ...headers } });
      onTestFinished(() => socket.terminate());
      return new Promise((resolve) => {
        socket.on('open', () => resolve(true));
        socket.on('error', () => resolve(false));
      });
    };
    expect(await opens('/visitor', { cookie: visitor })).toBe(true);
    expect(await opens('/visitor', { cookie })).toBe(true);
    expect(await opens('/visitor', {})).toBe(false);
    expect(await opens('/gate', { cookie: visitor })).toBe(false);
  });

  test('hears of the guard’s page that it lives, and of nobody else’s', async () => {
    const entrance = await ask(new URL(server.visitorAddress).pathname);
    const visitor = String(entrance.headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask('/page-lives', { cookie: visitor })).status).toBe(404);
    expect((await ask('/page-lives')).status).toBe(403);
    expect(words).toEqual([]);
    expect((await ask('/page-lives', { cookie })).status).toBe(204);
    expect((await ask('/page-pauses', { cookie })).status).toBe(204);
    expect(words).toEqual(['lives', 'pauses']);
  });

  test('shows nothing without the cookie, or with a wrong one', async () => {
    const wrong = ['', 'gate-session=', 'gate-session=guess', `${cookie}x`, cookie.replace('=', '=x')];
    for (const each of wrong) expect((await ask('/', { cookie: each })).status).toBe(403);
    expect((await ask('/enter/guess')).status).toBe(403);
    expect((await ask('/enter/')).status).toBe(403);
  });

  test('answers no name but its own, so that a rebound name gets nothing', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `[::1]:${port}`,
    ]) {
      expect((await ask('/', { cookie, host })).status, host).toBeGreaterThanOrEqual(400);
    }
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('does not take %s', async (method) => {
    expect((await ask('/', { cookie }, method)).status).toBe(405);
  });

  test.each([
    '/../keys.json',
    '/assets/../../keys.json',
    '/%2e%2e/keys.json',
    '/..%2fkeys.json',
    '/assets/..%5c..%5ckeys.json',
    '/..\\keys.json',
    '//keys.json',
    '/keys.json%00.js',
    '/assets',
    '/assets/',
    '/etc/passwd',
    '/file:///etc/passwd',
  ])('has no file at %s', async (path) => {
    const answer = await ask(path, { cookie });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test('sends every answer with the strict headers', async () => {
    for (const path of ['/', '/nowhere', '/assets/screen.js']) {
      const { headers } = await ask(path, { cookie });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe-(?:inline|eval(?<!wasm-unsafe-eval))/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('opens a line to the gate only for its own page', async () => {
    expect(await lineTo('/gate', { cookie, origin: server.origin })).toBe('open');
    expect(await lineTo('/gate', { cookie: '', origin: server.origin })).toBe('refused');
    expect(await lineTo('/gate', { cookie, origin: 'http://evil.example' })).toBe('refused');
    expect(await lineTo('/gate', { cookie, origin: `http://127.0.0.1:${port + 1}` })).toBe('refused');
    expect(await lineTo('/gate', { cookie, origin: 'null' })).toBe('refused');
    expect(await lineTo('/other', { cookie, origin: server.origin })).toBe('refused');
  });

  test.each([
    ['one that is too large', 'x'.repeat(1_000_000)],
    ['no JSON', 'hello'],
    ['binary', Buffer.from([0, 1, 2, 255])],
    ['a call with a path of its own', JSON.stringify({ i: '1', p: { u: '/../../etc', b: {} } })],
    ['a stream that never ends', JSON.stringify({ i: '1', t: 3, p: { e: 'message', d: {} } })],
  ])('cuts the line at a message that no screen sends: %s', async (_what, message) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/gate`, { headers: { cookie }, origin: server.origin });
    await once(socket, 'open');
    socket.on('error', () => undefined);
    socket.send(message);
    await once(socket, 'close');
    expect(await lineTo('/gate', { cookie, origin: server.origin })).toBe('open');
  });

  test('drops a client that never finishes its request', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: 127');
    await once(socket, 'close');
    expect((await ask('/', { cookie })).status).toBe(200);
  }, 60_000);

  test('takes another free port where it may move, and says so where it may not', async () => {
    const options = { gate: createFakeGate().gate, rendererDir: temporaryDir(), host: '127.0.0.1', port } as const;
    await expect(startLoopbackServer(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const moved = await startLoopbackServer({ ...options, mayMove: true });
    onTestFinished(() => moved.close());
    expect(moved.origin).not.toBe(server.origin);
  });
});

type Asked = {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
};

/** Asks exactly this path: nothing is tidied on the way, as `fetch` would. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Asked> {
  return new Promise((answered, failed) => {
    request(
      { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => answered({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    )
      .on('error', failed)
      .end();
  });
}

function lineTo(
  path: string,
  { cookie: value, origin }: { cookie: string; origin: string },
): Promise<'open' | 'refused'> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { cookie: value }, origin });
  return new Promise((told) => {
    socket.on('open', () => {
      socket.terminate();
      told('open');
    });
    socket.on('error', () => told('refused'));
  });
}
