import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../../../src-main/core/recovery/crash-loop.ts';
import { PARTS } from '../../../../src-main/core/recovery/crash-loop.ts';
import type { Stage, StageEffect, StageEvent } from '../../../../src-main/core/recovery/stage.ts';
import { ALL_WELL, isOutOfOrder, nextStage } from '../../../../src-main/core/recovery/stage.ts';

function play(events: readonly StageEvent[], from: Stage = ALL_WELL) {
  const effects: StageEffect[] = [];
  const stage = events.reduce((now, event) => {
    const step = nextStage(now, event);
    effects.push(...step.effects);
    return step.stage;
  }, from);
  return { stage, effects };
}

function loopOf(part: Part, fromMs = 0): StageEvent[] {
  return [0, 1, 2, 3, 4].map((index) => ({ type: 'died', part, atMs: fromMs + index * 1_000 }));
}

describe.each(PARTS)('the %s', (part) => {
  test('may die now and then, and the screen stays', () => {
    expect(play(loopOf(part).slice(0, 4)).effects).toEqual([]);
  });

  test('that dies again and again is said to be out of order, once', () => {
    const { stage, effects } = play([...loopOf(part), ...loopOf(part, 5_000)]);
    expect(effects).toEqual([{ type: 'show-out-of-order', part }]);
    expect(isOutOfOrder(stage)).toBe(true);
  });
});

test('a core that is well again brings the screen back by itself', () => {
  const { stage, effects } = play([...loopOf('core'), { type: 'well', part: 'core' }]);
  expect(effects.at(-1)).toEqual({ type: 'show-screen' });
  expect(stage).toEqual(ALL_WELL);
});

test('a retry starts the core at once, and the page stays until it is well', () => {
  const { stage, effects } = play([...loopOf('core'), { type: 'retry' }]);
  expect(effects.at(-1)).toEqual({ type: 'start-core' });
  expect(isOutOfOrder(stage)).toBe(true);
});

test('a retry shows the screen on trial: one death more and the page is back, a while alive and all is well', () => {
  const onTrial = play([...loopOf('screen'), { type: 'retry' }]);
  expect(onTrial.effects.at(-1)).toEqual({ type: 'show-screen' });
  expect(isOutOfOrder(onTrial.stage)).toBe(false);
  const failed = play([{ type: 'died', part: 'screen', atMs: 65_000 }], onTrial.stage);
  expect(failed.effects).toEqual([{ type: 'show-out-of-order', part: 'screen' }]);
  const passed = play([{ type: 'well', part: 'screen' }], onTrial.stage);
  expect([passed.stage, passed.effects]).toEqual([ALL_WELL, []]);
});

test('the shell’s own page, alive, is no proof that the screen is', () => {
  const { stage } = play([...loopOf('screen'), { type: 'well', part: 'screen' }]);
  expect(isOutOfOrder(stage)).toBe(true);
});

test('what draws cannot be started alone: the whole shell begins anew', () => {
  expect(play([...loopOf('graphics'), { type: 'retry' }]).effects).toContainEqual({ type: 'begin-anew' });
});

test('a retry while all is well does nothing', () => {
  expect(play([{ type: 'retry' }])).toEqual({ stage: ALL_WELL, effects: [] });
});

test('whatever happens, what was last shown agrees with the stage, and a retry always leads on', () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant('died' as const), part: fc.constantFrom(...PARTS), atMs: fc.nat(200_000) }),
    fc.record({ type: fc.constant('well' as const), part: fc.constantFrom(...PARTS) }),
    fc.record({ type: fc.constant('retry' as const) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { stage, effects } = play(events);
      const shown = effects.filter(({ type }) => type.startsWith('show')).at(-1)?.type ?? 'show-screen';
      expect(shown === 'show-out-of-order').toBe(isOutOfOrder(stage));
      if (isOutOfOrder(stage)) expect(nextStage(stage, { type: 'retry' }).effects.length).toBeGreaterThan(0);
    }),
  );
});
