/** Which of the authority's keys seals now, and for how long is there one? */

export type KeySpan = { readonly id: string; readonly notBeforeUtcMs: number; readonly notAfterUtcMs: number };

/** `none`: this venue seals for nobody. `without`: it should, and no key is valid now. */
export type AuthorityState =
  | { readonly type: 'none' }
  | { readonly type: 'sealing' | 'expiring'; readonly keyId: string; readonly untilUtcMs: number }
  | { readonly type: 'without'; readonly sinceUtcMs: number | null };

/** How long before the end the venue is told to ask for a new key. */
export const WARN_BEFORE_MS = 14 * 86_400_000;

/** Of the keys that are valid now, the one that became valid last; an authority that rotates early is followed at once. */
export function currentKey<K extends KeySpan>(keys: readonly K[], nowUtcMs: number): K | null {
  let current: K | null = null;
  for (const key of keys) {
    const isValid = key.notBeforeUtcMs <= nowUtcMs && nowUtcMs < key.notAfterUtcMs;
    if (isValid && (current === null || key.notBeforeUtcMs > current.notBeforeUtcMs)) current = key;
  }
  return current;
}

/** Until when some key is valid without a gap from now on, and what the venue is to be told. */
export function authorityState(
  keys: readonly KeySpan[],
  nowUtcMs: number,
  warnBeforeMs: number = WARN_BEFORE_MS,
): AuthorityState {
  if (keys.length === 0) return { type: 'none' };
  const current = currentKey(keys, nowUtcMs);
  if (current === null) {
    const ended = keys.map(({ notAfterUtcMs }) => notAfterUtcMs).filter((end) => end <= nowUtcMs);
    return { type: 'without', sinceUtcMs: ended.length === 0 ? null : Math.max(...ended) };
  }
  const untilUtcMs = coveredUntil(keys, nowUtcMs);
  return { type: untilUtcMs - nowUtcMs < warnBeforeMs ? 'expiring' : 'sealing', keyId: current.id, untilUtcMs };
}

function coveredUntil(keys: readonly KeySpan[], nowUtcMs: number): number {
  let untilUtcMs = nowUtcMs;
  for (;;) {
    const next = keys.filter((key) => key.notBeforeUtcMs <= untilUtcMs && key.notAfterUtcMs > untilUtcMs);
    if (next.length === 0) return untilUtcMs;
    untilUtcMs = Math.max(...next.map(({ notAfterUtcMs }) => notAfterUtcMs));
  }
}
