import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { READER_TROUBLES } from '../../../src-main/contract/gate-api.ts';
import type { CameraEffect, CameraEvent, CameraLife } from '../../../src-renderer/readers/camera-life.ts';
import {
  FIRST_REOPEN_DELAY_MS,
  LONGEST_REOPEN_DELAY_MS,
  LOOKS_UNTIL_LOST,
  newCameraLife,
  nextCameraStep,
} from '../../../src-renderer/readers/camera-life.ts';

function live(events: readonly CameraEvent[], from = newCameraLife()): { life: CameraLife; effects: CameraEffect[] } {
  let life = from;
  const effects: CameraEffect[] = [];
  for (const event of events) {
    const step = nextCameraStep(life, event);
    life = step.life;
    effects.push(...step.effects);
  }
  return { life, effects };
}

const reports = (effects: readonly CameraEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'report' ? [`${effect.state} ${effect.trouble ?? ''}`.trim()] : []));
const times = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing);

const picture: CameraEvent = { type: 'picture', isDark: false };
const dark: CameraEvent = { type: 'picture', isDark: true };
const looked: CameraEvent = { type: 'looked' };
const opened = (attempt: number): CameraEvent => ({ type: 'opened', attempt });
const ready: readonly CameraEvent[] = [{ type: 'started' }, opened(1), picture];

describe('a camera', () => {
  test('is ready with its first picture, not by being open', () => {
    expect(reports(live([{ type: 'started' }, opened(1)]).effects)).toEqual(['starting']);
    expect(reports(live(ready).effects)).toEqual(['starting', 'ready']);
  });

  test('whose plug is pulled is let go, told as unplugged until it is back, and opened again', () => {
    const { effects } = live([
      ...ready,
      { type: 'lost', trouble: 'unplugged' },
      { type: 'retry-due', attempt: 1 },
      { type: 'open-failed', attempt: 2, trouble: 'not-found' },
      { type: 'world-changed' },
      opened(3),
      picture,
    ]);
    expect(reports(effects)).toEqual(['starting', 'ready', 'lost unplugged', 'ready']);
    expect(effects.filter(({ type }) => type === 'open')).toHaveLength(3);
  });

  test('without a picture for three seconds is opened anew', () => {
    const still = live([...ready, ...times(LOOKS_UNTIL_LOST - 1, looked)]);
    expect(still.life.camera).toBe('open');
    expect(live([looked], still.life).effects).toEqual([
      { type: 'report', state: 'lost', trouble: 'camera-dark' },
      { type: 'close' },
      { type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS, attempt: 1 },
    ]);
  });

  test('that sends pictures is not opened anew, however long', () => {
    expect(reports(live([...ready, ...times(100, [looked, picture]).flat()]).effects)).toEqual(['starting', 'ready']);
  });

  test('that sends black is opened anew once, then left open and told as dark until there is light', () => {
    const night = times(LOOKS_UNTIL_LOST * 5, [looked, dark]).flat();
    const { life, effects } = live([...ready, ...night, { type: 'retry-due', attempt: 1 }, opened(2), ...night]);
    expect(reports(effects)).toEqual(['starting', 'ready', 'lost camera-dark']);
    expect(life.camera).toBe('open');
    expect(reports(live([picture], life).effects)).toEqual(['ready']);
  });

  test('is tried ever less often, but at least every two seconds', () => {
    let life = live([{ type: 'started' }]).life;
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const { effects, life: next } = live(
        [
          { type: 'open-failed', attempt, trouble: 'in-use' },
          { type: 'retry-due', attempt },
        ],
        life,
      );
      life = next;
      delays.push(...effects.flatMap((effect) => (effect.type === 'schedule' ? [effect.delayMs] : [])));
    }
    expect(delays).toEqual([500, 750, 1125, 1687.5, 2000, 2000]);
  });

  test('that opens after its reader was closed, or too late, is nobody’s', () => {
    expect(live([{ type: 'started' }, { type: 'stopped' }, opened(1)]).life.camera).toBe('closed');
    const again = live([...ready, { type: 'lost', trouble: 'other' }, { type: 'world-changed' }, opened(1)]);
    expect(again.life.camera).toBe('opening');
  });
});

const attempt = fc.integer({ min: 0, max: 6 });
const trouble = fc.constantFrom(...READER_TROUBLES);
const anyEvent: fc.Arbitrary<CameraEvent> = fc.oneof(
  fc.constantFrom<CameraEvent>({ type: 'started' }, picture, dark, looked, { type: 'world-changed' }),
  attempt.map(opened),
  fc.record({ type: fc.constant('open-failed' as const), attempt, trouble }),
  trouble.map((word): CameraEvent => ({ type: 'lost', trouble: word })),
  attempt.map((number): CameraEvent => ({ type: 'retry-due', attempt: number })),
);

describe('after any events in any order, a camera', () => {
  test('is open, opening, or about to be, within two seconds', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        const { life, effects } = live([{ type: 'started' }, ...events]);
        const last = effects.findLast(({ type }) => type === 'open' || type === 'schedule');
        if (life.camera === 'closed') {
          expect(last).toMatchObject({ type: 'schedule', attempt: life.attempt });
        } else expect(last).toEqual({ type: 'open', attempt: life.attempt });
        for (const effect of effects) {
          if (effect.type === 'schedule') expect(effect.delayMs).toBeLessThanOrEqual(LONGEST_REOPEN_DELAY_MS);
        }
      }),
    );
  });

  test('is let go before it is opened again, and never opened twice', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        let isHeld = false;
        for (const { type } of live([{ type: 'started' }, ...events]).effects) {
          if (type === 'open') expect(isHeld).toBe(false);
          if (type === 'open') isHeld = true;
          if (type === 'close') isHeld = false;
        }
      }),
    );
  });

  test('does and says nothing once it is stopped, but lets go', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyEvent), (before, after) => {
        const { life } = live([{ type: 'started' }, ...before]);
        expect(live([{ type: 'stopped' }, ...after], life).effects).toEqual([{ type: 'close' }]);
      }),
    );
  });

  test('never says the same twice in a row', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        const said = reports(live([{ type: 'started' }, ...events]).effects);
        for (const [index, word] of said.slice(1).entries()) expect(word).not.toBe(said[index]);
      }),
    );
  });
});
