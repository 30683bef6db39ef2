/** What does the clerk of a bus station ask of the gate? Trips, who boards which, manifests. */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { cleanLine } from './clean-line.ts';
import type { EntryRefInput } from './visit-api.ts';
import { entryRef } from './visit-api.ts';

const utcMs = z.number();
const count = z.int().min(0);
const laneId = z.string().max(40);
const tripId = z.string().max(40);
export const MOST_SEATS = 500;
const seat = cleanLine(6).min(1).nullable();

export const trip = z.strictObject({
  id: tripId,
  route: z.string(),
  plate: z.string(),
  departsAtUtcMs: utcMs,
  /** 0 = not counted. */
  seats: count,
  closedAtUtcMs: utcMs.nullable(),
  passengers: count,
});

/** Which lanes board which trip now; the lanes show it. */
export const laneTrip = z.strictObject({ laneId, tripId, plate: z.string(), route: z.string() });

export const passenger = z.strictObject({
  entry: entryRef,
  /** Masked, unless the manifest was asked for in full. */
  name: z.string().nullable(),
  number: z.string().nullable(),
  birthYear: z.int().nullable(),
  phone: z.string().nullable(),
  seat: z.string().nullable(),
  atUtcMs: utcMs,
  /** The guard was to look at that person. */
  isToCheck: z.boolean(),
});

const tripGone = z.strictObject({ type: z.literal('unknown-trip') });
const boarded = z.strictObject({
  type: z.enum(['noted', 'gone', 'unknown-trip', 'trip-closed', 'seat-taken', 'not-stored']),
});

export const tripCalls = {
  listTrips: oc.output(z.strictObject({ trips: z.array(trip), laneTrips: z.array(laneTrip) })),
  openTrip: oc
    .input(
      z.strictObject({
        route: cleanLine(80).min(1),
        plate: cleanLine(20).min(1),
        /** It is no plate of this country, and meant as it was typed. */
        isForeign: z.boolean(),
        departsAtUtcMs: utcMs,
        seats: z.int().min(0).max(MOST_SEATS),
      }),
    )
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('opened'), trip }),
        z.strictObject({ type: z.enum(['plate-shape', 'cannot-write']) }),
      ]),
    ),
  /** Who is scanned on this lane from now on belongs to that trip. */
  setLaneTrip: oc
    .input(z.strictObject({ laneId, tripId: tripId.nullable() }))
    .output(z.strictObject({ type: z.enum(['set', 'unknown-lane', 'unknown-trip', 'trip-closed', 'cannot-write']) })),
  readManifest: oc
    .input(z.strictObject({ tripId, isFull: z.boolean() }))
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('manifest'), trip, passengers: z.array(passenger) }),
        tripGone,
      ]),
    ),
  seatPassenger: oc.input(z.strictObject({ entry: entryRef, tripId, seat })).output(boarded),
  /** A new record: that the person was on the other trip before stays in the log. */
  movePassenger: oc.input(z.strictObject({ entry: entryRef, tripId })).output(boarded),
  closeTrip: oc
    .input(z.strictObject({ tripId }))
    .output(z.strictObject({ type: z.enum(['closed', 'unknown-trip', 'cannot-write']) })),
};

export type Trip = z.infer<typeof trip>;
export type LaneTrip = z.infer<typeof laneTrip>;
export type Passenger = z.infer<typeof passenger>;

type OpenTripInput = {
  readonly route: string;
  readonly plate: string;
  readonly isForeign: boolean;
  readonly departsAtUtcMs: number;
  readonly seats: number;
};
type Boarded = z.infer<typeof boarded>;
type Place = { readonly entry: EntryRefInput; readonly tripId: string };

/** As the gate has them. */
export type TripCalls = {
  readonly listTrips: () => { trips: Trip[]; laneTrips: LaneTrip[] };
  readonly openTrip: (
    input: OpenTripInput,
  ) => { type: 'opened'; trip: Trip } | { type: 'plate-shape' | 'cannot-write' };
  readonly setLaneTrip: (input: { readonly laneId: string; readonly tripId: string | null }) => {
    type: 'set' | 'unknown-lane' | 'unknown-trip' | 'trip-closed' | 'cannot-write';
  };
  readonly readManifest: (input: {
    readonly tripId: string;
    readonly isFull: boolean;
  }) => { type: 'manifest'; trip: Trip; passengers: Passenger[] } | { type: 'unknown-trip' };
  readonly seatPassenger: (input: Place & { readonly seat: string | null }) => Boarded;
  readonly movePassenger: (input: Place) => Boarded;
  readonly closeTrip: (input: { readonly tripId: string }) => { type: 'closed' | 'unknown-trip' | 'cannot-write' };
};
