/** How many pass now, how many came today, and who of the list is among them? */

import { setImmediate as others } from 'node:timers/promises';
import type { Gate } from '../../contract/gate.ts';
import type { Settings } from '../../contract/settings.ts';
import type { EntryDraft } from '../../core/entry/entry.ts';
import { dayStartUtcMs } from '../../core/entry/tally.ts';
import type { DayBook } from '../../core/load/day-book.ts';
import { createDayBook } from '../../core/load/day-book.ts';
import type { Store } from '../../store/open-store.ts';

export type LoadDesk = {
  readonly calls: Pick<Gate, 'loadView'>;
  /** Every entry that was committed. */
  readonly note: (draft: EntryDraft) => void;
  /** An admission was taken back: the book is read anew when somebody asks. */
  readonly forget: () => void;
  /** Today's, whole. */
  readonly today: () => Promise<DayBook>;
};

export type LoadDeskOptions = {
  readonly store: Pick<Store, 'newestEntryId' | 'passagesBetween' | 'countRoster'>;
  readonly settings: () => Settings;
  readonly nowUtcMs: () => number;
};

/** So much of the log is read at one stroke while people are scanned: at the busiest gate some hundred entries. */
const SLICE_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

export function openLoadDesk({ store, settings, nowUtcMs }: LoadDeskOptions): LoadDesk {
  let open: { readonly book: DayBook; readonly whole: Promise<DayBook> } | null = null;

  /** What is committed while the log is read goes into the book by `note`, and is not read. */
  async function readInto(book: DayBook, upToId: number): Promise<DayBook> {
    for (let from = book.dayStartUtcMs; from < book.dayStartUtcMs + DAY_MS; from += SLICE_MS) {
      const passages = store.passagesBetween(from, from + SLICE_MS, upToId);
      passages.forEach(book.note);
      if (passages.length > 0) await others();
    }
    return book;
  }

  function today(): Promise<DayBook> {
    const startUtcMs = dayStartUtcMs(nowUtcMs());
    if (open?.book.dayStartUtcMs !== startUtcMs) {
      const book = createDayBook(startUtcMs);
      open = { book, whole: readInto(book, store.newestEntryId()) };
    }
    return open.whole;
  }

  function expected(atUtcMs: number): number {
    const { roster, venue } = settings();
    if (roster.expected > 0) return roster.expected;
    const isFeast = venue.kind === 'event' || venue.kind === 'ceremony';
    return store
      .countRoster(atUtcMs)
      .filter(({ group }) => (isFeast ? group === 'guest' : group === 'staff' || group === 'contractor'))
      .reduce((sum, { now }) => sum + now, 0);
  }

  return {
    calls: {
      loadView: async () => {
        const book = await today();
        const atUtcMs = nowUtcMs();
        const { lanes, roster } = settings();
        const {
          lanes: loads,
          today: curve,
          ...load
        } = book.load(
          atUtcMs,
          lanes.map(({ id }) => id),
          roster.laneCeiling,
        );
        return {
          ...load,
          atUtcMs,
          lanes: loads.map((lane) => ({ ...lane, lastHour: [...lane.lastHour] })),
          today: [...curve],
          expected: expected(atUtcMs),
        };
      },
    },
    note: ({ verdict, corrects, laneId, direction, at, subjectTag }) => {
      if (verdict === 'admit' && corrects === null) {
        open?.book.note({ laneId, direction, atUtcMs: at.wallUtcMs, subjectTag });
      }
    },
    forget: () => {
      open = null;
    },
    today,
  };
}
