/** Who was near the index person, out of the entries that this collector holds? */

import type { TraceParameters } from '../contract/trace-api.ts';
import type { Connection } from '../database.ts';
import { LONGEST_VISIT_MINUTES, stayMinutes } from './default-stay.ts';
import type { DeviceWindow, Venue } from './fetch-entries.ts';
import { correctionsOf, entriesInWindows, entriesOfTags, MOST_ENTRIES, placed, venuesOf } from './fetch-entries.ts';
import type { Stay, Window } from './stays.ts';
import type { Traced, TraceRules } from './trace.ts';
import { indexStays, trace } from './trace.ts';

const MINUTE_MS = 60_000;
const LONGEST_MS = LONGEST_VISIT_MINUTES * MINUTE_MS;
/** No tag is called so. */
const INDEX = 'index';

export type RunAnswer =
  | { readonly type: 'traced'; readonly traced: Traced }
  | { readonly type: 'refused'; readonly reason: 'nothing-found' | 'too-many-entries' };

/** All in one transaction's snapshot. `tags` are of one person. */
export async function runTrace(
  connection: Connection,
  tags: readonly string[],
  window: Window,
  parameters: TraceParameters,
): Promise<RunAnswer> {
  const own = await entriesOfTags(connection, tags, window.fromUtcMs - LONGEST_MS, window.toUtcMs + LONGEST_MS);
  if (own.length === 0) return { type: 'refused', reason: 'nothing-found' };
  if (own.length > MOST_ENTRIES) return { type: 'refused', reason: 'too-many-entries' };
  const devices = [...new Set(own.map(({ device }) => device))];
  const venues = await venuesOf(connection, devices);
  const allDevices = venues.map(({ device }) => device);
  const corrections = await correctionsOf(connection, allDevices, window.fromUtcMs - LONGEST_MS);
  if (corrections.length > MOST_ENTRIES) return { type: 'refused', reason: 'too-many-entries' };
  const venueOf = new Map(venues.map(({ device, venue }) => [device, venue]));
  const rules = rulesOf(venues, window, parameters);
  const index = own.map((entry) => ({ ...placed(entry, venueOf), person: INDEX }));
  const stays = indexStays(index, corrections, rules);
  if (stays.length === 0) return { type: 'refused', reason: 'nothing-found' };

  const rows = await entriesInWindows(connection, windowsOf(stays, venues, rules));
  if (rows.length > MOST_ENTRIES) return { type: 'refused', reason: 'too-many-entries' };
  const wanted = new Set(tags);
  const others = rows.filter(({ person }) => !wanted.has(person)).map((row) => placed(row, venueOf));
  return { type: 'traced', traced: trace([...index, ...others], corrections, INDEX, rules) };
}

function rulesOf(venues: readonly Venue[], window: Window, parameters: TraceParameters): TraceRules {
  const kindOf = new Map(venues.map(({ venue, kind }) => [venue, kind]));
  return {
    window,
    longestMs: LONGEST_MS,
    overlapMs: parameters.overlapMinutes * MINUTE_MS,
    afterMs: parameters.afterMinutes * MINUTE_MS,
    laneMs: parameters.laneMinutes * MINUTE_MS,
    stayMsOf: (venue) => stayMinutes(kindOf.get(venue) ?? 'factory', parameters.stayMinutes) * MINUTE_MS,
  };
}

/**
 * A visit that touches a stay began at most the longest visit before it and ends at most as long after it: in this padding lies all that
 * says anything about it. Windows that touch become one, so that no entry comes twice.
 */
function windowsOf(stays: readonly Stay[], venues: readonly Venue[], rules: TraceRules): DeviceWindow[] {
  return venues.flatMap(({ venue, device }) => {
    const windows: { device: string; fromUtcMs: number; toUtcMs: number }[] = [];
    for (const stay of stays) {
      if (stay.venue !== venue) continue;
      const fromUtcMs = stay.fromUtcMs - rules.longestMs - rules.laneMs;
      const toUtcMs = stay.toUtcMs + rules.longestMs + Math.max(rules.afterMs, rules.laneMs);
      const last = windows.at(-1);
      // The fetch looks an hour further on both sides, for the clocks.
      if (last !== undefined && fromUtcMs <= last.toUtcMs + 3 * 3_600_000)
        last.toUtcMs = Math.max(last.toUtcMs, toUtcMs);
      else windows.push({ device, fromUtcMs, toUtcMs });
    }
    return windows;
  });
}
