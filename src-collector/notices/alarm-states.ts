/** When does an alarm begin and when is it over, so that one that comes and goes is not told each time? */

import type { NoticeKind } from '../contract/notices-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';

/** Something is wrong with a gate, or with the collector, as it looks at this moment. */
export type Present = {
  /** A gate, or `collector`. */
  readonly subject: string;
  readonly kind: NoticeKind;
  readonly unit: UnitPath;
  readonly label: string;
};

export type AlarmState = Present & {
  /** `arising` and `clearing` are told to nobody yet; `over` is kept for a day, to know it again. */
  readonly phase: 'arising' | 'on' | 'clearing' | 'over';
  /** Of this phase. */
  readonly sinceUtcMs: number;
  readonly beganAtUtcMs: number;
  /** How often it began without a day of rest. */
  readonly times: number;
};

export type AlarmEvent = Present & {
  readonly change: 'began' | 'ended';
  readonly beganAtUtcMs: number;
};

/** What is over within two looks was nothing. */
export const BEGINS_AFTER_MS = 2 * 60_000;
/** Doubled each time that it began again, so that a gate that comes and goes is told of a few times a day. */
export const ENDS_AFTER_MS = 15 * 60_000;
const MOST_DOUBLINGS = 5;
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

export type NextStates = {
  /** New or changed. */
  readonly changed: readonly AlarmState[];
  readonly gone: readonly AlarmState[];
  readonly events: readonly AlarmEvent[];
};

/** `unsure`: kinds of which nobody can say at the moment whether they are; what was known of them stays. */
export function nextAlarmStates(
  known: readonly AlarmState[],
  present: readonly Present[],
  unsure: ReadonlySet<NoticeKind>,
  nowUtcMs: number,
): NextStates {
  const changed: AlarmState[] = [];
  const gone: AlarmState[] = [];
  const events: AlarmEvent[] = [];
  const before = new Map(known.map((state) => [keyOf(state), state]));
  const here = new Set<string>();
  const become = (state: AlarmState, phase: AlarmState['phase'], more: Partial<AlarmState> = {}): void => {
    changed.push({ ...state, phase, sinceUtcMs: nowUtcMs, ...more });
  };
  for (const each of present) {
    const key = keyOf(each);
    if (unsure.has(each.kind) || here.has(key)) continue;
    here.add(key);
    const state = before.get(key);
    const now = { ...(state ?? { times: 0, beganAtUtcMs: nowUtcMs, sinceUtcMs: nowUtcMs, phase: 'over' }), ...each };
    if (now.phase === 'over') become(now, 'arising', { beganAtUtcMs: nowUtcMs });
    else if (now.phase === 'clearing') become(now, 'on');
    else if (now.phase === 'arising' && nowUtcMs - now.sinceUtcMs >= BEGINS_AFTER_MS) {
      become(now, 'on', { times: now.times + 1 });
      events.push({ ...each, change: 'began', beganAtUtcMs: now.beganAtUtcMs });
    } else if (state !== undefined && (state.label !== now.label || state.unit.join('/') !== now.unit.join('/'))) {
      changed.push(now);
    }
  }
  for (const state of known) {
    if (here.has(keyOf(state)) || unsure.has(state.kind)) continue;
    const forMs = nowUtcMs - state.sinceUtcMs;
    if (state.phase === 'arising') {
      if (state.times === 0) gone.push(state);
      else become(state, 'over');
    } else if (state.phase === 'on') become(state, 'clearing');
    else if (state.phase === 'clearing' && forMs >= endsAfterMs(state.times)) {
      become(state, 'over');
      const { subject, kind, unit, label, beganAtUtcMs } = state;
      events.push({ subject, kind, unit, label, beganAtUtcMs, change: 'ended' });
    } else if (state.phase === 'over' && forMs >= FORGOTTEN_AFTER_MS) gone.push(state);
  }
  return { changed, gone, events };
}

function endsAfterMs(times: number): number {
  return ENDS_AFTER_MS * 2 ** Math.min(MOST_DOUBLINGS, Math.max(0, times - 1));
}

function keyOf({ subject, kind }: Pick<Present, 'subject' | 'kind'>): string {
  return `${kind} ${subject}`;
}
