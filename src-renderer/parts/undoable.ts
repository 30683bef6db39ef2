/** What can a guard take back, and by which words is it said afterwards? */

import type { EntryId } from '../../src-main/core/entry/entry.ts';
import type { Direction, GuardCorrection, Reason } from '../../src-main/core/entry/verdict.ts';
import { GUARD_CORRECTIONS } from '../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../gate-state.ts';

/** One entry, and as much of it as lets the guard see that it is the right one. */
export type Undoable = {
  readonly entry: EntryId;
  readonly laneId: string;
  readonly direction: Direction;
  readonly atUtcMs: number;
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
};

/** `null` where nothing new was written, or it let nobody pass, or it is taken back already. */
export function undoableOf(verdict: ScreenVerdict): Undoable | null {
  const { device, epoch, seq, takenBack, recordedAtUtcMs } = verdict;
  const isPassing = verdict.verdict === 'admit' || verdict.verdict === 'check';
  if (!isPassing || takenBack !== null || recordedAtUtcMs !== null) return null;
  if (device === null || epoch === null || seq === null) return null;
  const { laneId, direction, atUtcMs, maskedName, maskedNumber } = verdict;
  return { entry: { device, epoch, seq }, laneId, direction, atUtcMs, maskedName, maskedNumber };
}

/** The words that say in a line why an entry was taken back. */
export function takenBackWord(why: Reason): GuardCorrection | 'not-passed' {
  return GUARD_CORRECTIONS.find((word) => word === why) ?? 'not-passed';
}
