/** Is what Electron and the browser load up to date? Builds it with Vite when it is not. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createBuilder } from 'vite';
import { fingerprint, isStamped, PROJECT_DIR } from './project.ts';

const STAMP_PATH = join(PROJECT_DIR, 'dist', '.built');
const INPUTS = ['src-main', 'src-renderer', 'resources', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** Builds screen, shell and core. Throws when the sources do not build; says the details itself. */
export async function buildProject(logLevel: 'info' | 'warn'): Promise<void> {
  const builtFrom = fingerprint(INPUTS);
  const builder = await createBuilder({ configFile: join(PROJECT_DIR, 'vite.config.ts'), logLevel });
  await builder.buildApp();
  mkdirSync(dirname(STAMP_PATH), { recursive: true });
  writeFileSync(STAMP_PATH, builtFrom);
}

/** Builds if anything has changed since it was last built. */
export async function buildIfStale(): Promise<'built' | 'up to date'> {
  if (isStamped(STAMP_PATH, fingerprint(INPUTS))) return 'up to date';
  process.stderr.write('Đang dựng… / Building…\n');
  await buildProject('warn');
  return 'built';
}
