/** How much time is left until something is due, or since when is it late? */

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const VIETNAM_MS = 7 * HOUR_MS;

export type TimeLeft = { readonly unit: 'days' | 'hours'; readonly count: number; readonly isOver: boolean };

/** In days of the calendar in Vietnam: what is due today has 0 left. */
export function daysLeft(dueUtcMs: number, nowUtcMs: number): TimeLeft {
  const days = dayOf(dueUtcMs) - dayOf(nowUtcMs);
  return { unit: 'days', count: Math.abs(days), isOver: nowUtcMs > dueUtcMs };
}

/** In hours, for what is due within 72 of them. */
export function hoursLeft(dueUtcMs: number, nowUtcMs: number): TimeLeft {
  return { unit: 'hours', count: Math.floor(Math.abs(dueUtcMs - nowUtcMs) / HOUR_MS), isOver: nowUtcMs > dueUtcMs };
}

function dayOf(atUtcMs: number): number {
  return Math.floor((atUtcMs + VIETNAM_MS) / DAY_MS);
}
