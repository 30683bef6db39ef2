/** What does this machine remember of the pace of each lane's keyboard scanner, from one start to the next? */

import type { LearnedPace, ScanPace } from './wedge-pace.ts';
import { SCANS_KEPT } from './wedge-pace.ts';

const KEY = 'gate:wedge-pace:';

/** Never throws: a browser may forbid storage, and somebody may have written anything there. Unknown is nothing learned. */
export function recallPace(laneId: string): LearnedPace {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY + laneId) ?? '[]');
    return Array.isArray(kept) && kept.every(isPace) ? kept.slice(-SCANS_KEPT) : [];
  } catch {
    return [];
  }
}

export function keepPace(laneId: string, learned: LearnedPace): void {
  try {
    localStorage.setItem(KEY + laneId, JSON.stringify(learned));
  } catch {
    // Forbidden or full: it will be learned again.
  }
}

function isPace(value: unknown): value is ScanPace {
  return (
    typeof value === 'object' &&
    value !== null &&
    'medianMs' in value &&
    'pauseMs' in value &&
    'hasEndKey' in value &&
    typeof value.hasEndKey === 'boolean' &&
    Number.isFinite(value.medianMs) &&
    Number.isFinite(value.pauseMs)
  );
}
