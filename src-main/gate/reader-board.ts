/** Which readers does this gate have, and how is each? */

import type { ReaderReport } from '../contract/gate.ts';
import type { ReaderSettings } from '../contract/settings.ts';
import type { ReaderHealth, ReaderStatus, ReaderTrouble } from '../contract/status-api.ts';
import type { TextEncoding } from '../core/code/code.ts';

/** What opened a reader of this PC, and closes it again. */
export type OpenedReader = { readonly close: () => void | Promise<void> };

export type ReaderEvents = {
  readonly onStatus: (status: {
    readonly state: ReaderStatus['state'];
    readonly trouble: ReaderTrouble | null;
    readonly port: string | null;
  }) => void;
  /** Codes that were sent and will never be read: cut by the plug, or left over by a babbling scanner. */
  readonly onDropped: (why: 'half' | 'babbled', codes: number) => void;
};

/** Opens a reader that this process owns; `null` for those that the screen owns (camera, wedge). */
export type OpenReader = (settings: ReaderSettings, events: ReaderEvents) => OpenedReader | null;

type Row = { settings: ReaderSettings; status: ReaderStatus; opened: OpenedReader | null };

export type ReaderBoard = {
  readonly statuses: () => ReaderStatus[];
  /** Makes the open readers those of the settings; a reader that did not change is not disturbed. */
  readonly apply: (readers: readonly ReaderSettings[]) => void;
  /** Closes each reader of this PC and opens it again: after a sleep a port may be open and dead. */
  readonly reopen: () => void;
  readonly report: (report: ReaderReport) => void;
  readonly noteReading: (readerId: string, encoding: TextEncoding) => void;
  readonly close: () => Promise<void>;
};

/** Keeps the readers; `onChange` is called after any status changed, with the reader where it is one. */
export function createReaderBoard(
  openReader: OpenReader,
  onChange: (changed?: ReaderStatus) => void,
  nowUtcMs: () => number,
): ReaderBoard {
  const rows = new Map<string, Row>();
  let isClosed = false;

  function update(id: string, change: Partial<ReaderStatus>): void {
    const row = rows.get(id);
    if (row === undefined || isClosed) return;
    const isNewState = change.state !== undefined && change.state !== row.status.state;
    row.status = { ...row.status, ...change };
    if (isNewState) row.status = { ...row.status, health: { ...row.status.health, sinceUtcMs: nowUtcMs() } };
    onChange(row.status);
  }

  function count(
    row: Row | undefined,
    counted: Partial<Record<Exclude<keyof ReaderHealth, 'sinceUtcMs'>, number>>,
  ): void {
    if (row === undefined) return;
    const { codes, halfCodes, babbledCodes, decodeWarnings, sinceUtcMs } = row.status.health;
    const health: ReaderHealth = {
      sinceUtcMs,
      codes: codes + (counted.codes ?? 0),
      halfCodes: halfCodes + (counted.halfCodes ?? 0),
      babbledCodes: babbledCodes + (counted.babbledCodes ?? 0),
      decodeWarnings: decodeWarnings + (counted.decodeWarnings ?? 0),
    };
    row.status = { ...row.status, health };
  }

  function add(settings: ReaderSettings): void {
    const { id, laneId, kind } = settings;
    const health: ReaderHealth = {
      sinceUtcMs: nowUtcMs(),
      codes: 0,
      halfCodes: 0,
      babbledCodes: 0,
      decodeWarnings: 0,
    };
    const status: ReaderStatus = {
      id,
      laneId,
      kind,
      state: 'starting',
      trouble: null,
      lastReadingAtUtcMs: null,
      port: null,
      health,
    };
    const row: Row = { settings, status, opened: null };
    rows.set(id, row);
    open(row);
  }

  function open(row: Row): void {
    const { settings } = row;
    const { id } = settings;
    row.opened = openReader(settings, {
      // A reader that was replaced under the same id must not speak for its successor.
      onStatus: (change) => {
        if (rows.get(id) === row) update(id, change);
      },
      onDropped: (why, codes) => {
        count(row, why === 'half' ? { halfCodes: codes } : { babbledCodes: codes });
        if (!isClosed) onChange();
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
    reopen: () => {
      for (const [id, row] of rows) {
        if (row.opened === null) continue;
        const { opened } = row;
        row.opened = null;
        void Promise.resolve(opened.close()).then(() => {
          if (rows.get(id) === row && !isClosed) open(row);
        });
      }
    },
    report: ({ readerId, state, trouble }) => {
      const kind = rows.get(readerId)?.settings.kind;
      if (kind === 'camera' || kind === 'wedge') update(readerId, { state, trouble });
    },
    noteReading: (readerId, encoding) => {
      const row = rows.get(readerId);
      if (row === undefined) return;
      row.status = { ...row.status, lastReadingAtUtcMs: nowUtcMs() };
      count(row, { codes: 1, decodeWarnings: encoding === 'utf-8' ? 0 : 1 });
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
