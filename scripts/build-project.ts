/** Is what Electron and the browser load up to date? Builds it when it is not. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBuilder } from 'vite';
import { fingerprint, isStamped, PROJECT_DIR } from './project.ts';

const STAMP_PATH = join(PROJECT_DIR, 'dist', '.built');
const INPUTS = [
  'src-main',
  'src-decode',
  'src-renderer',
  'resources',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** Builds screen, shell and core. Throws when the sources do not build. To be called in a process of its own. */
export async function buildProject(logLevel: 'info' | 'warn'): Promise<void> {
  const builtFrom = fingerprint(INPUTS);
  const builder = await createBuilder({ configFile: join(PROJECT_DIR, 'vite.config.ts'), logLevel });
  await builder.buildApp();
  writeFileSync(STAMP_PATH, builtFrom);
}

/**
 * Builds if anything has changed since it was last built; throws when the sources do not build. In a process of its
 * own: Vite sets NODE_ENV for the process that it runs in, and takes over one that a test runner has set.
 */
export function buildIfStale(): 'built' | 'up to date' {
  if (isStamped(STAMP_PATH, fingerprint(INPUTS))) return 'up to date';
  process.stderr.write('Đang dựng… / Building…\n');
  const { NODE_ENV: _, ...env } = process.env;
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', '--quiet'], {
    cwd: PROJECT_DIR,
    env,
    // Standard output belongs to the command that was asked for.
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the sources do not build');
  return 'built';
}
