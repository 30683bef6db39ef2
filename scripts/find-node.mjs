/** Which Node runs the project? Plain JavaScript: any Node from 16 on. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** From here on Node runs TypeScript as it is. */
const OLDEST = [22, 18];

/**
 * The Node that the lock file brings, else the one that runs this if it is new enough, else `null`.
 *
 * @returns {string | null}
 */
export function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packageDir = join(PROJECT_DIR, 'node_modules', `node-${platform}-${process.arch}`);
  const packagePath = join(packageDir, 'package.json');
  if (existsSync(packagePath)) {
    const binary = join(packageDir, JSON.parse(readFileSync(packagePath, 'utf8')).bin.node);
    if (existsSync(binary)) return binary;
  }
  return isNewEnough(process.versions.node) ? process.execPath : null;
}

/** @param {string} version */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** What to tell somebody whose machine has no Node that can run this. */
export const NODE_WANTED =
  `Cần Node 24 (máy này đang có ${process.versions.node}); tải tại https://nodejs.org/ rồi chạy lại.\n` +
  `Node 24 is needed (this is ${process.versions.node}): get it from https://nodejs.org/ and run this again.\n`;
