/** Did Windows start this program, where a launcher is to start the right version of it? Then what does this process run, and wait for? */

import { win32 } from 'node:path';

export type HowStarted = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** This program. */
  readonly execPath: string;
  /** What came after it. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly exists: (path: string) => boolean;
};

export type LauncherCommand = { readonly program: string; readonly args: readonly string[] };

/**
 * A shortcut, a login item and Shell Launcher all name the program that was installed. On Linux a script does this (resources/linux/gac-cong.sh).
 * `null` = this process is the gate: a launcher started it, or none came with it.
 */
export function launcherCommand(started: HowStarted): LauncherCommand | null {
  const { platform, isPackaged, env, dataDir, args, exists } = started;
  if (platform !== 'win32' || !isPackaged || env.GATE_START_ID !== undefined) return null;
  const baseDir = win32.dirname(started.execPath);
  const program = win32.join(baseDir, 'bin', 'node.exe');
  const launcher = win32.join(baseDir, 'launcher', 'launch.mjs');
  if (![program, launcher, win32.join(baseDir, 'version.json')].every(exists)) return null;
  return { program, args: [launcher, baseDir, win32.join(dataDir, 'updates'), ...args] };
}

/** What a login item is to start: the program that was installed, also while a version runs that was laid beside it. */
export function installedProgram(env: HowStarted['env'], execPath: string): string {
  const { GATE_BASE_DIR: baseDir } = env;
  return baseDir === undefined ? execPath : win32.join(baseDir, win32.basename(execPath));
}
