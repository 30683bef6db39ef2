/** How does a gate with a long log of waiting entries do while they leave: speed, memory, and the scans meanwhile? */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isWaiting } from '../../test/support/log-rows.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import type { CoreChild } from '../support/core-child.ts';
import { startCore } from '../support/core-child.ts';
import { nextCard } from '../support/fake-cards.ts';
import type { Spread } from '../support/statistics.ts';
import { spread } from '../support/statistics.ts';

export type DrainedGate = {
  /** Last byte of a card → the screen's channel has the verdict, so many times. */
  readonly scan: (count: number, everyMs: number) => Promise<Spread>;
  /** Until nothing waits: one scan each `everyMs`, and what the process took of memory. */
  readonly drain: (
    everyMs: number,
  ) => Promise<{ readonly scanMs: Spread; readonly peakMb: number; readonly endedAtMs: number }>;
  readonly residentMb: () => number;
  readonly close: () => Promise<void>;
};

const LOOK_EVERY_MS = 100;
const COUNT_EVERY_MS = 1_000;
const VERDICT_WITHIN_MS = 30_000;

export async function openDrainedGate(options: {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly pty: PtyPair;
  readonly profileDir: string | null;
}): Promise<DrainedGate> {
  const { dataDir, cacheDir, pty, profileDir } = options;
  let tell: (() => void) | null = null;
  const core = startCore({
    dataDir,
    cacheDir,
    serialPath: pty.path,
    hear: () => tell?.(),
    nodeArguments:
      profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, '--cpu-prof-name=core.cpuprofile'],
  });
  if ((await core.ready) === null) throw new Error(`the core did not start: ${core.output()}`);

  async function scanOnce(): Promise<number> {
    const verdict = new Promise<void>((heard) => {
      tell = heard;
    });
    await pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
    const startedAtMs = performance.now();
    const late = delay(VERDICT_WITHIN_MS, 'late' as const, { ref: false });
    if ((await Promise.race([verdict, late])) === 'late') throw new Error('a scan got no verdict');
    return performance.now() - startedAtMs;
  }

  return {
    scan: async (count, everyMs) => {
      const times: number[] = [];
      while (times.length < count) {
        await delay(everyMs);
        times.push(await scanOnce());
      }
      return spread(times);
    },
    drain: async (everyMs) => {
      const times: number[] = [];
      let peakMb = residentMb(core);
      let isDrained = false;
      const looking = setInterval(() => {
        peakMb = Math.max(peakMb, residentMb(core));
      }, LOOK_EVERY_MS);
      const scanning = (async () => {
        while (!isDrained) {
          times.push(await scanOnce());
          await delay(everyMs);
        }
      })();
      // What was scanned a moment ago may wait; nothing older does.
      while (isWaiting(dataDir, 5)) await delay(COUNT_EVERY_MS);
      const endedAtMs = performance.now();
      isDrained = true;
      await scanning;
      clearInterval(looking);
      return { scanMs: spread(times), peakMb, endedAtMs };
    },
    residentMb: () => residentMb(core),
    close: async () => {
      core.child.send({ type: 'close' });
      await core.gone;
    },
  };
}

function residentMb({ child }: CoreChild): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
