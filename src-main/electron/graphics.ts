/** Does this machine draw with its graphics card? Not for a day after that kept failing. */

import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'without-graphics-card';
const FOR_MS = 24 * 3_600_000;

/** Whether the card is to be left alone at this start. A mark whose day is over is taken away: a driver may have been mended. */
export function isCardAvoided(shellDir: string, nowUtcMs: number): boolean {
  const path = join(shellDir, MARK);
  const markedAtUtcMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (markedAtUtcMs === undefined) return false;
  // A clock that was set back must not make a day out of years.
  const isFresh = Math.abs(nowUtcMs - markedAtUtcMs) < FOR_MS;
  if (!isFresh) rmSync(path, { force: true });
  return isFresh;
}

/** From the next start on. On a disk that takes nothing the next start tries the card once more. */
export function avoidCard(shellDir: string): void {
  try {
    writeFileSync(join(shellDir, MARK), '', { mode: 0o600 });
  } catch {
    // The shell begins anew all the same, which is all that can be done.
  }
}
