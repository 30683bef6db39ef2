/** When was each person at each venue, as far as the entries of its gates can say? */

export type EntryKey = { readonly device: string; readonly epoch: string; readonly seq: number };

/** An entry of somebody who was let in or out. `person` is a tracing tag, or what stands for all tags of the index person. */
export type TracedEntry = EntryKey & {
  readonly venue: string;
  readonly laneId: string;
  readonly direction: 'in' | 'out';
  readonly atUtcMs: number;
  readonly person: string;
  /** Whether the person of it is sealed for the authority. */
  readonly isSealed: boolean;
};

/** It says that an earlier entry of the same gate and epoch is not so. */
export type Correction = Pick<EntryKey, 'device' | 'epoch'> & { readonly corrects: number };

export type Visit = {
  readonly person: string;
  readonly venue: string;
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  /** The entry in, then the entry out; one of them where a bound is inferred. */
  readonly entries: readonly TracedEntry[];
  readonly isStartInferred: boolean;
  readonly isEndInferred: boolean;
};

/** Without those that were taken back. */
export function standing(entries: readonly TracedEntry[], corrections: readonly Correction[]): TracedEntry[] {
  const takenBack = new Set(corrections.map(({ device, epoch, corrects }) => `${device} ${epoch} ${corrects}`));
  return entries.filter(({ device, epoch, seq }) => !takenBack.has(`${device} ${epoch} ${seq}`));
}

/**
 * The visits, in no order. All gates and lanes of a venue count together. An in and the next out within the longest visit are one.
 * An in that another entry follows, or none, ends by rule after the usual stay, and at the latest with that next entry: who comes in
 * again had left. An out that no in opened began by rule the usual stay before, and not before the last that is known of that person there.
 */
export function visitsOf(
  entries: readonly TracedEntry[],
  stayMsOf: (venue: string) => number,
  longestMs: number,
): Visit[] {
  const chains = new Map<string, TracedEntry[]>();
  for (const entry of entries) {
    const key = `${entry.venue} ${entry.person}`;
    const chain = chains.get(key);
    if (chain === undefined) chains.set(key, [entry]);
    else chain.push(entry);
  }
  return [...chains.values()].flatMap((chain) => pair(chain.sort(byTime), stayMsOf(chain[0]?.venue ?? ''), longestMs));
}

function pair(chain: readonly TracedEntry[], stayMs: number, longestMs: number): Visit[] {
  const visits: Visit[] = [];
  let inside: TracedEntry | null = null;
  /** Nothing that is inferred reaches back behind it. */
  let knownUntilMs = Number.NEGATIVE_INFINITY;

  function closeByRule(entered: TracedEntry, atLatestMs: number): void {
    const toUtcMs = Math.min(entered.atUtcMs + stayMs, atLatestMs);
    visits.push(visitOf([entered], entered.atUtcMs, toUtcMs, { isEndInferred: true }));
    knownUntilMs = toUtcMs;
  }

  for (const entry of chain) {
    const { atUtcMs } = entry;
    if (entry.direction === 'out' && inside !== null && atUtcMs - inside.atUtcMs <= longestMs) {
      visits.push(visitOf([inside, entry], inside.atUtcMs, atUtcMs, {}));
      inside = null;
    } else {
      if (inside !== null) closeByRule(inside, atUtcMs);
      if (entry.direction === 'out') {
        visits.push(visitOf([entry], Math.max(atUtcMs - stayMs, knownUntilMs), atUtcMs, { isStartInferred: true }));
      }
      inside = entry.direction === 'in' ? entry : null;
    }
    knownUntilMs = atUtcMs;
  }
  if (inside !== null) closeByRule(inside, Number.POSITIVE_INFINITY);
  return visits;
}

function visitOf(
  entries: readonly [TracedEntry, ...TracedEntry[]],
  fromUtcMs: number,
  toUtcMs: number,
  inferred: { readonly isStartInferred?: boolean; readonly isEndInferred?: boolean },
): Visit {
  const { person, venue } = entries[0];
  return {
    person,
    venue,
    fromUtcMs,
    toUtcMs,
    entries,
    isStartInferred: inferred.isStartInferred ?? false,
    isEndInferred: inferred.isEndInferred ?? false,
  };
}

/** Within one instant the log's order, where it is one log. */
function byTime(left: TracedEntry, right: TracedEntry): number {
  return (
    left.atUtcMs - right.atUtcMs ||
    compare(left.device, right.device) ||
    compare(left.epoch, right.epoch) ||
    left.seq - right.seq
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
