import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GateSnapshot, ShownBefore } from '../../src-main/contract/gate-api.ts';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import { emptyTally } from '../../src-main/core/entry/tally.ts';
import { RECENT_VERDICTS, VERDICTS } from '../../src-main/core/entry/verdict.ts';
import type { ScreenEvent, ScreenState } from '../../src-renderer/gate-state.ts';
import { createScreenStore, FIRST_STATE, nextScreenState, STILL_WAITING_MS } from '../../src-renderer/gate-state.ts';
import { ADMITTED, createFakeGate } from '../support/fake-gate.ts';

const SNAPSHOT: GateSnapshot = createFakeGate().gate.snapshot();
const TALLY = emptyTally(0);
const CONNECTED = following(FIRST_STATE, { type: 'snapshot', snapshot: SNAPSHOT });

describe('what the screen knows of the gate', () => {
  test('the first snapshot connects it', () => {
    expect(FIRST_STATE.link).toBe('connecting');
    expect(CONNECTED).toMatchObject({ link: 'connected', snapshot: SNAPSHOT });
  });

  test('a refused call wants its role until that is held, or nobody wants it any more', () => {
    const access = { ...FIRST_STATE.access, protection: 'on', role: 'guard' } as const;
    const refused = following(CONNECTED, { type: 'access', access }, { type: 'locked', role: 'administrator' });
    expect(refused).toMatchObject({ access: { role: 'guard' }, wantedRole: 'administrator' });
    const less = following(refused, { type: 'access', access: { ...access, role: 'supervisor' } });
    expect(less.wantedRole).toBe('administrator');
    const held = following(refused, { type: 'access', access: { ...access, role: 'administrator' } });
    expect(held.wantedRole).toBeNull();
    expect(following(refused, { type: 'role-not-wanted' }).wantedRole).toBeNull();
  });

  test('a verdict stands on its own lane only, and brings the counts of the day', () => {
    const state = following(CONNECTED, shown({ laneId: 'lane-1' }), shown({ laneId: 'lane-2', verdict: 'refuse' }));
    expect(state.verdicts['lane-1']?.verdict).toBe('admit');
    expect(state.verdicts['lane-2']?.verdict).toBe('refuse');
    expect(state.snapshot?.tally).toEqual(TALLY);
  });

  test('the next verdict of a lane replaces the one that stands, even if it is the same', () => {
    const one = following(CONNECTED, shown({}));
    const two = following(one, shown({}));
    expect(two.verdicts['lane-1']?.key).toBeGreaterThan(one.verdicts['lane-1']?.key ?? Number.POSITIVE_INFINITY);
    expect(two.recent).toHaveLength(2);
  });

  test('a verdict whose time is over goes, but not one that came after it', () => {
    const first = following(CONNECTED, shown({}));
    const second = following(first, shown({ verdict: 'check' }));
    const late = following(second, {
      type: 'verdict-ended',
      laneId: 'lane-1',
      key: first.verdicts['lane-1']?.key ?? 0,
    });
    expect(late).toBe(second);
    const ended = following(second, {
      type: 'verdict-ended',
      laneId: 'lane-1',
      key: second.verdicts['lane-1']?.key ?? 0,
    });
    expect(ended.verdicts).toEqual({});
    expect(ended.recent).toHaveLength(2);
  });

  test('an entry taken back is marked on the strip and stands on no lane; its namesake of another log stays', () => {
    const entry = { device: 'fake', epoch: 'second', seq: 1 };
    const state = following(
      CONNECTED,
      shown({ laneId: 'lane-1', entry: { ...entry, epoch: 'first' } }),
      shown({ laneId: 'lane-2', entry }),
      { type: 'taken-back', laneId: 'lane-2', entry, why: 'wrong-person', tally: TALLY },
    );
    expect(Object.keys(state.verdicts)).toEqual(['lane-1']);
    expect(state.recent.map(({ laneId, takenBack }) => [laneId, takenBack])).toEqual([
      ['lane-2', 'wrong-person'],
      ['lane-1', null],
    ]);
  });

  test('an entry taken back is not told once more: its tone would say that somebody else passed', () => {
    const admitted = following(CONNECTED, shown({}));
    const entry = { device: 'fake', epoch: 'fake', seq: 1 };
    const state = following(admitted, {
      type: 'taken-back',
      laneId: 'lane-1',
      entry,
      why: 'wrong-person',
      tally: TALLY,
    });
    expect(state.recent[0]?.takenBack).toBe('wrong-person');
    expect(state.told).toBe(admitted.told);
  });

  test('out of order stands until the log takes entries again', () => {
    const broken = following(CONNECTED, status('failing'), shown({ verdict: 'out-of-order', reasons: ['disk-full'] }));
    const still = following(broken, status('failing'));
    expect(still.verdicts['lane-1']?.verdict).toBe('out-of-order');
    expect(following(still, status('ok')).verdicts).toEqual({});
  });

  test('a gate that is well ends no other verdict', () => {
    expect(following(CONNECTED, shown({ verdict: 'refuse' }), status('ok')).verdicts['lane-1']?.verdict).toBe('refuse');
  });

  test('a code without an answer is out of order, and says why', () => {
    const state = following(CONNECTED, { type: 'no-answer', laneId: 'lane-1', atUtcMs: 5 });
    expect(state.verdicts['lane-1']).toMatchObject({ verdict: 'out-of-order', reasons: ['no-answer'], seq: null });
  });

  test('a lost connection takes the verdicts away, keeps what was known, and remembers when it went', () => {
    const lost = following(CONNECTED, shown({}), { type: 'link-lost', atUtcMs: 7 }, { type: 'link-lost', atUtcMs: 9 });
    expect(lost).toMatchObject({ link: 'lost', lostAtUtcMs: 7, verdicts: {} });
    expect(lost.snapshot?.settings).toEqual(SNAPSHOT.settings);
    expect(following(lost, { type: 'snapshot', snapshot: SNAPSHOT })).toMatchObject({
      link: 'connected',
      lostAtUtcMs: null,
    });
  });

  test('a gate that was silent for a while is connected again with all that was known of it', () => {
    const lost = following(CONNECTED, { type: 'link-lost', atUtcMs: 7 });
    expect(following(lost, { type: 'link-back' })).toEqual({ ...lost, link: 'connected', lostAtUtcMs: null });
    expect(following(FIRST_STATE, { type: 'link-lost', atUtcMs: 7 }, { type: 'link-back' }).link).toBe('connecting');
  });

  test('a lane that is removed takes its verdict along', () => {
    const state = following(CONNECTED, shown({ laneId: 'lane-1' }), { type: 'lanes', lanes: [] });
    expect(state.verdicts).toEqual({});
  });

  describe('of what came before it', () => {
    test('it tells what somebody still waits for, and lists the rest without a sound', () => {
      const state = following(
        CONNECTED,
        earlier({ seq: 1, agoMs: 60_000 }, { seq: 2, agoMs: STILL_WAITING_MS, verdict: 'refuse' }),
      );
      expect(state.verdicts['lane-1']).toMatchObject({ verdict: 'refuse', seq: 2 });
      expect(state.told).toBe(state.verdicts['lane-1']);
      expect(state.recent.map(({ seq }) => seq)).toEqual([2, 1]);
      const late = following(CONNECTED, earlier({ seq: 1, agoMs: 60_000 }, { seq: 2, agoMs: STILL_WAITING_MS + 1 }));
      expect(late).toMatchObject({ verdicts: {}, told: null });
      expect(late.recent.map(({ seq }) => seq)).toEqual([2, 1]);
    });

    test('the newest of a lane stands, and a verdict that comes then is newer', () => {
      const state = following(CONNECTED, earlier({ seq: 1 }, { seq: 2 }, { seq: 3, laneId: 'gone' }));
      expect(Object.values(state.verdicts).map(({ seq }) => seq)).toEqual([2]);
      const next = following(state, shown({ entry: { device: 'fake', epoch: 'fake', seq: 4 } }));
      expect(next.verdicts['lane-1']?.seq).toBe(4);
      expect(next.recent.map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    });

    test('what it heard itself is not told again, though it no longer stands there', () => {
      const heard = following(CONNECTED, shown({ entry: { device: 'fake', epoch: 'fake', seq: 1 } }));
      const back = following(heard, { type: 'link-lost', atUtcMs: 1 }, { type: 'snapshot', snapshot: SNAPSHOT });
      expect(following(back, earlier({ seq: 1 }))).toEqual(back);
      const missed = following(back, earlier({ seq: 1 }, { seq: 2 }));
      expect(missed.verdicts['lane-1']?.seq).toBe(2);
      expect(missed.recent.map(({ seq }) => seq)).toEqual([2, 1]);
    });

    test('nobody passes by what was taken back meanwhile', () => {
      const fresh = following(CONNECTED, earlier({ seq: 1, takenBack: 'not-passed' }));
      expect(fresh).toMatchObject({ verdicts: {}, told: null, recent: [{ seq: 1, takenBack: 'not-passed' }] });
      const heard = following(CONNECTED, shown({ entry: { device: 'fake', epoch: 'fake', seq: 1 } }));
      const back = following(heard, { type: 'snapshot', snapshot: SNAPSHOT });
      const known = following(back, earlier({ seq: 1, takenBack: 'wrong-person' }));
      expect(known.recent).toMatchObject([{ seq: 1, takenBack: 'wrong-person' }]);
    });

    test('*out of order* does not stand where the log takes entries again', () => {
      const broken = earlier({ seq: null, verdict: 'out-of-order' });
      expect(following(CONNECTED, broken).verdicts).toEqual({});
      expect(following(CONNECTED, status('failing'), broken).verdicts['lane-1']?.verdict).toBe('out-of-order');
    });
  });

  test('whatever comes in whatever order, verdicts count up and the strip stays short', () => {
    fc.assert(
      fc.property(fc.array(anyEvent(), { maxLength: 40 }), (events) => {
        const state = following(FIRST_STATE, ...events);
        expectInOrder(state);
        expect(state.verdictCount).toBe(events.filter(({ type }) => type === 'shown' || type === 'no-answer').length);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anyEvent(), anyEarlier()), { maxLength: 40 }), (events) => {
        expectInOrder(following(FIRST_STATE, ...events));
      }),
    );
  });
});

describe('the store', () => {
  test('tells its listeners of changes only, until they leave', () => {
    const store = createScreenStore();
    let heard = 0;
    const leave = store.subscribe(() => {
      heard += 1;
    });
    store.tell({ type: 'snapshot', snapshot: SNAPSHOT });
    store.tell({ type: 'verdict-ended', laneId: 'lane-1', key: 99 });
    expect(heard).toBe(1);
    leave();
    store.tell(shown({}));
    expect(heard).toBe(1);
    expect(store.state().verdictCount).toBe(1);
  });
});

function expectInOrder(state: ScreenState): void {
  const keys = state.recent.map(({ key }) => key);
  expect(keys).toEqual([...keys].sort((left, right) => right - left));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeLessThanOrEqual(RECENT_VERDICTS);
  for (const [laneId, verdict] of Object.entries(state.verdicts)) expect(verdict.laneId).toBe(laneId);
}

function following(state: ScreenState, ...events: readonly ScreenEvent[]): ScreenState {
  return events.reduce(nextScreenState, state);
}

function shown(part: Partial<Shown>): ScreenEvent {
  const whole = { ...ADMITTED, ...part };
  return { type: 'shown', shown: { ...whole, reasons: [...whole.reasons] }, tally: TALLY };
}

type Before = { readonly seq: number | null } & Partial<
  Pick<ShownBefore, 'agoMs' | 'takenBack'> & Pick<Shown, 'verdict' | 'laneId'>
>;

function earlier(...each: readonly Before[]): ScreenEvent {
  return {
    type: 'shown-before',
    before: each.map(({ seq, agoMs = 1_000, takenBack = null, ...part }) => {
      const entry = seq === null ? null : { device: 'fake', epoch: 'fake', seq };
      return { shown: { ...ADMITTED, reasons: [], entry, ...part }, agoMs, takenBack };
    }),
  };
}

function status(log: 'ok' | 'failing'): ScreenEvent {
  return { type: 'status', status: { ...SNAPSHOT.status, log } };
}

const laneId = fc.constantFrom('lane-1', 'lane-2', 'lane-3');

function anyEarlier(): fc.Arbitrary<ScreenEvent> {
  const each = fc.record({ laneId, seq: fc.integer({ min: 1, max: 9 }), agoMs: fc.integer({ min: 0, max: 9_000 }) });
  return fc.array(each, { maxLength: RECENT_VERDICTS }).map((all) => earlier(...all));
}

function anyEvent(): fc.Arbitrary<ScreenEvent> {
  return fc.oneof(
    fc.record({ laneId, verdict: fc.constantFrom(...VERDICTS) }).map(shown),
    fc.constant<ScreenEvent>({ type: 'snapshot', snapshot: SNAPSHOT }),
    fc.constant<ScreenEvent>({ type: 'link-lost', atUtcMs: 1 }),
    fc.constant<ScreenEvent>({ type: 'link-back' }),
    fc.constant<ScreenEvent>({ type: 'lanes', lanes: [] }),
    fc.constantFrom('ok' as const, 'failing' as const).map(status),
    laneId.map((lane): ScreenEvent => ({ type: 'no-answer', laneId: lane, atUtcMs: 1 })),
    fc
      .record({ laneId, key: fc.integer({ min: 0, max: 40 }) })
      .map((ended): ScreenEvent => ({ type: 'verdict-ended', ...ended })),
  );
}
