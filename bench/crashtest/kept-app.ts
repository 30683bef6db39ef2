/** Who starts the gate's app again when it ends? A stand-in for the service of an installed gate: `Restart=always`, `RestartSec=500ms`. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { descendantsOf, processes, runningOf } from '../../test/support/processes.ts';

/** What systemd is told to wait; counted into every figure of a killed main process. */
export const RESTART_AFTER_MS = 500;

export const PART_NAMES = ['main', 'core', 'renderer', 'gpu'] as const;
export type PartName = (typeof PART_NAMES)[number];

export type KeptApp = {
  /** `null` while there is none. */
  readonly pidOf: (part: PartName) => number | null;
  /** What the app that ended before the present one left running. */
  readonly leftovers: () => readonly number[];
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

export type AppCommand = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

const MARKS: Readonly<Record<Exclude<PartName, 'main'>, string>> = {
  core: 'core-process.js',
  renderer: '--type=renderer',
  gpu: '--type=gpu-process',
};

/** Unlike systemd it ends none of what a dead app leaves: that must go by itself. */
export function keepApp({ executable, args, env }: AppCommand): KeptApp {
  let child: ChildProcess | null = null;
  let family: readonly number[] = [];
  let oldFamily: readonly number[] = [];
  let text = '';
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (chunk: Buffer): void => {
      text = (text + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => {
      oldFamily = family;
      child = null;
      if (!isClosed) timer = setTimeout(start, RESTART_AFTER_MS);
    });
  }

  start();
  return {
    pidOf: (part) => {
      const main = child?.pid;
      if (main === undefined) return null;
      family = descendantsOf(main);
      if (part === 'main') return main;
      const mine = new Set(family);
      return processes().find(({ pid, command }) => mine.has(pid) && command.includes(MARKS[part]))?.pid ?? null;
    },
    leftovers: () => runningOf(oldFamily),
    output: () => text,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      if (child === null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child?.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(late);
    },
  };
}
