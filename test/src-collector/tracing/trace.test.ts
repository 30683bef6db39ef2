/** Does the trace find what a minute-by-minute reckoning finds? */

import { describe, expect, test } from 'vitest';
import {
  DEFAULT_STAY_MINUTES,
  LONGEST_VISIT_MINUTES,
  stayMinutes,
} from '../../../src-collector/tracing/default-stay.ts';
import { trace } from '../../../src-collector/tracing/trace.ts';
import type { TracedEntry } from '../../../src-collector/tracing/visits.ts';
import { visitsOf } from '../../../src-collector/tracing/visits.ts';
import { VENUE_KINDS } from '../../../src-main/contract/settings.ts';
import type { NaiveEpisode } from './minute-by-minute.ts';
import { MINUTE_MS, naiveEpisodes } from './minute-by-minute.ts';
import { worldOf } from './random-world.ts';

const HOUR = 60 * MINUTE_MS;

function textsOf(episodes: readonly NaiveEpisode[]): string[] {
  return episodes
    .map(({ person, rule, venue, ms, scannedMs }) => `${person} ${rule} ${venue} ${ms} ${scannedMs}`)
    .sort();
}

test('1,000 random cases agree with the reference in who, where, by which rule, how long and how sure', () => {
  let episodes = 0;
  const rules = new Map<string, number>();
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const world = worldOf(seed);
    const { contacts } = trace(world.entries, world.corrections, 'index', world.rules);
    const found = contacts.flatMap(({ person, episodes: each }) => each.map((episode) => ({ person, ...episode })));
    const expected = naiveEpisodes(world.entries, world.corrections, 'index', world.rules, world.lastMinute);
    expect(textsOf(found), `seed ${seed}`).toEqual(textsOf(expected));
    episodes += found.length;
    for (const { rule } of found) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  // A world without contacts agrees with everything.
  expect(episodes).toBeGreaterThan(1_000);
  for (const rule of ['presence', 'lane', 'after']) expect(rules.get(rule), rule).toBeGreaterThan(100);
}, 300_000);

function entry(seq: number, direction: 'in' | 'out', hours: number, person = 'anna'): TracedEntry {
  const place = { device: 'gate', epoch: 'e', venue: 'venue', laneId: 'lane-1', isSealed: true };
  return { ...place, seq, direction, person, atUtcMs: hours * HOUR };
}

describe('a visit', () => {
  const hoursOf = (entries: readonly TracedEntry[]) =>
    visitsOf(entries, () => 4 * HOUR, 24 * HOUR).map((visit) => [
      visit.fromUtcMs / HOUR,
      visit.toUtcMs / HOUR,
      visit.isStartInferred,
      visit.isEndInferred,
    ]);

  test('of an in and an out has both bounds; an in alone and an out alone have the usual stay, and say so', () => {
    expect(hoursOf([entry(1, 'in', 100), entry(2, 'out', 103)])).toEqual([[100, 103, false, false]]);
    expect(hoursOf([entry(1, 'in', 100)])).toEqual([[100, 104, false, true]]);
    expect(hoursOf([entry(1, 'out', 100)])).toEqual([[96, 100, true, false]]);
  });

  test('ends where the same person comes in again, and never begins before what is known', () => {
    expect(hoursOf([entry(1, 'in', 100), entry(2, 'in', 101)])).toEqual([
      [100, 101, false, true],
      [101, 105, false, true],
    ]);
    expect(hoursOf([entry(1, 'in', 100), entry(2, 'out', 101), entry(3, 'out', 102)])).toEqual([
      [100, 101, false, false],
      [101, 102, true, false],
    ]);
  });

  test('is never longer than a day: then it is two, of each of which one end was not seen', () => {
    expect(hoursOf([entry(1, 'in', 100), entry(2, 'out', 130)])).toEqual([
      [100, 104, false, true],
      [126, 130, true, false],
    ]);
  });
});

test('every kind of venue has a usual stay, none longer than the longest visit, and a case may set another', () => {
  for (const kind of VENUE_KINDS) {
    expect(DEFAULT_STAY_MINUTES[kind]).toBeGreaterThan(0);
    expect(DEFAULT_STAY_MINUTES[kind]).toBeLessThanOrEqual(LONGEST_VISIT_MINUTES);
  }
  expect(stayMinutes('restaurant', { restaurant: 45 })).toBe(45);
  expect(stayMinutes('of a newer gate')).toBe(DEFAULT_STAY_MINUTES.factory);
});
