/** Is a gate as well with settings from afar as it was before them? */

/** How a gate was just before, and how it is now. */
export type GateHealth = {
  readonly isLogWell: boolean;
  /** Readers and barriers that the settings name. */
  readonly devices: readonly string[];
  /** Those of them that are ready. */
  readonly wellDevices: readonly string[];
  /** Whether the collector answered: before, lately; now, since the settings are tried. */
  readonly isCollectorHeard: boolean;
};

export type TrialTrouble = 'log-failing' | 'device-lost' | 'collector-lost';

/** So long has everything to be well. */
export const TRIAL_MS = 5 * 60_000;
/** A plug that is pulled and put back, a camera that restarts. */
export const MENDED_WITHIN_MS = 60_000;
/** A collector that is away for a moment is no fault of the settings. */
export const LONGEST_TRIAL_MS = 15 * 60_000;

export type TrialTimes = { readonly trialMs: number; readonly mendedWithinMs: number; readonly longestMs: number };
export const TRIAL_TIMES: TrialTimes = {
  trialMs: TRIAL_MS,
  mendedWithinMs: MENDED_WITHIN_MS,
  longestMs: LONGEST_TRIAL_MS,
};

/** What is worse than before, the gravest first. What was not well before, and what the settings no longer name, is no fault of theirs. */
export function troubleOf(before: GateHealth, now: GateHealth): TrialTrouble | null {
  if (before.isLogWell && !now.isLogWell) return 'log-failing';
  const isLost = before.wellDevices.some((name) => now.devices.includes(name) && !now.wellDevices.includes(name));
  if (isLost) return 'device-lost';
  return before.isCollectorHeard && !now.isCollectorHeard ? 'collector-lost' : null;
}

export type TrialVerdict = 'waiting' | 'healthy' | 'unhealthy';

/** `forMs`: how long they are tried; `troubledForMs`: how long this trouble has been there without a gap. Settled by `longestMs`. */
export function judgeTrial(
  trouble: TrialTrouble | null,
  forMs: number,
  troubledForMs: number,
  times: TrialTimes = TRIAL_TIMES,
): TrialVerdict {
  if (trouble === null) return forMs >= times.trialMs ? 'healthy' : 'waiting';
  if (trouble === 'log-failing' || forMs >= times.longestMs) return 'unhealthy';
  return trouble === 'device-lost' && troubledForMs >= times.mendedWithinMs ? 'unhealthy' : 'waiting';
}
