/** Which lanes are being tried out now, so that nothing of them is recorded? */

/** A trial that nobody asks for again ends by itself: a screen that crashed must not leave a gate that records nothing. */
export const TEST_LASTS_MS = 15_000;

export type TestDesk = {
  readonly isTesting: (laneId: string) => boolean;
  /** Starts, prolongs or ends; true where that changed something. */
  readonly set: (laneId: string, isOn: boolean) => boolean;
};

export function createTestDesk(monotonicNowMs: () => number): TestDesk {
  const untilMs = new Map<string, number>();
  const isTesting = (laneId: string): boolean => (untilMs.get(laneId) ?? 0) > monotonicNowMs();
  return {
    isTesting,
    set: (laneId, isOn) => {
      const wasOn = isTesting(laneId);
      if (isOn) untilMs.set(laneId, monotonicNowMs() + TEST_LASTS_MS);
      else untilMs.delete(laneId);
      return wasOn !== isOn;
    },
  };
}
