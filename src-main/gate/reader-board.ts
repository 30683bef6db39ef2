/** Which readers does this gate have, and how is each? */

import type { ReaderReport } from '../contract/gate.ts';
import type { ReaderStatus, ReaderTrouble } from '../contract/gate-api.ts';
import type { ReaderSettings } from '../contract/settings.ts';

/** What opened a reader of this PC, and closes it again. */
export type OpenedReader = { readonly close: () => void | Promise<void> };

export type ReaderEvents = {
  readonly onStatus: (status: {
    readonly state: ReaderStatus['state'];
    readonly trouble: ReaderTrouble | null;
  }) => void;
};

/** Opens a reader that this process owns; `null` for those that the screen owns (camera, wedge). */
export type OpenReader = (settings: ReaderSettings, events: ReaderEvents) => OpenedReader | null;

type Row = { settings: ReaderSettings; status: ReaderStatus; opened: OpenedReader | null };

export type ReaderBoard = {
  readonly statuses: () => ReaderStatus[];
  /** Makes the open readers those of the settings; a reader that did not change is not disturbed. */
  readonly apply: (readers: readonly ReaderSettings[]) => void;
  readonly report: (report: ReaderReport) => void;
  readonly noteReading: (readerId: string, atUtcMs: number) => void;
  readonly close: () => Promise<void>;
};

/** Keeps the readers; `onChange` is called after any status changed, with the reader where it is one. */
export function createReaderBoard(openReader: OpenReader, onChange: (changed?: ReaderStatus) => void): ReaderBoard {
  const rows = new Map<string, Row>();
  let isClosed = false;

  function update(id: string, change: Partial<ReaderStatus>): void {
    const row = rows.get(id);
    if (row === undefined || isClosed) return;
    row.status = { ...row.status, ...change };
    onChange(row.status);
  }

  function add(settings: ReaderSettings): void {
    const { id, laneId, kind } = settings;
    const status: ReaderStatus = { id, laneId, kind, state: 'starting', trouble: null, lastReadingAtUtcMs: null };
    const row: Row = { settings, status, opened: null };
    rows.set(id, row);
    row.opened = openReader(settings, {
      // A reader that was replaced under the same id must not speak for its successor.
      onStatus: (change) => {
        if (rows.get(id) === row) update(id, change);
      },
    });
  }

  return {
    statuses: () => [...rows.values()].map((row) => row.status),
    apply: (readers) => {
      for (const [id, row] of rows) {
        if (readers.some((reader) => isSame(reader, row.settings))) continue;
        rows.delete(id);
        void row.opened?.close();
      }
      for (const reader of readers) {
        if (!rows.has(reader.id)) add(reader);
      }
      onChange();
    },
    report: ({ readerId, state, trouble }) => {
      const kind = rows.get(readerId)?.settings.kind;
      if (kind === 'camera' || kind === 'wedge') update(readerId, { state, trouble });
    },
    noteReading: (readerId, atUtcMs) => {
      const row = rows.get(readerId);
      if (row !== undefined) row.status = { ...row.status, lastReadingAtUtcMs: atUtcMs };
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...rows.values()].map((row) => row.opened?.close()));
      rows.clear();
    },
  };
}

function isSame(left: ReaderSettings, right: ReaderSettings): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
