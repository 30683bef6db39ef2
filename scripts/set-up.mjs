/** Are the packages that the lock file names installed? If not, this installs them. Plain JavaScript: any Node from 16 on. */

import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LOCK_PATH = join(PROJECT_DIR, '.cache', 'set-up.lock');
const LOOK_AGAIN_MS = 500;

/**
 * Makes node_modules what package-lock.json says; at once true when it already is. Says what it does on standard error
 * only: standard output belongs to the command that was asked for. No package runs a script of its own.
 *
 * @returns {Promise<boolean>} false when it could not; the reason has been said.
 */
export async function setUp() {
  if (isInstalled()) return true;
  await takeLock();
  try {
    // Somebody else may have done it while this waited: `npm start` in one window, `npm run collector` in another.
    return isInstalled() || install();
  } finally {
    rmSync(LOCK_PATH, { force: true });
  }
}

/** npm keeps its own account of what it installed; it writes that last, so half an install has none. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(join('node_modules', '.package-lock.json'));
  if (wanted === null) return true;
  if (installed === null) return false;
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    const found = installed[path];
    // Packages for other platforms are in the lock and rightly not here.
    if (found === undefined) return wanted[path].optional === true;
    return found.version === wanted[path].version && found.integrity === wanted[path].integrity;
  });
}

/**
 * @param {string} name
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | null}
 */
function readPackages(name) {
  try {
    return JSON.parse(readFileSync(join(PROJECT_DIR, name), 'utf8')).packages;
  } catch (error) {
    if (error instanceof SyntaxError || error.code === 'ENOENT') return null;
    throw error;
  }
}

function install() {
  say('Đang cài các gói cần thiết (một lần)… / Installing packages (once)…\n');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = runNpm(args);
  if (done.status === 0) return true;
  const output = String(done.stderr ?? '') + String(done.error ?? '');
  say(output);
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(output)) {
    say(
      'Không có mạng để tải gói: hãy nối mạng một lần rồi chạy lại; sau đó không cần mạng nữa.\n' +
        'The packages cannot be fetched without a network: connect once and run this again. No network is needed later.\n',
    );
  } else {
    say(
      `Chưa cài được. Hãy tự chạy: npm ${args.join(' ')}\nThe installation failed. Try it by hand: npm ${args.join(' ')}\n`,
    );
  }
  return false;
}

/** npm itself, with the Node that runs npm: the one in node_modules is about to be replaced. */
function runNpm(/** @type {string[]} */ args) {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: PROJECT_DIR, stdio: ['ignore', 2, 'pipe'], maxBuffer: 2 ** 26 };
  const npmPath = process.env.npm_execpath;
  if (npmPath && /\.c?js$/.test(npmPath)) {
    return spawnSync(process.env.npm_node_execpath || process.execPath, [npmPath, ...args], options);
  }
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

async function takeLock() {
  mkdirSync(dirname(LOCK_PATH), { recursive: true });
  for (;;) {
    try {
      const file = openSync(LOCK_PATH, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHolderAlive()) rmSync(LOCK_PATH, { force: true });
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
  }
}

function isHolderAlive() {
  try {
    const pid = Number(readFileSync(LOCK_PATH, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} text */
function say(text) {
  process.stderr.write(text);
}
