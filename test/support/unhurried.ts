/** How does a slow machine see what stands for seconds only? */

/**
 * Runs in a page before anything else: what goes by itself after a few seconds (a verdict, a button that asks whether it is meant, a
 * wait for the gate's answer) goes after minutes. For tests that ask what is shown, and not for how long.
 */
export function unhurry(): void {
  const setTimer = window.setTimeout as (run: TimerHandler, ms?: number, ...rest: unknown[]) => number;
  const isBrief = (ms: number): boolean => ms >= 2_500 && ms <= 7_000;
  const unhurried = (run: TimerHandler, ms = 0, ...rest: unknown[]): number =>
    setTimer(run, isBrief(ms) ? 100 * ms : ms, ...rest);
  window.setTimeout = unhurried as typeof window.setTimeout;
}
