/** How does a test run one of the product's own processes, hear it, and end it? */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const PROJECT_DIR = resolve(import.meta.dirname, '../..');

const DRAINED_WITHIN_MS = 2_000;
/** A collector answers what is under way and ends what it counts: seconds on a machine of its own, and many beside other work. */
const ENDED_WITHIN_MS = 60_000;

export type RunningProcess = {
  readonly child: ChildProcess;
  /** All that it has printed so far, both streams. */
  readonly output: () => string;
  /** The first match of `pattern` in its output; fails with the output when it ends or `timeoutMs` passes. */
  readonly waitFor: (pattern: RegExp, timeoutMs?: number) => Promise<RegExpExecArray>;
  /** SIGTERM, then SIGKILL after a minute. */
  readonly stop: () => Promise<void>;
  /** SIGKILL: a power cut as far as the process is concerned. */
  readonly kill: () => Promise<void>;
};

/** Starts `command` in the project folder. Its environment is this one's plus `env`. */
export function runProcess(command: string, args: readonly string[], env: Record<string, string> = {}): RunningProcess {
  const child = spawn(command, args, {
    cwd: PROJECT_DIR,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    for (const check of waiting) check();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.on('exit', () => {
    for (const check of waiting) check();
  });

  function hasEnded(): boolean {
    return child.exitCode !== null || child.signalCode !== null;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hasEnded()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    const closed = once(child, 'close');
    const timer = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS);
    await exit;
    clearTimeout(timer);
    // What it said last may be in the pipe still. A process that it started itself may hold the pipe open: not for ever.
    await Promise.race([closed, delay(DRAINED_WITHIN_MS, undefined, { ref: false })]);
  }

  return {
    child,
    output: () => text,
    waitFor: (pattern, timeoutMs = 60_000) =>
      new Promise((found, failed) => {
        const timer = setTimeout(() => finish(null, 'timed out'), timeoutMs);
        function finish(match: RegExpExecArray | null, why: string): void {
          clearTimeout(timer);
          waiting.delete(check);
          if (match === null) failed(new Error(`${why} waiting for ${String(pattern)}; output:\n${text}`));
          else found(match);
        }
        function check(): void {
          const match = pattern.exec(text);
          if (match !== null) finish(match, '');
          else if (hasEnded()) finish(null, 'process ended while');
        }
        waiting.add(check);
        check();
      }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
