/** How is one version of the gate started, asked to end, and made to? */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { VersionFile } from '../update/update-folder.ts';

/** Long enough to close the log; after that it is ended. */
const ENDS_WITHIN_MS = 15_000;
const COULD_NOT_START = 127;

export type StartedVersion = {
  /** Its exit status, as a shell would say it. */
  readonly ended: Promise<number>;
  readonly askToEnd: () => void;
  /** Ends whatever it has left running. */
  readonly endAll: () => void;
};

/** `node` at the front of its command is the Node that runs this; anything else lies in the version's folder. */
export function startVersion(dir: string, { start }: VersionFile, env: NodeJS.ProcessEnv): StartedVersion {
  const [program = 'node', ...args] = start;
  const command = program === 'node' ? process.execPath : join(dir, program);
  // A group of its own, so that all of it can be ended; on Windows that would be a window of its own.
  const child = spawn(command, args, { cwd: dir, env, stdio: 'inherit', detached: process.platform !== 'win32' });
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(COULD_NOT_START));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? (signal === null ? COULD_NOT_START : 128));
    });
  });
  return {
    ended,
    askToEnd: () => {
      child.kill('SIGTERM');
      timer ??= setTimeout(() => endGroup(child), ENDS_WITHIN_MS);
    },
    endAll: () => endGroup(child),
  };
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
