/** How is one version of the gate started, asked to end, and made to? */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VersionFile } from '../update/update-folder.ts';
import { watchAlive } from './watch-alive.ts';

/** Long enough to close the log; after that it is ended. */
const ENDS_WITHIN_MS = 15_000;
const COULD_NOT_START = 127;
/** Chromium's helper for systems that do not give user namespaces to everyone: root's, with the set-uid bit. */
const SANDBOX_HELPER = 'chrome-sandbox';

export type StartedVersion = {
  /** Its exit status, as a shell would say it. */
  readonly ended: Promise<number>;
  readonly askToEnd: () => void;
  /** Ends whatever it has left running. */
  readonly endAll: () => void;
};

export type Start = {
  readonly dir: string;
  readonly file: VersionFile;
  /** The version that the installer brought. */
  readonly baseDir: string;
  /** What the service says besides, such as which kind of screen there is: for whichever version runs. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/** `node` at the front of its command is the Node that runs this; anything else lies in the version's folder. */
export function startVersion({ dir, file, baseDir, args, env }: Start): StartedVersion {
  const [program = 'node', ...own] = file.start;
  const isShell = program !== 'node';
  const command = isShell ? join(dir, program) : process.execPath;
  const child = spawn(command, [...own, ...args], {
    cwd: dir,
    env: { ...env, ...sandboxFor(dir, baseDir, env), GATE_BASE_DIR: baseDir },
    // A shell says here that it lives. The browser kiosk's core has a thread of its own that sees to it.
    stdio: isShell ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    // A group of its own, so that all of it can be ended; on Windows that would be a window of its own.
    detached: process.platform !== 'win32',
  });
  watchAlive(child, endHung, env.GATE_SILENT_LOOKS === undefined ? undefined : Number(env.GATE_SILENT_LOOKS));
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(COULD_NOT_START));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? (signal === null ? COULD_NOT_START : 128));
    });
  });
  function endHung(): void {
    process.stderr.write('the launcher ends a gate that hangs\n');
    endGroup(child);
  }

  return {
    ended,
    askToEnd: () => {
      // Not SIGTERM: systemd sends that to each process of the unit, and Chromium dies at once of the second signal of a kind.
      child.kill('SIGINT');
      timer ??= setTimeout(() => endGroup(child), ENDS_WITHIN_MS);
    },
    endAll: () => endGroup(child),
  };
}

/**
 * A version that the gate laid down itself can hold nothing of root's. Chromium takes the helper that this variable names where it has
 * none of its own and its program belongs to the user that runs it; whether the helper is root's it sees to itself.
 */
function sandboxFor(dir: string, baseDir: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const helper = join(baseDir, SANDBOX_HELPER);
  if (dir === baseDir || env.CHROME_DEVEL_SANDBOX !== undefined || !existsSync(helper)) return {};
  return { CHROME_DEVEL_SANDBOX: helper };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}
