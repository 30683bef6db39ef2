/** Which entries fit what somebody looks for? Newest first, a page at a time, and never through the whole of a long log. */

import type { StoredEntry } from '../core/entry/entry.ts';
import type { Verdict } from '../core/entry/verdict.ts';
import { nameMatcher } from '../core/search/name-match.ts';
import type { Breather } from './count-report.ts';
import type { EntryHead, FoundEntry, ReportLog, SearchPlace } from './report-log.ts';

/** Names are encrypted: each has to be opened to be looked at. */
export const MOST_OPENED = 20_000;
/** Looked at without being opened. */
const MOST_LOOKED_AT = 300_000;
const SLICE = 500;

export type SearchQuestion = {
  readonly fromUtcMs: number;
  readonly untilUtcMs: number;
  /** `null` = all. */
  readonly laneIds: readonly string[] | null;
  readonly verdicts: readonly Verdict[] | null;
  /** Of the number that was typed; `null` = anybody. */
  readonly tags: readonly string[] | null;
  /** As typed; `null` = anybody. */
  readonly name: string | null;
  /** Where the last page ended. */
  readonly after: SearchPlace | null;
  readonly limit: number;
};

export type SearchPage = {
  readonly found: readonly FoundEntry[];
  /** Where the next page begins; `null` = there is none. */
  readonly next: SearchPlace | null;
  /** There may be more that nobody looked at: before this instant. */
  readonly cutShortAtUtcMs: number | null;
};

export async function searchLog(log: ReportLog, question: SearchQuestion, breathe: Breather): Promise<SearchPage> {
  const found: FoundEntry[] = [];
  let last: SearchPlace | null = null;
  for await (const hit of hitsOf(log, question, breathe)) {
    if (hit.type === 'cut-short') return { found, next: null, cutShortAtUtcMs: hit.atUtcMs };
    if (found.length === question.limit) return { found, next: last, cutShortAtUtcMs: null };
    found.push(hit.found);
    last = hit.place;
  }
  return { found, next: null, cutShortAtUtcMs: null };
}

type Hit =
  | { readonly type: 'found'; readonly found: FoundEntry; readonly place: SearchPlace }
  | { readonly type: 'cut-short'; readonly atUtcMs: number };

/** Everything that fits, newest first. */
export async function* hitsOf(
  log: ReportLog,
  question: Omit<SearchQuestion, 'limit'>,
  breathe: Breather,
  most: { readonly opened: number; readonly lookedAt: number } = { opened: MOST_OPENED, lookedAt: MOST_LOOKED_AT },
): AsyncGenerator<Hit> {
  const { laneIds, verdicts, name } = question;
  const isNamed = name === null ? null : nameMatcher(name);
  const [lanes, wanted] = [laneIds === null ? null : new Set(laneIds), verdicts === null ? null : new Set(verdicts)];
  let opened = 0;
  let lookedAt = 0;
  for (const slice of slicesOf(log, question)) {
    for (const { id, wallUtcMs, laneId, verdict } of slice) {
      lookedAt += 1;
      if (lookedAt > most.lookedAt) return yield { type: 'cut-short', atUtcMs: wallUtcMs };
      if (lanes?.has(laneId) === false || wanted?.has(verdict) === false) continue;
      if (isNamed !== null) {
        opened += 1;
        if (opened > most.opened) return yield { type: 'cut-short', atUtcMs: wallUtcMs };
        if (opened % 50 === 0) await breathe();
      }
      const found = log.open(id);
      if (found === null || isNamed?.(nameOf(found.entry)) === false) continue;
      yield { type: 'found', found, place: { wallUtcMs, id } };
    }
    await breathe();
  }
}

function* slicesOf(log: ReportLog, question: Omit<SearchQuestion, 'limit'>): Generator<readonly EntryHead[]> {
  const { fromUtcMs, untilUtcMs, tags, after } = question;
  if (tags !== null) {
    const heads = tags.flatMap((tag) => log.headsOfTag(tag, fromUtcMs, untilUtcMs));
    yield heads.filter((head) => after === null || isBefore(head, after)).sort((a, b) => (isBefore(a, b) ? 1 : -1));
    return;
  }
  let place = after ?? { wallUtcMs: untilUtcMs, id: Number.MIN_SAFE_INTEGER };
  for (;;) {
    const heads = log.headsBefore(fromUtcMs, place, SLICE);
    const last = heads.at(-1);
    if (last === undefined) return;
    yield heads;
    place = last;
  }
}

function isBefore(a: SearchPlace, b: SearchPlace): boolean {
  return a.wallUtcMs < b.wallUtcMs || (a.wallUtcMs === b.wallUtcMs && a.id < b.id);
}

function nameOf({ personal }: StoredEntry): string | null {
  return personal?.name ?? null;
}
