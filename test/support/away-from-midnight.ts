/** When may a test begin that counts what came today? */

import { setTimeout as delay } from 'node:timers/promises';
import { dayStartUtcMs } from '../../src-main/core/entry/tally.ts';

const DAY_MS = 86_400_000;
/** Longer than such a test takes beside other work, and shorter than what a hook may take. */
const AHEAD_MS = 180_000;

/** Gate and collector count anew at midnight in Vietnam: a test in whose middle that would come begins after it. */
export async function awayFromMidnight(): Promise<void> {
  const leftMs = dayStartUtcMs(Date.now()) + DAY_MS - Date.now();
  if (leftMs < AHEAD_MS) await delay(leftMs + 1_000);
}
