/** What does the log tell a guard, and what may a guard say of it? History, corrections, who is inside, and the change of shift. */

import type { Gate } from '../contract/gate.ts';
import type { GateEvent } from '../contract/gate-api.ts';
import type { HandOverItem, HistoryItem, HistorySpan, ShiftNumbers, ShiftView } from '../contract/guard-api.ts';
import type { GateStatus } from '../contract/status-api.ts';
import { isYoungEnough } from '../core/entry/correction.ts';
import { dayStartUtcMs } from '../core/entry/tally.ts';
import type { HandOver } from '../store/hand-overs.ts';
import type { PastEntry } from '../store/history.ts';
import type { Store } from '../store/open-store.ts';
import type { Audit } from './audit-desk.ts';
import { createInsideView } from './inside-view.ts';
import type { Log } from './opened-gate.ts';
import type { ScanDesk } from './scan-desk.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A hand-over that is older was followed by one that nobody wrote: the shift is taken to begin with the day. */
const LONGEST_SHIFT_MS = 24 * HOUR_MS;
/** As many as somebody pages through. */
const MOST_HAND_OVERS = 30;

export type GuardDeskOptions = {
  readonly store: Pick<
    Store,
    'readPast' | 'personAt' | 'passingsSince' | 'tallyOf' | 'handOvers' | 'giveOver' | 'takeOver' | 'identity'
  >;
  readonly scans: Pick<ScanDesk, 'correct' | 'openByHand'>;
  readonly nowUtcMs: () => number;
  readonly closeAfterHours: () => number;
  readonly note: Audit['note'];
  readonly log: Log;
};

export type GuardDesk = {
  readonly calls: Pick<
    Gate,
    | 'openByHand'
    | 'listHistory'
    | 'correctEntry'
    | 'whoIsInside'
    | 'listForEvacuation'
    | 'viewShift'
    | 'giveOver'
    | 'takeOver'
  >;
  /** Every event that the screens hear: what is in no log is counted from them. */
  readonly hear: (event: GateEvent) => void;
};

type Unlogged = Pick<ShiftNumbers, 'repeats' | 'unreadable' | 'troubles'>;
const NOTHING: Unlogged = { repeats: 0, unreadable: 0, troubles: 0 };

export function openGuardDesk(options: GuardDeskOptions): GuardDesk {
  const { store, scans, nowUtcMs, note, log } = options;
  const inside = createInsideView(store, nowUtcMs, options.closeAfterHours);
  let unlogged = NOTHING;
  let countedSinceUtcMs = nowUtcMs();
  let troublesBefore: ReadonlySet<string> = new Set();

  function shiftStartUtcMs(atUtcMs: number): number {
    const last = store.handOvers(1)[0]?.givenAtUtcMs;
    const isOfThisShift = last !== undefined && last <= atUtcMs && atUtcMs - last <= LONGEST_SHIFT_MS;
    return isOfThisShift ? last : dayStartUtcMs(atUtcMs);
  }

  function sinceUtcMs(span: HistorySpan): number | null {
    const atUtcMs = nowUtcMs();
    switch (span) {
      case 'quarter':
        return atUtcMs - 15 * MINUTE_MS;
      case 'hour':
        return atUtcMs - HOUR_MS;
      case 'shift':
        return shiftStartUtcMs(atUtcMs);
      case 'today':
        return dayStartUtcMs(atUtcMs);
      case 'all':
        return null;
    }
  }

  function itemOf({ takenBack, ...past }: PastEntry): HistoryItem {
    const { id, at, personal, verdict } = past;
    const isPassing = verdict === 'admit' || verdict === 'check';
    const isOurs = id.epoch === store.identity().epoch;
    return {
      place: past.place,
      entry: id,
      atUtcMs: at.wallUtcMs,
      laneId: past.laneId,
      direction: past.direction,
      readerKind: past.readerKind,
      codeKind: past.codeKind,
      verdict,
      reasons: [...past.reasons],
      verification: past.verification,
      maskedName: personal?.maskedName ?? null,
      maskedNumber: personal?.maskedNumber ?? null,
      takenBack,
      mayCorrect: takenBack === null && isPassing && isOurs && isYoungEnough(at.wallUtcMs, nowUtcMs()),
    };
  }

  function numbersSince(startUtcMs: number, atUtcMs: number): ShiftNumbers {
    return { ...store.tallyOf(startUtcMs, atUtcMs + 1), ...unlogged, inside: inside.count() };
  }

  function viewShift(): ShiftView {
    const atUtcMs = nowUtcMs();
    const startUtcMs = shiftStartUtcMs(atUtcMs);
    return {
      sinceUtcMs: startUtcMs,
      countedSinceUtcMs,
      numbers: numbersSince(startUtcMs, atUtcMs),
      handOvers: store.handOvers(MOST_HAND_OVERS).map(handOverItem),
    };
  }

  return {
    calls: {
      openByHand: ({ laneId, note }) => scans.openByHand(laneId, note),
      listHistory: ({ span, ...query }) => {
        const { entries, next } = store.readPast({ ...query, sinceUtcMs: sinceUtcMs(span) });
        return { items: entries.map(itemOf), next };
      },
      correctEntry: (order) => {
        const answer = scans.correct(order);
        if (answer.type === 'failed') return { type: 'refused', reason: answer.reason };
        if (answer.type !== 'committed') return { type: 'refused', reason: answer.type };
        log('entry-corrected', { why: order.reason, lane: answer.laneId });
        note('corrected', { why: order.reason });
        return { type: 'corrected', instead: answer.instead?.direction ?? null };
      },
      whoIsInside: inside.masked,
      listForEvacuation: () => {
        const list = inside.full();
        log('evacuation-list', { people: list.visits.length });
        note('evacuation-listed', { people: list.visits.length });
        return list;
      },
      viewShift,
      giveOver: ({ note, givenBy }) => {
        const { sinceUtcMs: startUtcMs, numbers } = viewShift();
        const givenAtUtcMs = nowUtcMs();
        const isWritten = written(() => {
          store.giveOver({ sinceUtcMs: startUtcMs, givenAtUtcMs, numbers, note, givenBy });
          return true;
        });
        if (isWritten === null) return { type: 'cannot-write' };
        unlogged = NOTHING;
        countedSinceUtcMs = givenAtUtcMs;
        log('shift-given-over');
        return { type: 'given' };
      },
      takeOver: ({ id, takenBy }) => {
        const isTaken = written(() => store.takeOver(id, takenBy, nowUtcMs()));
        if (isTaken === null) return { type: 'cannot-write' };
        if (isTaken) log('shift-taken-over');
        return { type: isTaken ? 'taken' : 'not-waiting' };
      },
    },
    hear: (event) => {
      if (event.type === 'shown') {
        const { verdict, recordedAtUtcMs } = event.shown;
        if (recordedAtUtcMs !== null) unlogged = { ...unlogged, repeats: unlogged.repeats + 1 };
        if (verdict === 'unreadable') unlogged = { ...unlogged, unreadable: unlogged.unreadable + 1 };
      }
      if (event.type === 'status') {
        const now = troublesOf(event.status);
        const fresh = [...now].filter((trouble) => !troublesBefore.has(trouble)).length;
        troublesBefore = now;
        if (fresh > 0) unlogged = { ...unlogged, troubles: unlogged.troubles + fresh };
      }
    },
  };
}

/** `null` where the disk refused. */
function written<T>(write: () => T): T | null {
  try {
    return write();
  } catch {
    return null; // Said to the guard; nothing of it remains.
  }
}

/** What of the gate is out of order now. */
function troublesOf({ readers, barriers, log }: GateStatus): ReadonlySet<string> {
  return new Set([
    ...readers.filter(({ state }) => state === 'lost').map(({ id }) => `reader ${id}`),
    ...barriers.filter(({ state }) => state === 'out-of-order').map(({ laneId }) => `barrier ${laneId}`),
    ...(log === 'failing' ? ['log'] : []),
  ]);
}

/** A hand-over of an older version may count less. */
function handOverItem({ numbers, ...rest }: HandOver): HandOverItem {
  const count = (name: keyof ShiftNumbers): number => numbers[name] ?? 0;
  return {
    ...rest,
    numbers: {
      admittedIn: count('admittedIn'),
      admittedOut: count('admittedOut'),
      checked: count('checked'),
      refused: count('refused'),
      manual: count('manual'),
      repeats: count('repeats'),
      unreadable: count('unreadable'),
      troubles: count('troubles'),
      inside: count('inside'),
    },
  };
}
