/** Does the packed Linux app hold what a gate needs, and nothing else? */

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { packIfStale, whyNotPackable } from '../../scripts/pack-project.ts';
import { projectVersion } from '../../scripts/project-version.ts';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const RELEASE_DIR = join(PROJECT_DIR, 'release');
const APP_DIR = join(RELEASE_DIR, 'linux-unpacked');
const UNPACKED_DIR = join(APP_DIR, 'resources', 'app.asar.unpacked');

const lacking = whyNotPackable();
let inArchive: string[] = [];

beforeAll(() => {
  if (lacking !== null) return;
  packIfStale();
  const asar = join(PROJECT_DIR, 'node_modules/@electron/asar/bin/asar.js');
  const list = execFileSync(process.execPath, [asar, 'list', join(APP_DIR, 'resources/app.asar')], {
    encoding: 'utf8',
  });
  inArchive = list.trim().split('\n');
});

beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

test('the archive holds the bundles, the icon and the native modules: no source, no test, no tool', () => {
  const roots = new Set(inArchive.map((path) => path.split('/').slice(1, 3).join('/')));
  const modules = [...roots].filter((path) => path.startsWith('node_modules/')).sort();
  expect([...roots].filter((path) => !path.startsWith('node_modules')).sort()).toEqual([
    'dist',
    'dist/electron',
    'dist/host',
    'dist/renderer',
    'package.json',
    'resources',
    'resources/icons',
  ]);
  expect(modules).toEqual([
    'node_modules/@serialport',
    'node_modules/better-sqlite3',
    'node_modules/debug',
    'node_modules/ms',
    'node_modules/node-gyp-build',
    'node_modules/serialport',
  ]);
  expect(inArchive.filter((path) => /\.tsx?$|\.(c|cc|cpp|h|hpp|gyp|map)$/.test(path))).toEqual([]);
});

test('compiled code is there for this platform only, and lies outside the archive', () => {
  const compiled = filesBelow(UNPACKED_DIR).filter((path) => path.endsWith('.node'));
  expect(compiled.sort()).toEqual([
    'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ]);
  expect(inArchive.filter((path) => path.endsWith('.node'))).toHaveLength(compiled.length);
});

test('one Node comes with it, beside the archive, for the launcher and the commands', () => {
  expect(inArchive.filter((path) => /node_modules\/node-(linux|win)/.test(path))).toEqual([]);
  const node = join(APP_DIR, 'bin', 'node');
  expect(filesBelow(APP_DIR).filter((path) => path.endsWith('bin/node'))).toEqual(['bin/node']);
  expect(execFileSync(node, ['-p', 'process.version'], { encoding: 'utf8' })).toMatch(/^v24\./);
  expect(JSON.parse(readFileSync(join(APP_DIR, 'version.json'), 'utf8'))).toEqual({
    format: 1,
    version: projectVersion(),
    start: ['gac-cong'],
  });
  const usage = spawnSync(node, [join(APP_DIR, 'launcher', 'launch.mjs')], { encoding: 'utf8' });
  expect(usage).toMatchObject({ status: 2, stderr: expect.stringContaining('launch.mjs') });
});

test('from where the core lies, a Node of its own loads both native modules and reads the core', () => {
  const script = `
    const database = new (require('better-sqlite3'))(':memory:');
    const { SerialPort } = require('serialport');
    const core = require('node:fs').readFileSync('core-process.js', 'utf8');
    console.log(database.prepare('select 1 as one').get().one, typeof SerialPort.list, core.includes('import'));
  `;
  const cwd = join(UNPACKED_DIR, 'dist', 'host');
  expect(execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' })).toBe('1 function true\n');
  expect(JSON.parse(readFileSync(join(UNPACKED_DIR, 'package.json'), 'utf8'))).toMatchObject({ type: 'module' });
});

test('each thread that the core begins from a file of its own is in the package', () => {
  const folder = join(UNPACKED_DIR, 'dist', 'host');
  const files = readdirSync(folder);
  const programs = files.filter((name) => name.endsWith('.js'));
  expect(programs).toEqual(expect.arrayContaining(['core-process.js', 'cli.js']));
  const source = programs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const begun = [...source.matchAll(/new URL\(["']([\w-]+\.js)["'], /g)].map((match) => match[1] ?? '');
  expect(begun).toContain('batch-thread.js');
  expect(begun).toContain('purge-thread.js');
  expect(begun).toContain('report-thread.js');
  expect(files).toContain('BeVietnamPro_400Regular.ttf');
  expect(begun).toContain('backup-thread.js');
  expect(begun).toContain('hang-thread.js');
  expect(begun.filter((name) => !files.includes(name))).toEqual([]);
});

test('the app cannot be turned into a bare Node', () => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' };
  const { stdout } = spawnSync(join(APP_DIR, 'gac-cong'), ['-p', '20 + 22'], {
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(stdout).not.toContain('42');
});

test('the Debian package puts the app, its menu entry and its scanner rule in place', () => {
  const deb = readdirSync(RELEASE_DIR).find((name) => /^gac-cong_.*\.deb$/.test(name)) ?? '';
  const contents = execFileSync('dpkg-deb', ['--contents', join(RELEASE_DIR, deb)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  expect(contents).toMatch(/^-rwsr-xr-x root\/root .* \.\/opt\/gac-cong\/chrome-sandbox$/m);
  expect(contents).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/gac-cong\/gac-cong$/m);
  expect(contents).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/gac-cong\/bin\/node$/m);
  expect(contents).toMatch(/^-rwxr-xr-x root\/root .* \.\/usr\/bin\/gac-cong$/m);
  for (const path of [
    'opt/gac-cong/resources/app.asar',
    'opt/gac-cong/launcher/launch.mjs',
    'opt/gac-cong/version.json',
    'usr/share/applications/gac-cong.desktop',
    'usr/share/icons/hicolor/512x512/apps/gac-cong.png',
    'usr/lib/udev/rules.d/60-gac-cong-scanners.rules',
    'usr/lib/systemd/system/gac-cong.service',
    'usr/sbin/gac-cong-gate',
    'usr/share/doc/gac-cong/copyright',
    'usr/share/doc/gac-cong/changelog.gz',
    'usr/share/man/man1/gac-cong.1.gz',
    'usr/share/man/vi/man8/gac-cong-gate.8.gz',
    'usr/share/doc/gac-cong/THIRD-PARTY-NOTICES.txt',
    'usr/share/doc/gac-cong/sbom.cdx.json',
    'usr/share/gac-cong/default-gac-cong',
    'opt/gac-cong/THIRD-PARTY-NOTICES.txt',
    'opt/gac-cong/LICENSES.chromium.html',
  ]) {
    expect(contents).toContain(` ./${path}\n`);
  }
  expect(contents).not.toMatch(/\.packed$|default_app/m);
});

test('the commands of the packed app run on the Node that came with it', () => {
  const dataDir = temporaryDir();
  const cli = join(UNPACKED_DIR, 'dist/host/cli.js');
  const env = { ...process.env, GATE_DATA_DIR: dataDir };
  const run = (...words: readonly string[]) =>
    JSON.parse(execFileSync(join(APP_DIR, 'bin', 'node'), [cli, ...words], { cwd: dataDir, env, encoding: 'utf8' }));
  expect(run('scan', cccdText(FAKE_PEOPLE[0]))).toMatchObject({ verdict: 'admit' });
  expect(run('unsent')).toEqual({ entries: 1, unsent: 1 });
  const picture = join(dataDir, 'setup.svg');
  expect(run('setup', 'export', picture, '--qr')).toMatchObject({ type: 'exported' });
  expect(readFileSync(picture, 'utf8')).toContain('<svg');
});

test('a package around another Electron than the pinned one says that it is for tests only', () => {
  const deb = readdirSync(RELEASE_DIR).find((name) => /^gac-cong_.*\.deb$/.test(name)) ?? '';
  const info = execFileSync('dpkg-deb', ['--info', join(RELEASE_DIR, deb)], { encoding: 'utf8' });
  const pinned = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')).devDependencies.electron;
  const isPinned = readFileSync(join(APP_DIR, 'version'), 'utf8').trim() === pinned;
  expect([deb.includes('~test'), info.includes('FOR TESTS ONLY')]).toEqual([!isPinned, !isPinned]);
});

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}
