/** How does somebody scan who sees that nothing, or something else, came of it? Again, after a while. */

import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';

const AGAIN_AFTER_MS = 10_000;
const PATIENCE = { timeout: 120_000, interval: 0 };

/** On a busy machine keys may come so late that half of a code goes off first, and the whole of it soon after or not at all. */
export async function scanUntil(scan: () => unknown, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const scanOnce = async (): Promise<boolean> => {
    await scan();
    const untilMs = performance.now() + AGAIN_AFTER_MS;
    while (performance.now() < untilMs && !(await isDone())) await delay(100);
    return isDone();
  };
  await expect.poll(scanOnce, PATIENCE).toBe(true);
}
