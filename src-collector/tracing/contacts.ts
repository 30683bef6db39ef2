/** Who was near the index person, by which rule, for how long, and how sure is that? */

import { between, inOrder } from './in-order.ts';
import type { Stay } from './stays.ts';
import { isScanned } from './stays.ts';
import type { EntryKey, TracedEntry, Visit } from './visits.ts';

/** `presence`: there at the same time; `lane`: just before or after in the same queue; `after`: there soon after the index person left. */
export const CONTACT_RULES = ['presence', 'lane', 'after'] as const;
export type ContactRule = (typeof CONTACT_RULES)[number];

export type RuleParameters = {
  /** Added up over one stay of the index person. */
  readonly overlapMs: number;
  /** 0 = who came afterwards is no contact. */
  readonly afterMs: number;
  /** 0 = a queue is no contact. */
  readonly laneMs: number;
};

/** What one rule found between one stay of the index person and one other person. */
export type Episode = {
  readonly rule: ContactRule;
  readonly venue: string;
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  /** Presence and after: how long it lasted. Lane: how far apart the two were; less is nearer. */
  readonly ms: number;
  /** How much of it lies within visits of both whose bounds were scanned. Lane: all of it, for both were scanned there. */
  readonly scannedMs: number;
};

export type Contact = {
  readonly person: string;
  /** The nearest first. */
  readonly episodes: readonly Episode[];
  /** One entry of theirs, out of these episodes, that the authority can open; any where none is sealed. */
  readonly entry: EntryKey;
  readonly isSealed: boolean;
};

type Found = { readonly episode: Episode; readonly entry: TracedEntry };

/**
 * The contacts, the closest first. `stays` and `indexEntries` are the index person's within the window; `visits` and `entries` those
 * of the others at the same venues.
 */
export function contactsOf(
  stays: readonly Stay[],
  indexEntries: readonly TracedEntry[],
  visits: readonly Visit[],
  entries: readonly TracedEntry[],
  parameters: RuleParameters,
  longestMs: number,
): Contact[] {
  const found = new Map<string, Found[]>();
  function add(person: string, each: Found): void {
    const others = found.get(person);
    if (others === undefined) found.set(person, [each]);
    else others.push(each);
  }

  const visitsAt = inOrder(
    visits,
    ({ venue }) => venue,
    ({ fromUtcMs }) => fromUtcMs,
  );
  for (const stay of stays) {
    const near = between(
      visitsAt.get(stay.venue) ?? [],
      ({ fromUtcMs }) => fromUtcMs,
      stay.fromUtcMs - longestMs,
      stay.toUtcMs + parameters.afterMs,
    );
    for (const [person, theirs] of inOrder(near, personOf, ({ fromUtcMs }) => fromUtcMs)) {
      const presence = episodeOf('presence', stay.venue, stay.pieces, theirs);
      if (presence !== null && presence.episode.ms >= parameters.overlapMs) add(person, presence);
      const after = afterOf(stay, theirs, parameters.afterMs);
      if (after !== null) add(person, after);
    }
  }

  const entriesOn = inOrder(entries, laneOf, ({ atUtcMs }) => atUtcMs);
  for (const index of parameters.laneMs === 0 ? [] : indexEntries) {
    const { atUtcMs, venue } = index;
    const [from, to] = [atUtcMs - parameters.laneMs, atUtcMs + parameters.laneMs];
    for (const entry of between(entriesOn.get(laneOf(index)) ?? [], ({ atUtcMs: at }) => at, from, to)) {
      const [fromUtcMs, toUtcMs] = [Math.min(atUtcMs, entry.atUtcMs), Math.max(atUtcMs, entry.atUtcMs)];
      const ms = toUtcMs - fromUtcMs;
      add(entry.person, { episode: { rule: 'lane', venue, fromUtcMs, toUtcMs, ms, scannedMs: ms }, entry });
    }
  }
  return [...found].map(([person, each]) => contactOf(person, each)).sort(byCloseness);
}

function personOf({ person }: Visit): string {
  return person;
}

function laneOf({ device, laneId }: TracedEntry): string {
  return `${device} ${laneId}`;
}

function afterOf({ venue, leftUtcMs }: Stay, theirs: readonly Visit[], afterMs: number): Found | null {
  if (leftUtcMs === null || afterMs === 0) return null;
  const air = { fromUtcMs: leftUtcMs, toUtcMs: leftUtcMs + afterMs, isScanned: true };
  return episodeOf('after', venue, [air], theirs);
}

/** What these times have in common, added up; `null` where it is nothing. */
function episodeOf(rule: ContactRule, venue: string, pieces: Stay['pieces'], theirs: readonly Visit[]): Found | null {
  let [ms, scannedMs, fromUtcMs, toUtcMs] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let entry: TracedEntry | undefined;
  for (const visit of theirs) {
    for (const piece of pieces) {
      const from = Math.max(piece.fromUtcMs, visit.fromUtcMs);
      const to = Math.min(piece.toUtcMs, visit.toUtcMs);
      if (to <= from) continue;
      ms += to - from;
      if (piece.isScanned && isScanned(visit)) scannedMs += to - from;
      fromUtcMs = Math.min(fromUtcMs, from);
      toUtcMs = Math.max(toUtcMs, to);
      entry = visit.entries.reduce(better, entry ?? visit.entries[0]);
    }
  }
  return entry === undefined ? null : { episode: { rule, venue, fromUtcMs, toUtcMs, ms, scannedMs }, entry };
}

function contactOf(person: string, found: readonly Found[]): Contact {
  const [first, ...others] = [...found].sort((left, right) => nearer(left.episode, right.episode));
  if (first === undefined) throw new Error('a contact without an episode');
  const { device, epoch, seq, isSealed } = others.reduce((best, { entry }) => better(best, entry), first.entry);
  const episodes = [first, ...others].map(({ episode }) => episode);
  return { person, episodes, entry: { device, epoch, seq }, isSealed };
}

/** The one that can be opened; the first of two that can. */
function better<T extends TracedEntry | undefined>(best: T, other: TracedEntry): T | TracedEntry {
  return best === undefined || (other.isSealed && !best.isSealed) ? other : best;
}

/** Presence, the longest first; then the queue, the nearest first; then who came after, the longest first. */
function nearer(left: Episode, right: Episode): number {
  if (left.rule !== right.rule) return CONTACT_RULES.indexOf(left.rule) - CONTACT_RULES.indexOf(right.rule);
  return (left.rule === 'lane' ? left.ms - right.ms : right.ms - left.ms) || left.fromUtcMs - right.fromUtcMs;
}

function byCloseness(left: Contact, right: Contact): number {
  const [one, other] = [left.episodes[0], right.episodes[0]];
  if (one === undefined || other === undefined) throw new Error('a contact without an episode');
  return nearer(one, other) || (left.person < right.person ? -1 : 1);
}
