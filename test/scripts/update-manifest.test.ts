/** Does the keeper of the release key get a key, a file, a signed list and an honest answer? */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MANIFEST_FILE } from '../../src-main/update/read-manifest.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

function command(...args: string[]): { readonly status: number | null; readonly answer: Record<string, unknown> } {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/update-manifest.ts', ...args], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
  });
  return { status, answer: stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>) };
}

test('a key, a bundle, a signed list; another key does not believe it', () => {
  const dir = temporaryDir();
  const key = join(dir, 'vault', 'release-key.json');
  const made = command('new-key', key);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const publicKey = String(made.answer.publicKey);
  expect(readFileSync(key, 'utf8')).toContain(publicKey);
  expect(command('new-key', key).status).toBe(2);

  mkdirSync(join(dir, 'folder'));
  writeFileSync(join(dir, 'folder', 'gate.js'), '// a gate\n');
  const bundle = join(dir, 'release', 'gac-cong-1.2.0.tar.gz');
  command('bundle', join(dir, 'folder'), '--version', '1.2.0', '--start', 'node,gate.js', '--out', bundle);
  const out = join(dir, 'release');
  const signed = command(
    'sign',
    '--key',
    key,
    '--version',
    '1.2.0',
    '--file',
    `linux-x64-kiosk=${bundle}`,
    '--out',
    out,
  );
  expect(signed).toMatchObject({ status: 0, answer: { version: '1.2.0', files: 1, elsewhere: [] } });
  expect(readFileSync(join(out, MANIFEST_FILE), 'utf8')).not.toContain(dir);
  expect(command('check', out, '--public-key', publicKey)).toMatchObject({
    status: 0,
    answer: { type: 'read', version: '1.2.0', sharePercent: 100, files: [{ kind: 'version' }] },
  });
  expect(command('check', out, '--public-key', 'A'.repeat(43))).toMatchObject({
    status: 1,
    answer: { type: 'refused', reason: 'forged' },
  });
});

test('a private key is not made inside of the project', () => {
  const path = join(PROJECT_DIR, 'release-key.json');
  expect(command('new-key', path).status).toBe(2);
  expect(existsSync(path)).toBe(false);
});

test('what was made for tests only is signed for nobody', () => {
  const dir = temporaryDir();
  command('new-key', join(dir, 'key.json'));
  const file = join(dir, 'gac-cong-1.2.0~test-linux-x64-electron.tar.gz');
  writeFileSync(file, '');
  const words = ['--key', join(dir, 'key.json'), '--version', '1.2.0', '--out', join(dir, 'out')];
  expect(command('sign', ...words, '--file', `linux-x64-electron=${file}`).status).toBe(2);
  expect(existsSync(join(dir, 'out'))).toBe(false);
});
