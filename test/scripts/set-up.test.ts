import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDir } from '../support/temporary-dir.ts';

const SCRIPTS = ['run.mjs', 'run-child.mjs', 'find-node.mjs', 'set-up.mjs'];

/** A project as it is just after `git clone`: its scripts, one package that lies beside it, and nothing installed. */
function freshClone(): string {
  const dir = temporaryDir();
  for (const name of SCRIPTS) cpSync(resolve(import.meta.dirname, '../../scripts', name), join(dir, 'scripts', name));
  mkdirSync(join(dir, 'leaf'));
  writeFileSync(join(dir, 'leaf', 'package.json'), JSON.stringify({ name: 'leaf', version: '1.0.0', main: 'leaf.js' }));
  writeFileSync(join(dir, 'leaf', 'leaf.js'), 'exports.leaf = 1;');
  writeFileSync(join(dir, '.npmrc'), 'registry=http://127.0.0.1:9/\nfetch-retries=0\nupdate-notifier=false\n');
  writeLock(
    dir,
    { leaf: 'file:leaf' },
    { leaf: { version: '1.0.0' }, 'node_modules/leaf': { resolved: 'leaf', link: true } },
  );
  writeFileSync(
    join(dir, 'say.js'),
    'console.log(JSON.stringify([require("leaf").leaf, process.argv.slice(2)]));process.exitCode = 3;',
  );
  return dir;
}

function writeLock(dir: string, dependencies: Record<string, string>, packages: Record<string, object>): void {
  const root = { name: 'clone', version: '1.0.0', dependencies };
  writeFileSync(join(dir, 'package.json'), JSON.stringify(root));
  writeFileSync(
    join(dir, 'package-lock.json'),
    JSON.stringify({
      name: 'clone',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: { '': root, ...packages },
    }),
  );
}

function run(dir: string, ...args: string[]) {
  const { npm_execpath: _, npm_node_execpath: __, ...env } = process.env;
  return spawnSync(process.execPath, ['scripts/run.mjs', ...args], { cwd: dir, env, encoding: 'utf8' });
}

test('a fresh clone installs itself, then runs what was asked, and only that writes to standard output', () => {
  const dir = freshClone();
  const first = run(dir, 'say.js', 'scan', 'a b');
  expect([first.stdout, first.status]).toEqual(['[1,["scan","a b"]]\n', 3]);
  expect(first.stderr).toContain('Installing packages (once)');
  const second = run(dir, 'say.js');
  expect([second.stdout, second.stderr, second.status]).toEqual(['[1,[]]\n', '', 3]);
});

test('half an installation, which npm broke off, is made whole', () => {
  const dir = freshClone();
  run(dir, 'say.js');
  rmSync(join(dir, 'node_modules/.package-lock.json'));
  expect(run(dir, 'say.js').stderr).toContain('Installing packages (once)');
  expect(existsSync(join(dir, 'node_modules/.package-lock.json'))).toBe(true);
});

test('without a network it says so in one sentence of each language, and what was asked does not run', () => {
  const dir = freshClone();
  writeLock(dir, { far: '1.0.0' }, { 'node_modules/far': { version: '1.0.0', integrity: 'sha512-AAAA' } });
  const { stdout, stderr, status } = run(dir, 'say.js');
  expect([stdout, status]).toEqual(['', 1]);
  expect(stderr).toContain('Không có mạng để tải gói');
  expect(stderr).toContain('connect once and run this again');
});

test('a package for another platform may be missing', () => {
  const dir = freshClone();
  run(dir, 'say.js');
  const lock = JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8'));
  lock.packages['node_modules/elsewhere'] = { version: '1.0.0', integrity: 'sha512-AAAA', optional: true };
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lock));
  expect(run(dir, 'say.js')).toMatchObject({ stderr: '', status: 3 });
});

test('while another run installs, this one waits for it', async () => {
  const dir = freshClone();
  mkdirSync(join(dir, '.cache'));
  writeFileSync(
    join(dir, 'holder.js'),
    `const { existsSync, rmSync, writeFileSync } = require('node:fs');
    writeFileSync('.cache/set-up.lock', String(process.pid));
    process.stdout.write('holds ');
    setTimeout(() => {
      process.stdout.write(existsSync('node_modules') ? 'disturbed' : 'undisturbed');
      rmSync('.cache/set-up.lock');
    }, 1500);`,
  );
  const holder = spawn(process.execPath, ['holder.js'], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((holds) => {
    holder.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      holds();
    });
  });
  expect(run(dir, 'say.js').stdout).toBe('[1,[]]\n');
  if (holder.exitCode === null) await once(holder, 'close');
  expect(said).toBe('holds undisturbed');
});

test('the lock of a run that died is taken over', () => {
  const dir = freshClone();
  mkdirSync(join(dir, '.cache'));
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(dir, '.cache/set-up.lock'), String(pid));
  expect(run(dir, 'say.js').stdout).toBe('[1,[]]\n');
});
