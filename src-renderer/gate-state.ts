/** What does the screen know of the gate? A pure reducer over what the gate says, and a store that React can read. */

import type { AccessState } from '../src-main/contract/access-api.ts';
import type { GateEvent, GateSnapshot, ShownBefore } from '../src-main/contract/gate-api.ts';
import type { Role } from '../src-main/contract/roles.ts';
import { mayDo } from '../src-main/contract/roles.ts';
import type { Tried } from '../src-main/contract/scan-api.ts';
import type { CodeKind } from '../src-main/core/code/code.ts';
import type { EntryId } from '../src-main/core/entry/entry.ts';
import type { RosterGroup } from '../src-main/core/entry/roster.ts';
import type { Direction, ReaderKind, Reason, Verdict, Verification } from '../src-main/core/entry/verdict.ts';
import { RECENT_VERDICTS } from '../src-main/core/entry/verdict.ts';

/** Whoever was scanned so shortly before this screen came, and was told nothing, still stands there and waits. */
export const STILL_WAITING_MS = 5_000;

/** `connecting`: never heard the gate yet. `lost`: it does not answer now, so nobody may pass. */
export type Link = 'connecting' | 'connected' | 'lost';

/** `no-answer` is the screen's own: a code was read and the gate did not say in time what became of it. */
export type ScreenReason = Reason | 'no-answer';

/** One verdict on this screen. `key` counts up from 1, so that two equal verdicts in a row are still two. */
export type ScreenVerdict = {
  readonly key: number;
  readonly laneId: string;
  readonly direction: Direction;
  readonly readerKind: ReaderKind | null;
  readonly verdict: Verdict;
  readonly reasons: readonly ScreenReason[];
  readonly codeKind: CodeKind | null;
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
  readonly verification: Verification;
  readonly issuer: string | null;
  /** As what the venue's list knows this person. */
  readonly group?: RosterGroup | undefined;
  readonly atUtcMs: number;
  /** Sequence number in the log; `null` where nothing stands in it. */
  readonly seq: number | null;
  /** Of that number; a log that took another's place counts anew. */
  readonly epoch: string | null;
  readonly device: string | null;
  readonly recordedAtUtcMs: number | null;
  /** Why a later entry says that this one is not so: nobody passed, or a guard corrected it. `null` = it stands. */
  readonly takenBack: Reason | null;
};

export type ScreenState = {
  readonly link: Link;
  /** When the connection went, for the notice; `null` while it stands. */
  readonly lostAtUtcMs: number | null;
  /** The gate as last heard; `null` until the first snapshot. */
  readonly snapshot: GateSnapshot | null;
  /** The verdict that stands on each lane now. */
  readonly verdicts: Readonly<Record<string, ScreenVerdict>>;
  /** Newest first. */
  readonly recent: readonly ScreenVerdict[];
  /** The last one that is to be seen and heard; what comes onto the strip from before this screen makes no sound. */
  readonly told: ScreenVerdict | null;
  readonly verdictCount: number;
  /** The last code on a lane that is being tried out; `null` before the first. */
  readonly tried: Tried | null;
  /** What this screen may do now. */
  readonly access: AccessState;
  /** The role that the last refused call would have taken; `null` once it is held, or nobody wants it any more. */
  readonly wantedRole: Role | null;
};

export type ScreenEvent =
  | GateEvent
  | { readonly type: 'link-lost'; readonly atUtcMs: number }
  /** What did not answer for a while speaks on, and has forgotten nothing. */
  | { readonly type: 'link-back' }
  /** A call was refused because it takes this role. */
  | { readonly type: 'locked'; readonly role: Role }
  | { readonly type: 'role-not-wanted' }
  | { readonly type: 'no-answer'; readonly laneId: string; readonly atUtcMs: number }
  /** Its time is over, or the guard tapped it away. A newer verdict of the lane stays. */
  | { readonly type: 'verdict-ended'; readonly laneId: string; readonly key: number };

export const FIRST_STATE: ScreenState = {
  link: 'connecting',
  lostAtUtcMs: null,
  snapshot: null,
  verdicts: {},
  recent: [],
  told: null,
  verdictCount: 0,
  tried: null,
  // A gate says at once where it is otherwise.
  access: { protection: 'off', hasSupervisorPin: false, role: 'administrator', waitMs: 0 },
  wantedRole: null,
};

/** The state after one more event. Events that need a gate which has not been heard yet change nothing. */
export function nextScreenState(state: ScreenState, event: ScreenEvent): ScreenState {
  switch (event.type) {
    case 'snapshot':
      return { ...state, link: 'connected', lostAtUtcMs: null, snapshot: event.snapshot, verdicts: {} };
    case 'link-lost':
      return { ...state, link: 'lost', lostAtUtcMs: state.lostAtUtcMs ?? event.atUtcMs, verdicts: {} };
    case 'link-back':
      return { ...state, link: state.snapshot === null ? 'connecting' : 'connected', lostAtUtcMs: null };
    case 'shown':
      return withVerdict(withSnapshot(state, { tally: event.tally }), verdictOf(state, event.shown));
    case 'shown-before':
      return withoutHealed(event.before.reduce(withBefore, state));
    case 'taken-back':
      return takenBack(withSnapshot(state, { tally: event.tally }), event.entry, event.why);
    case 'access': {
      const isHeld = state.wantedRole === null || mayDo(event.access.role, state.wantedRole);
      return { ...state, access: event.access, wantedRole: isHeld ? null : state.wantedRole };
    }
    case 'locked':
      return { ...state, wantedRole: event.role };
    case 'role-not-wanted':
      return state.wantedRole === null ? state : { ...state, wantedRole: null };
    case 'tried':
      return { ...state, tried: event.tried };
    case 'no-answer':
      return withVerdict(state, unanswered(state, event.laneId, event.atUtcMs));
    case 'status':
      return withoutHealed(withSnapshot(state, { status: event.status }));
    case 'lanes':
      return withoutGoneLanes(withSnapshot(state, { lanes: event.lanes }));
    case 'settings':
      return withSnapshot(state, { settings: event.settings });
    case 'desk':
      return withSnapshot(state, { desk: event.desk });
    case 'verdict-ended':
      return state.verdicts[event.laneId]?.key === event.key
        ? { ...state, verdicts: keepVerdicts(state, (verdict) => verdict.laneId !== event.laneId) }
        : state;
  }
}

export type ScreenStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => ScreenState;
  readonly tell: (event: ScreenEvent) => void;
};

/** Holds the state of one screen, in the shape that `useSyncExternalStore` asks for. */
export function createScreenStore(): ScreenStore {
  const listeners = new Set<() => void>();
  let state = FIRST_STATE;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    tell: (event) => {
      const next = nextScreenState(state, event);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

function withSnapshot(state: ScreenState, part: Partial<GateSnapshot>): ScreenState {
  return state.snapshot === null ? state : { ...state, snapshot: { ...state.snapshot, ...part } };
}

function verdictOf(state: ScreenState, { entry, ...shown }: ShownBefore['shown']): ScreenVerdict {
  const id = { seq: entry?.seq ?? null, epoch: entry?.epoch ?? null, device: entry?.device ?? null };
  return { ...shown, ...id, key: state.verdictCount + 1, takenBack: null };
}

function withVerdict(state: ScreenState, verdict: ScreenVerdict): ScreenState {
  const listed = onStrip(state, verdict);
  return { ...listed, verdicts: { ...state.verdicts, [verdict.laneId]: verdict }, told: verdict };
}

function onStrip(state: ScreenState, verdict: ScreenVerdict): ScreenState {
  return {
    ...state,
    recent: [verdict, ...state.recent].slice(0, RECENT_VERDICTS),
    verdictCount: verdict.key,
  };
}

/** What this screen heard itself is not told again. Of the rest, what somebody still waits for is told late, and all is on the strip. */
function withBefore(state: ScreenState, { shown, agoMs, takenBack: why }: ShownBefore): ScreenState {
  const verdict = verdictOf(state, shown);
  const hasLane = state.snapshot?.lanes.some(({ id }) => id === shown.laneId) === true;
  const add = agoMs <= STILL_WAITING_MS && why === null && hasLane ? withVerdict : onStrip;
  const told = state.recent.some((heard) => isSame(heard, verdict)) ? state : add(state, verdict);
  return why === null || shown.entry === null ? told : takenBack(told, shown.entry, why);
}

/** By lane and instant too: what is in no log has no number. */
function isSame(one: ScreenVerdict, other: ScreenVerdict): boolean {
  return (
    one.laneId === other.laneId && one.atUtcMs === other.atUtcMs && one.seq === other.seq && one.epoch === other.epoch
  );
}

function unanswered(state: ScreenState, laneId: string, atUtcMs: number): ScreenVerdict {
  return {
    key: state.verdictCount + 1,
    laneId,
    direction: state.snapshot?.lanes.find((lane) => lane.id === laneId)?.direction ?? 'in',
    readerKind: null,
    verdict: 'out-of-order',
    reasons: ['no-answer'],
    codeKind: null,
    maskedName: null,
    maskedNumber: null,
    verification: 'none',
    issuer: null,
    atUtcMs,
    seq: null,
    epoch: null,
    device: null,
    recordedAtUtcMs: null,
    takenBack: null,
  };
}

/** No green stands for somebody who did not pass, and the strip says what became of it. */
function takenBack(state: ScreenState, { epoch, seq }: EntryId, why: Reason): ScreenState {
  const isIt = (verdict: ScreenVerdict): boolean => verdict.seq === seq && verdict.epoch === epoch;
  return {
    ...state,
    verdicts: keepVerdicts(state, (verdict) => !isIt(verdict)),
    recent: state.recent.map((verdict) => (isIt(verdict) ? { ...verdict, takenBack: why } : verdict)),
  };
}

/** *Out of order* stands until the gate says that its log takes entries again. */
function withoutHealed(state: ScreenState): ScreenState {
  if (state.snapshot?.status.log !== 'ok') return state;
  return { ...state, verdicts: keepVerdicts(state, ({ verdict }) => verdict !== 'out-of-order') };
}

function withoutGoneLanes(state: ScreenState): ScreenState {
  const lanes = state.snapshot?.lanes ?? [];
  return { ...state, verdicts: keepVerdicts(state, ({ laneId }) => lanes.some((lane) => lane.id === laneId)) };
}

function keepVerdicts(state: ScreenState, isKept: (verdict: ScreenVerdict) => boolean): ScreenState['verdicts'] {
  return Object.fromEntries(Object.entries(state.verdicts).filter(([, verdict]) => isKept(verdict)));
}
