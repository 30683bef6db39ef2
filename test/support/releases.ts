/** How does a test get versions of the real gate, and releases of them? Copies of what is built, each with a number of its own. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ELECTRON_STARTS } from '../../scripts/electron-base.ts';
import { isOfTheBase } from '../../scripts/update-release/bundle-electron.ts';
import { bundleVersion, versionFileText } from '../../scripts/update-release/bundle-version.ts';
import type { SignInput } from '../../scripts/update-release/sign-manifest.ts';
import { newReleaseKey, signManifest } from '../../scripts/update-release/sign-manifest.ts';
import { MANIFEST_FILE } from '../../src-main/update/read-manifest.ts';
import { PROJECT_DIR } from './run-process.ts';

export const BUILT_VERSION = '0.1.0';
const START = ['node', 'dist/host/kiosk.js'];
/** What stands in the built core, where a later release has one more step. */
const LAST_STEP = /(\{\s*version: (\d+),\s*migrate: migrateTo\2\s*\})\s*\];/;

/** The browser kiosk as it is built, below `dir`; its compiled modules are found beside it. */
export function layBase(dir: string): string {
  const base = join(dir, 'base');
  for (const part of ['host', 'renderer'])
    cpSync(join(PROJECT_DIR, 'dist', part), join(base, 'dist', part), { recursive: true });
  writeFileSync(join(base, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(base, 'version.json'), versionFileText(BUILT_VERSION, START));
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(dir, 'node_modules'));
  return base;
}

/** The base under another number, with one more step in its log that only adds; `first` is what it does before all else. */
export async function bundleOf(base: string, dir: string, version: string, first = ''): Promise<string> {
  const folder = join(dir, `source-${version}`);
  cpSync(base, folder, { recursive: true });
  const host = join(folder, 'dist', 'host');
  makeLater(host, version);
  const entry = join(host, 'kiosk.js');
  writeFileSync(entry, `${first}\n${readFileSync(entry, 'utf8')}`);
  const outPath = join(dir, `gac-cong-${version}.tar.gz`);
  await bundleVersion({ folder, version, start: START, outPath });
  return outPath;
}

/** Gives the built core in this folder another number, and one more step in its log. */
function makeLater(host: string, version: string): void {
  let steps = 0;
  let numbers = 0;
  for (const name of readdirSync(host).filter((each) => each.endsWith('.js'))) {
    const text = readFileSync(join(host, name), 'utf8');
    const changed = text
      .replace(`version: "${BUILT_VERSION}"`, () => {
        numbers += 1;
        return `version: "${version}"`;
      })
      .replace(LAST_STEP, (_all, last: string, known: string) => {
        steps += 1;
        const added = `create table if not exists later_${Number(known) + 1} (id integer primary key) strict`;
        return `${last},\n{ version: ${Number(known) + 1}, goesBackTo: ${known}, migrate: (database) => database.exec("${added}") }];`;
      });
    if (changed === text) continue;
    // It may be a link to the file that was built.
    rmSync(join(host, name));
    writeFileSync(join(host, name), changed);
  }
  if (numbers === 0 || steps === 0)
    throw new Error('the built core is not as it was: no later version can be made of it');
}

/** The packed Electron app under another number, with one more step in its log. */
export async function bundleOfPacked(appDir: string, dir: string, version: string): Promise<string> {
  const folder = join(dir, `source-${version}`);
  const links = spawnSync('cp', ['--archive', '--link', appDir, folder]);
  // Another disk.
  if (links.status !== 0) cpSync(appDir, folder, { recursive: true });
  makeLater(join(folder, 'resources', 'app.asar.unpacked', 'dist', 'host'), version);
  return bundlePacked(folder, dir, version, isOfTheBase);
}

/** Chromium's program without the data that it cannot do without: it ends by a signal of its own before anything of the gate runs. */
export function bundleThatCannotStart(appDir: string, dir: string, version: string): Promise<string> {
  return bundlePacked(appDir, dir, version, (name) => !['gac-cong', 'libffmpeg.so'].includes(name));
}

async function bundlePacked(
  folder: string,
  dir: string,
  version: string,
  leavesOut: (name: string) => boolean,
): Promise<string> {
  const outPath = join(dir, `gac-cong-${version}.tar.gz`);
  await bundleVersion({ folder, version, start: ELECTRON_STARTS.linux, outPath, leavesOut, level: 0 });
  return outPath;
}

export const RELEASE_KEY = newReleaseKey();

/** Puts a signed release into `dir`: the files that are named, under the number that is given. */
export async function publish(
  dir: string,
  bundlePath: string,
  version: string,
  part: Partial<SignInput> & { readonly platform?: string } = {},
): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const { jws, manifest } = await signManifest({
    privateText: RELEASE_KEY.privateText,
    version,
    channel: 'stable',
    minimumVersion: '0.0.1',
    sharePercent: 100,
    validDays: 30,
    notes: { vi: 'Bản thử', en: 'A version to be tried' },
    files: [{ platform: part.platform ?? `${process.platform}-${process.arch}-kiosk`, path: bundlePath }],
    nowUtcMs: Date.now(),
    ...part,
  });
  for (const { name } of manifest.files) cpSync(bundlePath, join(dir, name));
  writeFileSync(join(dir, MANIFEST_FILE), `${jws}\n`);
}
