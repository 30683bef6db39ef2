import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerRequest } from '../../../src-main/electron/screen-files.ts';
import { listScreenFiles } from '../../../src-main/host/static-files.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function builtScreen() {
  const dir = join(temporaryDir(), 'renderer');
  mkdirSync(join(dir, 'assets'), { recursive: true });
  mkdirSync(join(dir, '.vite'));
  writeFileSync(join(dir, '..', 'secret.js'), 'secret');
  writeFileSync(join(dir, 'index.html'), '<p>page</p>');
  writeFileSync(join(dir, 'assets', 'reader.wasm'), 'wasm');
  writeFileSync(join(dir, '.vite', 'license.md'), 'licences');
  return listScreenFiles(dir);
}

test('the page and its parts are served with their types and a policy that allows nothing inline', async () => {
  const files = builtScreen();
  const page = await answerRequest(files, { method: 'GET', url: 'app://gate/' });
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<p>page</p>',
  ]);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const part = await answerRequest(files, { method: 'GET', url: 'app://gate/assets/reader.wasm?v=1#x' });
  expect([part.status, part.headers.get('content-type')]).toEqual([200, 'application/wasm']);
});

test.each([
  'app://gate/secret.js',
  'app://gate/../secret.js',
  'app://gate/%2e%2e/secret.js',
  'app://gate/assets/../index.html',
  'app://gate//index.html',
  'app://gate/assets/',
  'app://gate/assets\\reader.wasm',
  'app://gate/index.html\0',
  'app://gate/.vite/license.md',
  'app://other/index.html',
  'https://gate/index.html',
  '',
])('"%s" is not there', async (url) => {
  expect((await answerRequest(builtScreen(), { method: 'GET', url })).status).toBe(404);
});

test('nothing can be sent to the screen', async () => {
  expect((await answerRequest(builtScreen(), { method: 'POST', url: 'app://gate/' })).status).toBe(404);
});
