/** Are the keys there, for how long are those of others valid, and how old is what the gate goes by? */

import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';
import { OLD_ROSTER_MS } from './limits.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of an authority's keys of one sort. */
export type ForeignKeyFacts =
  | { readonly type: 'none' }
  | { readonly type: 'valid' | 'expiring'; readonly untilUtcMs: number }
  | { readonly type: 'without' };

export type KeyFacts = {
  /** `lost`: the gate had to begin with new keys, and nobody has seen to it. `in-key-store`: only the shell can ask for them. */
  readonly device: 'there' | 'will-be-made' | 'lost' | 'unreadable';
  /** `null` = only a running gate knows. */
  readonly authority: ForeignKeyFacts | null;
  readonly tracing: ForeignKeyFacts | null;
  readonly trust: {
    readonly lists: number;
    readonly isDamaged: boolean;
    readonly isStale: boolean;
    readonly oldestAtUtcMs: number | null;
  };
  /** Whether anybody is held against the list of who is expected; `null` = the log could not be asked. */
  readonly roster: { readonly isUsed: boolean; readonly newestAtUtcMs: number | null } | null;
};

export function judgeKeys(facts: KeyFacts, nowUtcMs: number): readonly Finding[] {
  return [
    judgeDevice(facts.device),
    ...(facts.authority === null ? [] : [judgeAuthority(facts.authority, nowUtcMs)]),
    ...(facts.tracing === null ? [] : [judgeTracing(facts.tracing, nowUtcMs)]),
    judgeTrust(facts.trust, nowUtcMs),
    ...(facts.roster === null ? [] : [judgeRoster(facts.roster, nowUtcMs)]),
  ];
}

function judgeDevice(device: KeyFacts['device']): Finding {
  switch (device) {
    case 'there':
      return good('keys', 'keys-there');
    case 'will-be-made':
      return good('keys', 'keys-will-be-made');
    case 'lost':
      return doubtful('keys', 'keys-lost');
    case 'unreadable':
      return bad('keys', 'keys-unreadable');
  }
}

/** People are recorded all the same: sealed for the venue alone. */
function judgeAuthority(facts: ForeignKeyFacts, nowUtcMs: number): Finding {
  if (facts.type === 'none') return good('authority-key', 'authority-none');
  if (facts.type === 'without') return doubtful('authority-key', 'authority-without');
  const days = daysUntil(facts.untilUtcMs, nowUtcMs);
  return facts.type === 'valid'
    ? good('authority-key', 'authority-valid', { days })
    : doubtful('authority-key', 'authority-expiring', { days });
}

function judgeTracing(facts: ForeignKeyFacts, nowUtcMs: number): Finding {
  if (facts.type === 'none') return good('tracing-key', 'tracing-none');
  if (facts.type === 'without') return doubtful('tracing-key', 'tracing-without');
  const days = daysUntil(facts.untilUtcMs, nowUtcMs);
  return facts.type === 'valid'
    ? good('tracing-key', 'tracing-valid', { days })
    : doubtful('tracing-key', 'tracing-expiring', { days });
}

function judgeTrust({ lists, isDamaged, isStale, oldestAtUtcMs }: KeyFacts['trust'], nowUtcMs: number): Finding {
  if (lists === 0) return good('trust-lists', 'lists-none');
  const hours = Math.max(0, Math.round((nowUtcMs - (oldestAtUtcMs ?? nowUtcMs)) / HOUR_MS));
  if (isDamaged) return bad('trust-lists', 'lists-damaged');
  return isStale
    ? doubtful('trust-lists', 'lists-stale', { hours })
    : good('trust-lists', 'lists-fresh', { lists, hours });
}

function judgeRoster({ isUsed, newestAtUtcMs }: NonNullable<KeyFacts['roster']>, nowUtcMs: number): Finding {
  if (!isUsed || newestAtUtcMs === null) return good('roster', 'roster-none');
  const ageMs = Math.max(0, nowUtcMs - newestAtUtcMs);
  const days = Math.floor(ageMs / DAY_MS);
  return ageMs > OLD_ROSTER_MS ? doubtful('roster', 'roster-old', { days }) : good('roster', 'roster-there', { days });
}

function daysUntil(untilUtcMs: number, nowUtcMs: number): number {
  return Math.max(0, Math.floor((untilUtcMs - nowUtcMs) / DAY_MS));
}
