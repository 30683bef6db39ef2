import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { READER_TROUBLES } from '../../../src-main/contract/status-api.ts';
import type { CameraEffect, CameraEvent, CameraLife } from '../../../src-renderer/readers/camera-life.ts';
import {
  FIRST_REOPEN_DELAY_MS,
  GRAINY_PICTURES,
  LONGEST_REOPEN_DELAY_MS,
  LOOKS_AFTER_WAKING,
  LOOKS_UNTIL_LOST,
  LOOKS_UNTIL_LOST_MUTED,
  LOOKS_UNTIL_OPENING_LOST,
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

const picture: CameraEvent = { type: 'picture', isDark: false, isSame: false };
const same: CameraEvent = { type: 'picture', isDark: false, isSame: true };
const dark: CameraEvent = { type: 'picture', isDark: true, isSame: true };
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
      { type: 'report', state: 'lost', trouble: 'camera-frozen' },
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

  test('that freezes on one picture is opened anew, and told as frozen until its pictures differ', () => {
    const grainy = times(GRAINY_PICTURES, picture);
    const frozen = times(LOOKS_UNTIL_LOST, [looked, same]).flat();
    const { life, effects } = live([...ready, ...grainy, ...frozen]);
    expect(reports(effects)).toEqual(['starting', 'ready', 'lost camera-frozen']);
    const again = live([{ type: 'retry-due', attempt: 1 }, opened(2), same, looked, same], life);
    expect(reports(again.effects)).toEqual([]);
    expect(reports(live([picture], again.life).effects)).toEqual(['ready']);
  });

  test('that was never seen to have grain may stand still for as long as it likes', () => {
    const film = [...times(GRAINY_PICTURES - 1, picture), ...times(LOOKS_UNTIL_LOST * 4, [looked, same]).flat()];
    expect(reports(live([...ready.slice(0, 2), ...film, ...film]).effects)).toEqual(['starting', 'ready']);
  });

  test('that another program holds is let go sooner, and told so', () => {
    const muted = live([...ready, { type: 'muted' }, ...times(LOOKS_UNTIL_LOST_MUTED, looked)]);
    expect(reports(muted.effects)).toEqual(['starting', 'ready', 'lost in-use']);
    const brief = live([...ready, { type: 'muted' }, looked, { type: 'unmuted' }, looked, picture, looked]);
    expect(reports(brief.effects)).toEqual(['starting', 'ready']);
  });

  test('that is silent after the machine slept is opened anew within two looks', () => {
    const { effects } = live([...ready, { type: 'woke' }, ...times(LOOKS_AFTER_WAKING, looked)]);
    expect(reports(effects)).toEqual(['starting', 'ready', 'lost camera-frozen']);
    expect(reports(live([...ready, { type: 'woke' }, looked, picture, looked]).effects)).toEqual(['starting', 'ready']);
  });

  test('whose opening hangs is opened anew, and what the old opening still answers is nobody’s', () => {
    const hanging = live([{ type: 'started' }, ...times(LOOKS_UNTIL_OPENING_LOST, looked)]);
    expect(reports(hanging.effects)).toEqual(['starting', 'lost in-use']);
    const again = live([{ type: 'retry-due', attempt: 1 }, opened(1)], hanging.life);
    expect(again.life).toMatchObject({ camera: 'opening', attempt: 2 });
  });

  test('that stands in for another makes way for it at once', () => {
    const { effects } = live([...ready, { type: 'reopen' }, opened(2), picture]);
    expect(effects.slice(3, 6)).toEqual([
      { type: 'report', state: 'starting', trouble: null },
      { type: 'close' },
      { type: 'open', attempt: 2 },
    ]);
    expect(reports(effects)).toEqual(['starting', 'ready', 'starting', 'ready']);
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
  fc.constantFrom<CameraEvent>(
    { type: 'started' },
    picture,
    same,
    dark,
    looked,
    { type: 'world-changed' },
    { type: 'muted' },
    { type: 'unmuted' },
    { type: 'woke' },
    { type: 'reopen' },
  ),
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
