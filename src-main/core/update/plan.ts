/** What is to be done about an update now, and when is there cause to ask again? */

import { VIETNAM_OFFSET_MS } from '../entry/vietnam-offset.ts';
import type { OpeningHours } from '../hours/opening-hours.ts';
import { isOpen, nextClosedUtcMs } from '../hours/opening-hours.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often the folder of releases is looked into, and again after it could not be. */
export const LOOK_EVERY_MS = 6 * HOUR_MS;
const LOOK_AGAIN_MS = 30 * MINUTE_MS;
/** Five minutes of trial, two starts, and the way back: it must be over before the first of the morning comes. */
export const QUIET_AHEAD_MS = 30 * MINUTE_MS;
/** Nobody was scanned for so long. Longer where nobody said when the venue is open. */
const NOBODY_FOR_MS = 10 * MINUTE_MS;
const NOBODY_WITHOUT_HOURS_MS = 30 * MINUTE_MS;
/** Where nobody said when the venue is open: the dead of night, in Vietnam. */
const NIGHT_FROM_MS = 1 * HOUR_MS;
const NIGHT_UNTIL_MS = 4 * HOUR_MS;
/** A failed download or a full disk is not looked at again each minute. */
const TRY_AGAIN_MS = 15 * MINUTE_MS;
const SOON_MS = MINUTE_MS;
/** So long counts what somebody said: long enough to fetch a release over a slow line. */
export const WANTED_FOR_MS = HOUR_MS;
/** Kept free beside what the update takes. */
export const SPARE_BYTES = 500_000_000;

/** How far a release has come that this gate may take. */
export type Stage = 'offered' | 'fetched' | 'laid-down';

export type UpdateFacts = {
  readonly nowUtcMs: number;
  readonly isClockSure: boolean;
  readonly hours: OpeningHours | null;
  readonly lastPassedAtUtcMs: number | null;
  readonly lastUsedAtUtcMs: number | null;
  readonly isOnMains: boolean;
  /** `null` = not known. */
  readonly freeBytes: number | null;
  readonly lastLook: { readonly atUtcMs: number; readonly isGood: boolean } | null;
  /** Somebody asks for a look, or a stick was plugged in. */
  readonly isLookWished: boolean;
  readonly offer: { readonly stage: Stage; readonly needsBytes: number } | null;
  /** When the last try at fetching or laying down failed. */
  readonly lastFailedAtUtcMs: number | null;
  /** Until then somebody who may has said that it need not wait for nobody to be there; `null` = nobody has. */
  readonly wantedUntilUtcMs: number | null;
};

export const WAIT_REASONS = [
  'nothing',
  'clock',
  'opening-hours',
  'night',
  'people',
  'in-use',
  'battery',
  'disk',
  'failed',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** What an administrator who stands there may lift by a word: it only guards against disturbing those who stand there. Opening hours are never lifted. */
const LIFTED_BY_WORD: ReadonlySet<WaitReason> = new Set(['night', 'people', 'in-use', 'failed']);

export function isLiftedByWord(why: WaitReason): boolean {
  return LIFTED_BY_WORD.has(why);
}

export type UpdateStep =
  | { readonly do: 'look' }
  | { readonly do: 'fetch' }
  | { readonly do: 'lay-down' }
  | { readonly do: 'switch' }
  | Wait;
type Wait = { readonly do: 'wait'; readonly why: WaitReason; readonly untilUtcMs: number };

/** One step at a time. Everything but the look, which is a few kilobytes, waits until nobody is there. */
export function planUpdate(facts: UpdateFacts): UpdateStep {
  const { nowUtcMs, offer } = facts;
  if (facts.isLookWished || nowUtcMs >= nextLookUtcMs(facts)) return { do: 'look' };
  if (offer === null) return wait('nothing', nextLookUtcMs(facts));
  const hindrance = hindrancesOf(facts, offer).find(({ why }) => !(isWanted(facts) && isLiftedByWord(why)));
  if (hindrance !== undefined)
    return { ...hindrance, untilUtcMs: Math.min(hindrance.untilUtcMs, nextLookUtcMs(facts)) };
  switch (offer.stage) {
    case 'offered':
      return { do: 'fetch' };
    case 'fetched':
      return { do: 'lay-down' };
    case 'laid-down':
      return { do: 'switch' };
  }
}

/** The part of a day in which nobody is disturbed: closed from now on for a while, or the dead of night where nothing is said. */
export function isQuiet(hours: OpeningHours | null, atUtcMs: number): boolean {
  if (hasHours(hours)) {
    for (let ahead = 0; ahead <= QUIET_AHEAD_MS; ahead += MINUTE_MS) {
      if (isOpen(hours, atUtcMs + ahead)) return false;
    }
    return true;
  }
  const ofDayMs = (((atUtcMs + VIETNAM_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS;
  return ofDayMs >= NIGHT_FROM_MS && ofDayMs + QUIET_AHEAD_MS < NIGHT_UNTIL_MS;
}

/** From when on it is quiet: now, this evening, or this night. */
export function nextQuietUtcMs(hours: OpeningHours | null, fromUtcMs: number): number {
  if (isQuiet(hours, fromUtcMs)) return fromUtcMs;
  // Shut too shortly now, or open: from the next closing on, if that is long enough; else as of a day without hours.
  if (hasHours(hours)) {
    const closedUtcMs = nextClosedUtcMs(hours, fromUtcMs) ?? fromUtcMs;
    return Math.max(closedUtcMs, fromUtcMs + SOON_MS);
  }
  const midnightUtcMs = fromUtcMs - ((((fromUtcMs + VIETNAM_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS);
  const tonightUtcMs = midnightUtcMs + NIGHT_FROM_MS;
  return tonightUtcMs > fromUtcMs ? tonightUtcMs : tonightUtcMs + DAY_MS;
}

function nextLookUtcMs({ lastLook, nowUtcMs }: UpdateFacts): number {
  // A clock that was put back must not put the next look off for years.
  if (lastLook === null || lastLook.atUtcMs > nowUtcMs) return nowUtcMs;
  return lastLook.atUtcMs + (lastLook.isGood ? LOOK_EVERY_MS : LOOK_AGAIN_MS);
}

/** In the order in which they are said. */
function hindrancesOf(facts: UpdateFacts, offer: NonNullable<UpdateFacts['offer']>): readonly Wait[] {
  const { nowUtcMs, hours, lastPassedAtUtcMs, lastUsedAtUtcMs, lastFailedAtUtcMs, freeBytes } = facts;
  const soonUtcMs = nowUtcMs + SOON_MS;
  const laterUtcMs = nowUtcMs + TRY_AGAIN_MS;
  const nobodyForMs = hasHours(hours) ? NOBODY_FOR_MS : NOBODY_WITHOUT_HOURS_MS;
  const isShort = freeBytes !== null && freeBytes < offer.needsBytes + SPARE_BYTES;
  const loud = hasHours(hours) ? 'opening-hours' : 'night';
  return [
    ...(facts.isClockSure ? [] : [wait('clock', laterUtcMs)]),
    ...(isQuiet(hours, nowUtcMs) ? [] : [wait(loud, nextQuietUtcMs(hours, nowUtcMs))]),
    ...(isWithin(lastPassedAtUtcMs, nobodyForMs, nowUtcMs) ? [wait('people', soonUtcMs)] : []),
    ...(isWithin(lastUsedAtUtcMs, NOBODY_FOR_MS, nowUtcMs) ? [wait('in-use', soonUtcMs)] : []),
    ...(facts.isOnMains ? [] : [wait('battery', laterUtcMs)]),
    ...(isWithin(lastFailedAtUtcMs, TRY_AGAIN_MS, nowUtcMs) ? [wait('failed', soonUtcMs)] : []),
    ...(offer.stage !== 'laid-down' && isShort ? [wait('disk', laterUtcMs)] : []),
  ];
}

/** A clock that was put back does not make a word hold for years. */
function isWanted({ wantedUntilUtcMs, nowUtcMs }: UpdateFacts): boolean {
  return wantedUntilUtcMs !== null && nowUtcMs < wantedUntilUtcMs && wantedUntilUtcMs - nowUtcMs <= WANTED_FOR_MS;
}

/** False for what lies ahead: a clock that was put back is no reason to wait for ever. */
function isWithin(atUtcMs: number | null, spanMs: number, nowUtcMs: number): boolean {
  return atUtcMs !== null && atUtcMs <= nowUtcMs && nowUtcMs - atUtcMs < spanMs;
}

/** The same time twice is a venue that never closes: it has its quiet hours as one that said nothing. */
function hasHours(hours: OpeningHours | null): hours is OpeningHours {
  return hours !== null && hours.opens !== hours.closes;
}

function wait(why: WaitReason, untilUtcMs: number): Wait {
  return { do: 'wait', why, untilUtcMs };
}
