/** How does a page stay of now? It asks again from time to time, while somebody can see it, and says how old its answer is. */

import { useEffect, useState } from 'react';

const REFRESH_EVERY_MS = 30_000;

export type Refreshing = {
  /** When the answer came that is shown; `null` = none came yet. */
  readonly refreshedAtUtcMs: number | null;
  readonly nowUtcMs: number;
};

/** `again` stays the same function. What is shown stays where it is: an answer is put into the same places. */
export function useRefreshing(output: object | null, again: () => void): Refreshing {
  const [nowUtcMs, setNowUtcMs] = useState(Date.now);
  const [refreshedAtUtcMs, setRefreshedAtUtcMs] = useState<number | null>(null);
  useEffect(() => {
    if (output === null) return;
    const atUtcMs = Date.now();
    setNowUtcMs(atUtcMs);
    setRefreshedAtUtcMs(atUtcMs);
  }, [output]);
  useEffect(() => {
    function refresh(): void {
      if (document.hidden) return;
      setNowUtcMs(Date.now());
      again();
    }
    const timer = setInterval(refresh, REFRESH_EVERY_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [again]);
  return { refreshedAtUtcMs, nowUtcMs };
}
