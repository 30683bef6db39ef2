/** How long is it still? Counted by a clock that nobody sets. */

import { useCallback, useEffect, useState } from 'react';

export type Countdown = {
  /** 0 = it is over. */
  readonly leftMs: number;
  readonly start: (ms: number) => void;
};

/** Renders anew as each second of it ends. */
export function useCountdown(): Countdown {
  const [endsAtMs, setEndsAtMs] = useState(0);
  const [leftMs, setLeftMs] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const left = Math.max(0, endsAtMs - performance.now());
      setLeftMs(left);
      if (left > 0) timer = setTimeout(tick, left % 1_000 || 1_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [endsAtMs]);
  const start = useCallback((ms: number): void => {
    setEndsAtMs(ms > 0 ? performance.now() + ms : 0);
    setLeftMs(ms);
  }, []);
  return { leftMs, start };
}
