/** Is what the clerk typed a trip, and when does it leave? */

import { VIETNAM_OFFSET_MS } from '../../../src-main/core/entry/vietnam-offset.ts';
import { normalPlate } from '../../../src-main/core/visit/plate.ts';
import { typedClock } from '../../parts/typed-clock.ts';

export type TripForm = {
  readonly route: string;
  readonly plate: string;
  readonly time: string;
  readonly seats: string;
};
export type TripErrors = {
  readonly route?: 'route-missing';
  readonly plate?: 'plate-shape';
  readonly time?: 'time-shape';
  readonly seats?: 'seats-shape';
};
export type TripOrder = {
  readonly route: string;
  readonly plate: string;
  readonly isForeign: boolean;
  readonly departsAtUtcMs: number;
  readonly seats: number;
};
export type CheckedTrip =
  | { readonly type: 'whole'; readonly order: TripOrder }
  | { readonly type: 'incomplete'; readonly errors: TripErrors };

export const EMPTY_TRIP: TripForm = { route: '', plate: '', time: '', seats: '45' };

const MOST_SEATS = 500;
const DAY_MS = 24 * 3_600_000;
/** A bus that should have left so long ago leaves tomorrow, in milliseconds. */
const LATEST_MS = 6 * 3_600_000;

/** `isSure`: the clerk has seen that the plate is no Vietnamese one, and means it. */
export function checkTripForm(form: TripForm, nowUtcMs: number, isSure: boolean): CheckedTrip {
  const route = form.route.trim();
  const isForeign = normalPlate(form.plate) === null;
  const departsAtUtcMs = departureOf(form.time, nowUtcMs);
  const seats = /^\d{1,3}$/.test(form.seats.trim()) ? Number(form.seats.trim()) : null;
  const errors: TripErrors = {
    ...(route === '' ? { route: 'route-missing' as const } : {}),
    ...(form.plate.trim() === '' || (isForeign && !isSure) ? { plate: 'plate-shape' as const } : {}),
    ...(departsAtUtcMs === null ? { time: 'time-shape' as const } : {}),
    ...(seats === null || seats > MOST_SEATS ? { seats: 'seats-shape' as const } : {}),
  };
  if (Object.keys(errors).length > 0 || departsAtUtcMs === null || seats === null)
    return { type: 'incomplete', errors };
  return { type: 'whole', order: { route, plate: form.plate.trim(), isForeign, departsAtUtcMs, seats } };
}

/** `19:30`, `19h30` or `1930` in Vietnam: today, or tomorrow where that is long past. */
export function departureOf(time: string, nowUtcMs: number): number | null {
  const clock = typedClock(time);
  if (clock === null) return null;
  const [hours, minutes] = clock.split(':');
  const midnightUtcMs = Math.floor((nowUtcMs + VIETNAM_OFFSET_MS) / DAY_MS) * DAY_MS - VIETNAM_OFFSET_MS;
  const atUtcMs = midnightUtcMs + (Number(hours) * 60 + Number(minutes)) * 60_000;
  return atUtcMs < nowUtcMs - LATEST_MS ? atUtcMs + DAY_MS : atUtcMs;
}
