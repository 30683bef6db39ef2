/** By how much is the clock on a wall in Vietnam ahead of UTC? All year round: the country has no summer time. */

export const VIETNAM_OFFSET_MS = 7 * 3_600_000;
