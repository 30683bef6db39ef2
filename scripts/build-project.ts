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

const CONSOLE_STAMP_PATH = join(PROJECT_DIR, 'dist', 'console', '.built');
const CONSOLE_INPUTS = [
  'src-console',
  'src-collector/contract',
  'src-main/contract',
  'src-main/core',
  'src-renderer/look',
  'src-renderer/parts',
  'resources/icons',
  'resources/locales/console',
  'vite.console.config.ts',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

const OPENING_STAMP_PATH = join(PROJECT_DIR, 'dist', 'opening', '.built');
const OPENING_INPUTS = [
  'src-console/opening',
  'src-console/parts',
  'src-console/look',
  'src-main/contract',
  'src-main/core',
  'src-main/export/contact-csv.ts',
  'src-renderer/look',
  'src-renderer/parts',
  'resources/locales/opening',
  'vite.opening.config.ts',
  'package.json',
  'package-lock.json',
];

export type BuildPart = 'all' | 'console' | 'opening';
type LogLevel = 'info' | 'warn';

/** Builds screen, shell and core, the console's page, and the page that opens a case offline; or one of the last two. Throws when the sources do not build. To be called in a process of its own. */
export async function buildProject(logLevel: LogLevel, part: BuildPart = 'all'): Promise<void> {
  if (part === 'all') await buildBy('vite.config.ts', logLevel, INPUTS, STAMP_PATH);
  if (part !== 'opening') await buildBy('vite.console.config.ts', logLevel, CONSOLE_INPUTS, CONSOLE_STAMP_PATH);
  if (part !== 'console') await buildBy('vite.opening.config.ts', logLevel, OPENING_INPUTS, OPENING_STAMP_PATH);
}

async function buildBy(
  configFile: string,
  logLevel: LogLevel,
  inputs: readonly string[],
  stampPath: string,
): Promise<void> {
  const builtFrom = fingerprint(inputs);
  const builder = await createBuilder({ configFile: join(PROJECT_DIR, configFile), logLevel });
  await builder.buildApp();
  writeFileSync(stampPath, builtFrom);
}

/** Whether `dist` is made of the sources as they are now. */
export function isBuilt(): boolean {
  return isStamped(STAMP_PATH, fingerprint(INPUTS));
}

/**
 * Builds if anything has changed since it was last built; throws when the sources do not build. In a process of its
 * own: Vite sets NODE_ENV for the process that it runs in, and takes over one that a test runner has set.
 */
export function buildIfStale(): 'built' | 'up to date' {
  return isBuilt() ? 'up to date' : buildApart('Đang dựng… / Building…', 'all');
}

/** The same for the console's page alone: a collector needs no screen of a gate. */
export function buildConsoleIfStale(): 'built' | 'up to date' {
  if (isStamped(CONSOLE_STAMP_PATH, fingerprint(CONSOLE_INPUTS))) return 'up to date';
  return buildApart("Đang dựng bảng điều hành… / Building the console's page…", 'console');
}

/** The same for the page that an authority opens from its disk. */
export function buildOpeningIfStale(): 'built' | 'up to date' {
  if (isStamped(OPENING_STAMP_PATH, fingerprint(OPENING_INPUTS))) return 'up to date';
  return buildApart('Đang dựng trang mở danh sách… / Building the opening page…', 'opening');
}

function buildApart(said: string, part: BuildPart): 'built' {
  process.stderr.write(`${said}\n`);
  const { NODE_ENV: _, ...env } = process.env;
  const { status } = spawnSync(
    process.execPath,
    ['scripts/build.ts', '--quiet', ...(part === 'all' ? [] : [`--${part}`])],
    {
      cwd: PROJECT_DIR,
      env,
      // Standard output belongs to the command that was asked for.
      stdio: ['ignore', 2, 2],
    },
  );
  if (status !== 0) throw new Error('the sources do not build');
  return 'built';
}
