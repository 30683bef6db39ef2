/** Is the gate ready again: does the screen say so, and is a person who comes now recorded and shown? */

import { setTimeout as delay } from 'node:timers/promises';
import type { CrashGate } from './crash-gate.ts';

const LOOK_EVERY_MS = 50;
/** On a machine with other work. */
const PATIENCE_MS = 240_000;
/** Who is not ready by then is counted as such, with this time. */
export const READY_WITHIN_MS = 90_000;

/**
 * Milliseconds until the screen shows its lanes without any trouble, and somebody who was scanned after `afterSeq` and the one who was
 * on the cable then was recorded and painted, and `isMended` holds; `null` where that takes longer than `withinMs`.
 */
export async function whenReady(
  gate: CrashGate,
  afterSeq: number,
  isMended: () => boolean,
  withinMs = READY_WITHIN_MS,
): Promise<number | null> {
  const fromMs = performance.now();
  const shownBefore = gate.shown.length;
  while (performance.now() - fromMs < withinMs) {
    const seen = await gate.eye.look();
    const isShown = seen?.screen === 'gate' && !seen.isLost && seen.troubles === 0;
    const isAnswered = gate.shown.slice(shownBefore).some(({ seq }) => seq > afterSeq + 1);
    if (isShown && isAnswered && isMended()) return performance.now() - fromMs;
    await delay(LOOK_EVERY_MS);
  }
  return null;
}

/** The same, where not to be ready is an error: it is thrown with the app's last words. */
export async function waitReady(gate: CrashGate, afterSeq: number, isMended: () => boolean): Promise<number> {
  const readyMs = await whenReady(gate, afterSeq, isMended, PATIENCE_MS);
  if (readyMs === null) throw new Error(`the gate is not ready again; it said last:\n${gate.app.output()}`);
  return readyMs;
}
