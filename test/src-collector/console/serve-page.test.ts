import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { servePage } from '../../../src-collector/console/serve-page.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function builtPage(): string {
  const dir = temporaryDir();
  const pageDir = join(dir, 'console');
  mkdirSync(join(pageDir, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'secret.js'), 'what lies beside it');
  writeFileSync(join(pageDir, '.built'), 'stamp');
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html>');
  writeFileSync(join(pageDir, 'assets/index-DmOiQYS6.js'), 'page');
  return pageDir;
}

function serverOf(pageDir: string) {
  const server = Fastify();
  servePage(server, { pageDir, isSecure: true });
  return server;
}

test('the page goes out under its policy and is asked for anew; what bears its digest in its name is kept', async () => {
  const server = serverOf(builtPage());
  const page = await server.inject('/console/');
  expect([page.statusCode, page.body, page.headers['content-type']]).toEqual([
    200,
    '<!doctype html>',
    'text/html; charset=utf-8',
  ]);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['strict-transport-security']).toContain('max-age=');
  const script = await server.inject('/console/assets/index-DmOiQYS6.js');
  expect([script.body, script.headers['content-type']]).toEqual(['page', 'text/javascript; charset=utf-8']);
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(script.headers['x-content-type-options']).toBe('nosniff');
});

test('the short address leads to the page', async () => {
  const answer = await serverOf(builtPage()).inject('/console');
  expect([answer.statusCode, answer.headers.location]).toEqual([308, '/console/']);
});

test.each([
  '/console/.built',
  '/console/assets/',
  '/console/../secret.js',
  '/console/%2e%2e/secret.js',
  '/console/..%2fsecret.js',
  '/console/assets/..%2f..%2f..%2fsecret.js',
  '/console//etc/passwd',
  '/console/assets/index-DmOiQYS6.js%00',
])('%s leads nowhere', async (path) => {
  const answer = await serverOf(builtPage()).inject(path);
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.body).not.toContain('what lies beside it');
});

test('a collector whose page was not built says what to do, and has it as soon as it is built', async () => {
  const dir = temporaryDir();
  const server = serverOf(dir);
  const missing = await server.inject('/console/');
  expect(missing.statusCode).toBe(503);
  expect(missing.body).toContain('chưa được dựng');
  expect(missing.body).toContain('npm run collector');
  writeFileSync(join(dir, 'index.html'), 'now');
  expect((await server.inject('/console/')).body).toBe('now');
});
