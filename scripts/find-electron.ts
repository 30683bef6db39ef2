/** Is there an Electron to run, and if not, why not? */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_DIR } from './project.ts';

export type ElectronAnswer =
  | { readonly type: 'found'; readonly distDir: string; readonly binary: string; readonly version: string }
  | { readonly type: 'absent'; readonly reason: string };

const PACKAGE_DIR = join(PROJECT_DIR, 'node_modules', 'electron');
const INSTALLED_DIR = join(PACKAGE_DIR, 'dist');
const FAILURE_PATH = join(PROJECT_DIR, 'node_modules', '.cache', 'gac-cong', 'electron-download-failed');

/** About 120 MB on a slow line. */
const DOWNLOAD_WITHIN_MS = 180_000;
/** A machine without a network must not wait for one at every start. */
const FAILURE_HOLDS_MS = 24 * 3_600_000;

/** The Electron that `ELECTRON_OVERRIDE_DIST_PATH` names, else the installed one. */
export function findElectron(env: NodeJS.ProcessEnv): ElectronAnswer {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!named) return electronIn(INSTALLED_DIR, "Electron's binary is not installed");
  return electronIn(named, `there is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${named})`);
}

/** As `findElectron`, but tries to download one first. Electron's own installer checks what it gets by its SHA-256. */
export function findOrDownloadElectron(env: NodeJS.ProcessEnv): ElectronAnswer {
  const found = findElectron(env);
  if (found.type === 'found' || env.ELECTRON_OVERRIDE_DIST_PATH) return found;
  if (hasFailedLately())
    return { type: 'absent', reason: "Electron's binary could not be downloaded within the last day" };
  process.stderr.write('Đang thử tải Electron (một lần)… / Trying to download Electron (once)…\n');
  const done = spawnSync(process.execPath, [join(PACKAGE_DIR, 'install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_WITHIN_MS,
  });
  const answer = findElectron(env);
  if (done.status === 0 && answer.type === 'found') {
    rmSync(FAILURE_PATH, { force: true });
    return answer;
  }
  mkdirSync(dirname(FAILURE_PATH), { recursive: true });
  writeFileSync(FAILURE_PATH, '');
  return { type: 'absent', reason: "Electron's binary is not here and could not be downloaded" };
}

function electronIn(distDir: string, reason: string): ElectronAnswer {
  const binary = join(distDir, BINARY_NAMES[process.platform] ?? 'electron');
  const versionPath = join(distDir, 'version');
  if (!existsSync(binary) || !existsSync(versionPath)) return { type: 'absent', reason };
  return { type: 'found', distDir, binary, version: readFileSync(versionPath, 'utf8').trim().replace(/^v/, '') };
}

const BINARY_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

function hasFailedLately(): boolean {
  const failedAtMs = statSync(FAILURE_PATH, { throwIfNoEntry: false })?.mtimeMs;
  return failedAtMs !== undefined && Date.now() - failedAtMs < FAILURE_HOLDS_MS;
}
