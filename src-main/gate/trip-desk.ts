/** Who boards which vehicle: what becomes of trips, of the lanes that board them, and of their manifests? */

import { randomBytes } from 'node:crypto';
import type { Settings } from '../contract/settings.ts';
import type { LaneTrip, Passenger, Trip, TripCalls } from '../contract/trip-api.ts';
import { maskName, maskNumber } from '../core/code/mask.ts';
import type { EntryDraft, Shown } from '../core/entry/entry.ts';
import { foreignPlate, normalPlate } from '../core/visit/plate.ts';
import type { EntryRef, VisitNote } from '../core/visit/visit-note.ts';
import { lastNote } from '../core/visit/visit-note.ts';
import type { Store } from '../store/open-store.ts';
import { storeFailure } from '../store/sqlite-trouble.ts';
import type { StoredTrip } from '../store/trips.ts';
import type { VisitEntry } from '../store/visit-notes.ts';
import type { Log } from './opened-gate.ts';

/** So long does a trip that has left stay in the list, in milliseconds. */
const SHOWN_AFTER_MS = 36 * 3_600_000;

export type TripDesk = {
  /** What is written with an entry because its lane is boarding. */
  readonly boarding: (draft: EntryDraft) => readonly VisitNote[];
  /** Of somebody who was recorded a moment ago, before the lane began to board: on the manifest too, or out of order. */
  readonly settle: (shown: Shown) => Shown;
  readonly laneTrips: () => LaneTrip[];
  readonly noteShown: (shown: Pick<Shown, 'laneId' | 'entry'>) => void;
  readonly noteTakenBack: () => void;
  /** Somebody was taken out of the log: counts are made anew. */
  readonly forget: () => void;
  readonly calls: TripCalls;
};

export type TripDeskOptions = {
  readonly store: Pick<
    Store,
    | 'addNotes'
    | 'visitEntry'
    | 'tripEntries'
    | 'personOf'
    | 'addTrip'
    | 'closeTrip'
    | 'setLaneTrip'
    | 'listTrips'
    | 'findTrip'
    | 'laneTrips'
  >;
  readonly settings: () => Pick<Settings, 'venue'>;
  readonly hasLane: (laneId: string) => boolean;
  readonly nowUtcMs: () => number;
  readonly onChange: () => void;
  readonly log: Log;
};

export function openTripDesk(options: TripDeskOptions): TripDesk {
  const { store, nowUtcMs, onChange } = options;
  let lanes = laneTripsNow();
  const counts = new Map<string, number>();

  /** What the log says, so that a restart in the middle of boarding changes nothing. */
  function laneTripsNow(): LaneTrip[] {
    return store.laneTrips().flatMap(({ laneId, tripId }) => {
      const trip = store.findTrip(tripId);
      return trip === null ? [] : [{ laneId, tripId, plate: trip.plate, route: trip.route }];
    });
  }

  function tripOfLane(laneId: string): string | null {
    const { kind } = options.settings().venue;
    if (kind !== 'station' && kind !== 'vehicle') return null;
    return lanes.find((lane) => lane.laneId === laneId)?.tripId ?? null;
  }

  function onBoard(tripId: string): VisitEntry[] {
    return store.tripEntries(tripId).filter(({ notes }) => lastNote(notes, 'boarded')?.tripId === tripId);
  }

  function forScreen({ openedAtUtcMs: _opened, ...trip }: StoredTrip): Trip {
    let passengers = counts.get(trip.id);
    if (passengers === undefined) {
      passengers = onBoard(trip.id).length;
      counts.set(trip.id, passengers);
    }
    return { ...trip, passengers };
  }

  function passengerOf({ entry, notes, atUtcMs, verdict }: VisitEntry, isFull: boolean): Passenger {
    const person = store.personOf(entry);
    const [name, number] = [person?.name ?? null, person?.number ?? null];
    const phone = person?.phone ?? null;
    return {
      entry,
      name: isFull ? name : maskName(name),
      number: isFull ? number : maskNumber(number),
      birthYear: person?.birthDate?.year ?? null,
      phone: isFull ? phone : maskNumber(phone),
      seat: lastNote(notes, 'boarded')?.seat ?? null,
      atUtcMs,
      isToCheck: verdict === 'check',
    };
  }

  /** Of these trips the counts are made anew; a station has hundreds, and counts the others' once. */
  function changed(...tripIds: readonly string[]): void {
    for (const id of tripIds) counts.delete(id);
    lanes = laneTripsNow();
    onChange();
  }

  function tripsOf(entry: EntryRef): readonly string[] {
    const notes = store.visitEntry(entry)?.notes ?? [];
    return notes.flatMap((note) => (note.type === 'boarded' ? [note.tripId] : []));
  }

  function board(entry: EntryRef, tripId: string, seat: string | null): { type: 'noted' | 'gone' | 'not-stored' } {
    const added = store.addNotes([{ of: entry, note: { type: 'boarded', tripId, seat } }], nowUtcMs());
    changed(...tripsOf(entry));
    if (added.type === 'failed') options.log('note-not-stored');
    return { type: added.type === 'added' ? 'noted' : added.type === 'gone' ? 'gone' : 'not-stored' };
  }

  /** What a disk may do is an answer; anything else is a fault of the program. */
  function written(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (storeFailure(error) === null) throw error;
      return false;
    } finally {
      changed();
    }
  }

  return {
    boarding: ({ laneId, direction, verdict, personal }) => {
      const tripId = tripOfLane(laneId);
      const mayBoard = direction === 'in' && (verdict === 'admit' || verdict === 'check') && personal !== null;
      return tripId === null || !mayBoard ? [] : [{ type: 'boarded', tripId, seat: null }];
    },
    settle: (shown) => {
      const { laneId, entry, verdict, direction } = shown;
      const tripId = tripOfLane(laneId);
      if (tripId === null || entry === null || verdict !== 'already-recorded' || direction !== 'in') return shown;
      const stands = store.visitEntry(entry);
      if (stands === null || lastNote(stands.notes, 'boarded')?.tripId === tripId) return shown;
      const added = store.addNotes([{ of: entry, note: { type: 'boarded', tripId, seat: null } }], nowUtcMs());
      if (added.type !== 'failed') return shown;
      return { ...shown, verdict: 'out-of-order', reasons: [added.reason], entry: null, recordedAtUtcMs: null };
    },
    laneTrips: () => [...lanes],
    noteShown: ({ laneId, entry }) => {
      if (entry !== null && tripOfLane(laneId) !== null) changed(...tripsOf(entry));
    },
    noteTakenBack: () => {
      counts.clear();
      if (lanes.length > 0) changed();
    },
    forget: () => counts.clear(),
    calls: {
      listTrips: () => ({
        trips: store.listTrips(nowUtcMs() - SHOWN_AFTER_MS).map(forScreen),
        laneTrips: [...lanes],
      }),
      openTrip: ({ plate: typed, isForeign, ...rest }) => {
        const plate = normalPlate(typed) ?? (isForeign ? foreignPlate(typed) : null);
        if (plate === null) return { type: 'plate-shape' };
        const trip = { ...rest, id: randomBytes(16).toString('base64url'), plate, openedAtUtcMs: nowUtcMs() };
        if (!written(() => store.addTrip(trip))) return { type: 'cannot-write' };
        return { type: 'opened', trip: forScreen({ ...trip, closedAtUtcMs: null }) };
      },
      setLaneTrip: ({ laneId, tripId }) => {
        if (!options.hasLane(laneId)) return { type: 'unknown-lane' };
        const trip = tripId === null ? null : store.findTrip(tripId);
        if (tripId !== null && trip === null) return { type: 'unknown-trip' };
        if (trip !== null && trip.closedAtUtcMs !== null) return { type: 'trip-closed' };
        return { type: written(() => store.setLaneTrip(laneId, tripId)) ? 'set' : 'cannot-write' };
      },
      readManifest: ({ tripId, isFull }) => {
        const trip = store.findTrip(tripId);
        if (trip === null) return { type: 'unknown-trip' };
        const passengers = onBoard(tripId).map((entry) => passengerOf(entry, isFull));
        if (isFull) options.log('manifest-read', { passengers: passengers.length });
        return { type: 'manifest', trip: forScreen(trip), passengers };
      },
      seatPassenger: ({ entry, tripId, seat }) => {
        const others = onBoard(tripId).filter(
          (each) => each.entry.seq !== entry.seq || each.entry.epoch !== entry.epoch,
        );
        const isTaken = seat !== null && others.some(({ notes }) => lastNote(notes, 'boarded')?.seat === seat);
        return isTaken ? { type: 'seat-taken' } : board(entry, tripId, seat);
      },
      movePassenger: ({ entry, tripId }) => {
        const trip = store.findTrip(tripId);
        if (trip === null) return { type: 'unknown-trip' };
        return trip.closedAtUtcMs === null ? board(entry, tripId, null) : { type: 'trip-closed' };
      },
      closeTrip: ({ tripId }) => {
        if (store.findTrip(tripId) === null) return { type: 'unknown-trip' };
        return { type: written(() => store.closeTrip(tripId, nowUtcMs())) ? 'closed' : 'cannot-write' };
      },
    },
  };
}
