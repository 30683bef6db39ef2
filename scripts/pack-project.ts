/** How does the project become something that is installed on a Linux gate? */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronDist } from '../test/support/electron-runtime.ts';
import { buildIfStale } from './build-project.ts';
import { makeElectronDeb } from './deb/electron-deb.ts';
import { prepareElectronBase } from './electron-base.ts';
import type { ElectronAnswer } from './find-electron.ts';
import { findElectron } from './find-electron.ts';
import { fingerprint, isStamped, PROJECT_DIR } from './project.ts';

export type Packed = { readonly appDir: string; readonly debPath: string; readonly isForTestsOnly: boolean };

const RELEASE_DIR = join(PROJECT_DIR, 'release');
const APP_DIR = join(RELEASE_DIR, 'linux-unpacked');
const STAMP_PATH = join(APP_DIR, '.packed');
const INPUTS = ['dist', 'docs', 'resources', 'scripts', 'electron-builder.yml', 'package.json', 'package-lock.json'];

type FoundElectron = ElectronAnswer & { readonly type: 'found' };

/**
 * Builds, then packs `release/linux-unpacked` and a .deb around `electron`; `null` lets electron-builder fetch the
 * pinned version. Around any other version the result is for tests only, and says so in its name.
 */
export function packLinux(electron: FoundElectron | null): Packed {
  buildIfStale();
  forgetLastTime();
  const isForTestsOnly = electron !== null && !isPinnedElectron(electron.version);
  const electronVersion = electron?.version ?? pinnedElectronVersion();
  prepareElectronBase('linux', electronVersion);
  const args = ['--linux', 'dir', '--publish', 'never'];
  if (electron !== null) args.push(`-c.electronDist=${electron.distDir}`, `-c.electronVersion=${electron.version}`);
  // Playwright drives Electron by its inspector; what a venue installs has none.
  if (isForTestsOnly) args.push('-c.electronFuses.enableNodeCliInspectArguments=true');
  const done = spawnSync(process.execPath, [join(PROJECT_DIR, 'node_modules/electron-builder/cli.js'), ...args], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`electron-builder failed:\n${done.stdout}\n${done.stderr}`);
  // electron-builder takes this away from an Electron that it fetched itself, but not from one that it was given.
  rmSync(join(APP_DIR, 'resources', 'default_app.asar'), { force: true });
  const debPath = makeElectronDeb({ appDir: APP_DIR, releaseDir: RELEASE_DIR, isForTestsOnly });
  writeFileSync(STAMP_PATH, packedFrom(electron));
  return { appDir: APP_DIR, debPath, isForTestsOnly };
}

/** Of this package alone: others lie beside it. */
function forgetLastTime(): void {
  rmSync(APP_DIR, { recursive: true, force: true });
  if (!existsSync(RELEASE_DIR)) return;
  for (const name of readdirSync(RELEASE_DIR)) {
    if (/^gac-cong_.*\.deb$/.test(name)) rmSync(join(RELEASE_DIR, name));
  }
}

/** Why the tests cannot pack on this machine, or `null`. */
export function whyNotPackable(): string | null {
  if (electronDist() === null) return 'no Electron binary here, and ../shared/tools/electron-runtime.sh is absent';
  return spawnSync('dpkg-deb', ['--version']).error === undefined ? null : 'no dpkg-deb here';
}

/** For the tests: packs around whatever Electron is at hand, if anything has changed since the last time. */
export function packIfStale(): string {
  const lacking = whyNotPackable();
  if (lacking !== null) return `left out: ${lacking}`;
  const electron = findElectron({ ELECTRON_OVERRIDE_DIST_PATH: electronDist() ?? '' });
  if (electron.type === 'absent') return `left out: ${electron.reason}`;
  buildIfStale();
  if (isStamped(STAMP_PATH, packedFrom(electron)) && existsSync(join(APP_DIR, 'gac-cong'))) return 'up to date';
  packLinux(electron);
  return 'packed';
}

function packedFrom(electron: FoundElectron | null): string {
  return fingerprint(INPUTS, [electron?.distDir ?? '', electron?.version ?? '']);
}

/** Around any other one, what is packed is for tests only. */
export function isPinnedElectron(version: string): boolean {
  return version === pinnedElectronVersion();
}

export function pinnedElectronVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return devDependencies.electron ?? '';
}
