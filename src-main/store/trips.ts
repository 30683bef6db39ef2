/** Which vehicles leave from here, and which lane is boarding which of them? */

import type { Database } from 'better-sqlite3';

export type StoredTrip = {
  readonly id: string;
  readonly route: string;
  readonly plate: string;
  readonly departsAtUtcMs: number;
  /** 0 = not counted. */
  readonly seats: number;
  readonly openedAtUtcMs: number;
  /** `null` while people board. */
  readonly closedAtUtcMs: number | null;
};

export type StoredTrips = {
  /** These throw SQLite's error where the disk refuses. */
  readonly addTrip: (trip: Omit<StoredTrip, 'closedAtUtcMs'>) => void;
  /** No lane boards it any more. Closing twice keeps the first time. */
  readonly closeTrip: (id: string, atUtcMs: number) => boolean;
  readonly setLaneTrip: (laneId: string, tripId: string | null) => void;
  /** Open ones, and those that left after this instant; the next to leave first. */
  readonly listTrips: (sinceUtcMs: number) => StoredTrip[];
  readonly findTrip: (id: string) => StoredTrip | null;
  readonly laneTrips: () => { readonly laneId: string; readonly tripId: string }[];
};

const SELECT = `select id, route, plate, departs_at_utc_ms as departsAtUtcMs, seats, opened_at_utc_ms as openedAtUtcMs,
  closed_at_utc_ms as closedAtUtcMs from trip`;
const MOST_TRIPS = 300;

export function prepareTrips(database: Database): StoredTrips {
  const add = database.prepare(`
    insert into trip (id, route, plate, departs_at_utc_ms, seats, opened_at_utc_ms)
    values (@id, @route, @plate, @departsAtUtcMs, @seats, @openedAtUtcMs)`);
  const close = database.prepare<[number, string]>(
    'update trip set closed_at_utc_ms = coalesce(closed_at_utc_ms, ?) where id = ?',
  );
  const leaveLanes = database.prepare<[string]>('delete from lane_trip where trip_id = ?');
  const leaveLane = database.prepare<[string]>('delete from lane_trip where lane_id = ?');
  const board = database.prepare<[string, string]>('insert or replace into lane_trip (lane_id, trip_id) values (?, ?)');
  const list = database.prepare<[number], StoredTrip>(
    `${SELECT} where closed_at_utc_ms is null or closed_at_utc_ms >= ? order by departs_at_utc_ms, id limit ${MOST_TRIPS}`,
  );
  const find = database.prepare<[string], StoredTrip>(`${SELECT} where id = ?`);
  const lanes = database.prepare<[], { laneId: string; tripId: string }>(
    'select lane_id as laneId, trip_id as tripId from lane_trip order by lane_id',
  );
  return {
    addTrip: (trip) => void add.run(trip),
    closeTrip: database.transaction((id: string, atUtcMs: number): boolean => {
      leaveLanes.run(id);
      return close.run(atUtcMs, id).changes > 0;
    }),
    setLaneTrip: (laneId, tripId) => void (tripId === null ? leaveLane.run(laneId) : board.run(laneId, tripId)),
    listTrips: (sinceUtcMs) => list.all(sinceUtcMs),
    findTrip: (id) => find.get(id) ?? null,
    laneTrips: () => lanes.all(),
  };
}
