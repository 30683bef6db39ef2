/** What do the desks of this kind of venue do with what happens at its lanes? Visits, trips and the visitor's side, as one. */

import type { DeskView, GateEvent } from '../contract/gate-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { TripCalls } from '../contract/trip-api.ts';
import type { VisitCalls } from '../contract/visit-api.ts';
import type { VisitorCalls } from '../contract/visitor-api.ts';
import type { Shown } from '../core/entry/entry.ts';
import type { EntryLog } from '../core/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { Log } from './opened-gate.ts';
import { openTripDesk } from './trip-desk.ts';
import { openVisitDesk } from './visit-desk.ts';
import { openVisitorDesk } from './visitor-desk.ts';

export type Desks = {
  /** The log, with what these desks add to an entry in its own transaction. */
  readonly log: EntryLog;
  /** Before anything is shown: what has to be in the log with it. */
  readonly settle: (shown: Shown) => Shown;
  /** After the screens were told. */
  readonly noteEvent: (event: GateEvent) => void;
  readonly view: () => DeskView;
  /** Somebody was taken out of the log. */
  readonly forget: () => void;
  readonly calls: VisitCalls & TripCalls & VisitorCalls;
};

export function openDesks(options: {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly hasLane: (laneId: string) => boolean;
  readonly nowUtcMs: () => number;
  readonly publish: (event: GateEvent) => void;
  readonly log: Log;
}): Desks {
  const { store, settings, publish } = options;
  let revision = 0;
  const view = (): DeskView => ({ laneTrips: trips.laneTrips(), revision });
  const onChange = (): void => {
    revision += 1;
    publish({ type: 'desk', desk: view() });
  };
  const visits = openVisitDesk({ ...options, onChange });
  const trips = openTripDesk({ ...options, onChange });
  const visitors = openVisitorDesk({ settings, declare: visits.declare, nowUtcMs: options.nowUtcMs });

  function forget(): void {
    visits.forget();
    trips.forget();
  }

  return {
    log: {
      commit: (draft, read = []) => store.commit(draft, [...visits.keep(draft, read), ...trips.boarding(draft)]),
    },
    settle: trips.settle,
    noteEvent: (event) => {
      if (event.type === 'shown') {
        visitors.noteShown(event.shown);
        visits.noteShown(event.shown);
        trips.noteShown(event.shown);
      } else if (event.type === 'taken-back') {
        visits.noteTakenBack(event.entry);
        trips.noteTakenBack();
      } else if (event.type === 'settings') {
        visitors.noteSettings(event.settings);
      }
    },
    view,
    forget,
    calls: { ...visits.calls, ...trips.calls, ...visitors.calls },
  };
}
