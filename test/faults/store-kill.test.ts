import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openTestStore } from '../src-main/store/open-test-store.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const ROUNDS = 20;
const YOUNG_ROUNDS = 10;

function commitLoop(dir: string): RunningProcess {
  return runProcess(process.execPath, ['test/faults/store-commit-loop.ts', dir]);
}

/** From nothing to the first entry: keys, file, tables and epoch are made in the last part of it. */
async function measureStart(): Promise<number> {
  const startedAtMs = performance.now();
  const gate = commitLoop(temporaryDir());
  await gate.waitFor(/^\d+$/m);
  const startMs = performance.now() - startedAtMs;
  await gate.kill();
  return startMs;
}

/** Whole lines only: the last may have been cut. */
function lastLine(output: string, pattern: RegExp): number {
  const lines = output.slice(0, output.lastIndexOf('\n') + 1).matchAll(pattern);
  return Number([...lines].at(-1)?.[1] ?? 0);
}

/** Opens the log after the cut, and closes it for the next round. */
function reopen(dir: string) {
  const store = openTestStore(dir);
  const chain = store.verifyChain();
  const pending = store.pending(1_000_000).map((entry) => entry.id.seq);
  store.close();
  return { chain, pending };
}

describe('a gate that is killed while it commits', () => {
  test(`has every entry that it named, in one whole chain, ${ROUNDS} times over`, async () => {
    const dir = temporaryDir();
    let entriesBefore = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const gate = commitLoop(dir);
      await gate.waitFor(/^\d+$/m);
      await wait(Math.random() * 150);
      await gate.kill();

      const named = lastLine(gate.output(), /^(\d+)$/gm);
      const acknowledged = lastLine(gate.output(), /^acknowledged (\d+)$/gm);
      const { chain, pending } = reopen(dir);
      expect(chain).toMatchObject({ broken: 0, firstBrokenSeq: null });
      // Seq runs without a gap, so the count says that all are there; one more may have been safe but not yet named.
      expect(chain.entries - named).toBeGreaterThanOrEqual(0);
      expect(chain.entries - named).toBeLessThanOrEqual(1);
      expect(named).toBeGreaterThan(entriesBefore);
      expect(pending).not.toContain(acknowledged);
      expect(pending.at(-1)).toBe(chain.entries);
      entriesBefore = chain.entries;
    }
  });

  test(`at any moment of its first start opens the next time, ${YOUNG_ROUNDS} times over`, async () => {
    const startMs = await measureStart();
    for (let round = 0; round < YOUNG_ROUNDS; round += 1) {
      const dir = temporaryDir();
      const gate = commitLoop(dir);
      await wait(startMs * (0.5 + Math.random() * 0.6));
      await gate.kill();
      const named = lastLine(gate.output(), /^(\d+)$/gm);
      const { chain } = reopen(dir);
      expect(chain).toMatchObject({ broken: 0, firstBrokenSeq: null });
      expect(chain.entries).toBeGreaterThanOrEqual(named);
    }
  });
});
