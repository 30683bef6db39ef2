/** What time is it, to the second? */

import { useEffect, useState } from 'react';

/** The wall clock in UTC milliseconds; renders anew as each second begins. */
export function useNowUtcMs(): number {
  const [nowUtcMs, setNowUtcMs] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      setNowUtcMs(Date.now());
      timer = setTimeout(tick, 1_000 - (Date.now() % 1_000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return nowUtcMs;
}
