/** Are the programs of the system there that the tests drive? Installs them where that is allowed, else names them. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { placesOnPath } from '../src-main/host/on-path.ts';

type SystemPackage = { readonly name: string; readonly isThere: () => boolean };

const PACKAGES: readonly SystemPackage[] = [
  { name: 'chromium', isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some(isOnPath) },
  { name: 'xvfb', isThere: () => isOnPath('Xvfb') },
  { name: 'xauth', isThere: () => isOnPath('xauth') },
  { name: 'xdotool', isThere: () => isOnPath('xdotool') },
  { name: 'x11-xkb-utils', isThere: () => isOnPath('setxkbmap') },
  { name: 'cage', isThere: () => isOnPath('cage') },
  { name: 'xwayland', isThere: () => isOnPath('Xwayland') },
  { name: 'socat', isThere: () => isOnPath('socat') },
  { name: 'ffmpeg', isThere: () => isOnPath('ffmpeg') },
  { name: 'fonts-noto-core', isThere: () => existsSync('/usr/share/fonts/truetype/noto') },
  { name: 'strace', isThere: () => isOnPath('strace') },
  { name: 'postgresql', isThere: hasPostgres },
  { name: 'nginx-light', isThere: () => isOnPath('nginx') },
];

/** The Debian names of what is missing. */
export function missingSystemPackages(): string[] {
  return PACKAGES.filter((each) => !each.isThere()).map(({ name }) => name);
}

/**
 * Installs what is missing when this is root on a system with apt-get. What stays missing is named, with the command
 * that installs it; the tests that need it are skipped with that reason.
 */
export function ensureSystemPackages(): void {
  const missing = missingSystemPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    process.stderr.write(`Installing for the tests: ${missing.join(' ')}\n`);
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', ...missing);
  }
  const stillMissing = missingSystemPackages();
  if (stillMissing.length === 0) return;
  process.stderr.write(
    `Missing on this system: ${stillMissing.join(' ')}. The tests that need them are skipped. To have them:\n` +
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${stillMissing.join(' ')}\n`,
  );
}

function aptGet(...args: string[]): void {
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isOnPath(program: string): boolean {
  return [...placesOnPath(process.env, [program]), join('/usr/sbin', program)].some((path) => existsSync(path));
}

function hasPostgres(): boolean {
  const root = '/usr/lib/postgresql';
  if (isOnPath('postgres')) return true;
  return existsSync(root) && readdirSync(root).some((version) => existsSync(join(root, version, 'bin', 'postgres')));
}
