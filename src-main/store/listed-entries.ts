/** Which entries stand in a list that is handed out? All of a time that fit, oldest first, in slices. */

import type { Verdict } from '../core/entry/verdict.ts';
import type { Breather } from './count-report.ts';
import type { FoundEntry, ReportLog, SearchPlace } from './report-log.ts';

export type EntryFilter = {
  readonly fromUtcMs: number;
  readonly untilUtcMs: number;
  /** `null` = all. */
  readonly laneIds: readonly string[] | null;
  readonly verdicts: readonly Verdict[] | null;
};

/** The code of the error where there are more than `most`. */
export const TOO_MANY_ROWS = 'TOO_MANY_ROWS';
const SLICE = 200;

export async function* listedEntries(
  log: ReportLog,
  { fromUtcMs, untilUtcMs, laneIds, verdicts }: EntryFilter,
  most: number,
  breathe: Breather,
): AsyncGenerator<readonly FoundEntry[]> {
  const [lanes, wanted] = [laneIds === null ? null : new Set(laneIds), verdicts === null ? null : new Set(verdicts)];
  let place: SearchPlace = { wallUtcMs: fromUtcMs, id: Number.MIN_SAFE_INTEGER };
  let rows = 0;
  for (;;) {
    const heads = log.headsAfter(place, untilUtcMs, SLICE);
    const last = heads.at(-1);
    if (last === undefined) return;
    place = last;
    const fitting = heads.filter(
      ({ laneId, verdict }) => lanes?.has(laneId) !== false && wanted?.has(verdict) !== false,
    );
    rows += fitting.length;
    if (rows > most) throw Object.assign(new Error('too many rows'), { code: TOO_MANY_ROWS });
    yield fitting.flatMap(({ id }) => log.open(id) ?? []);
    await breathe();
  }
}
