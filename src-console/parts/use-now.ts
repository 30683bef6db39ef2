/** What time is it, for what runs out while somebody looks? */

import { useEffect, useState } from 'react';

const AGAIN_AFTER_MS = 30_000;

export function useNow(): number {
  const [nowUtcMs, setNowUtcMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowUtcMs(Date.now()), AGAIN_AFTER_MS);
    return () => clearInterval(timer);
  }, []);
  return nowUtcMs;
}
