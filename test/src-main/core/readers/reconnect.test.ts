import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReaderEffect, ReaderEvent, ReaderLife } from '../../../../src-main/core/readers/reconnect.ts';
import {
  FIRST_REOPEN_DELAY_MS,
  isAtRest,
  LONGEST_REOPEN_DELAY_MS,
  newReaderLife,
  nextReaderStep,
  PORT_TROUBLES,
} from '../../../../src-main/core/readers/reconnect.ts';

function live(events: readonly ReaderEvent[]): { life: ReaderLife; effects: ReaderEffect[] } {
  let life = newReaderLife();
  const effects: ReaderEffect[] = [];
  for (const event of events) {
    const step = nextReaderStep(life, event);
    life = step.state;
    effects.push(...step.effects);
  }
  return { life, effects };
}

const ready: readonly ReaderEvent[] = [{ type: 'started' }, { type: 'opened' }];
const pulled: readonly ReaderEvent[] = [...ready, { type: 'lost', trouble: 'unplugged' }];

describe('a reader', () => {
  test('starts, opens its port and is ready', () => {
    expect(live(ready).effects).toEqual([
      { type: 'report', state: 'starting', trouble: null },
      { type: 'open' },
      { type: 'report', state: 'ready', trouble: null },
    ]);
  });

  test('whose plug is pulled says so, lets go of the port and tries again half a second later', () => {
    expect(live(pulled).effects.slice(3)).toEqual([
      { type: 'report', state: 'lost', trouble: 'unplugged' },
      { type: 'close' },
      { type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS },
    ]);
  });

  test('stays unplugged, not unfound, and says it once, while its path is away', () => {
    const { life, effects } = live([
      ...pulled,
      { type: 'closed' },
      { type: 'retry-due' },
      { type: 'open-failed', trouble: 'not-found' },
    ]);
    expect(life.trouble).toBe('unplugged');
    expect(effects.slice(6)).toEqual([{ type: 'open' }, { type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS }]);
  });

  test('says so when the trouble becomes another', () => {
    const { effects } = live([
      { type: 'started' },
      { type: 'open-failed', trouble: 'not-found' },
      { type: 'retry-due' },
      { type: 'open-failed', trouble: 'no-permission' },
    ]);
    expect(effects.filter(({ type }) => type === 'report')).toEqual([
      { type: 'report', state: 'starting', trouble: null },
      { type: 'report', state: 'lost', trouble: 'not-found' },
      { type: 'report', state: 'lost', trouble: 'no-permission' },
    ]);
  });

  test('tries ever less often, but often enough to be usable within two seconds', () => {
    const failure: readonly ReaderEvent[] = [{ type: 'open-failed', trouble: 'not-found' }, { type: 'retry-due' }];
    const { effects } = live([{ type: 'started' }, ...Array.from({ length: 6 }, () => failure).flat()]);
    const delays = effects.flatMap((effect) => (effect.type === 'schedule' ? [effect.delayMs] : []));
    expect(delays).toEqual([500, 750, 1125, 1500, 1500, 1500]);
    expect(LONGEST_REOPEN_DELAY_MS).toBeLessThan(2_000);
  });

  test('starts again with the shortest delay once it was ready', () => {
    const { effects } = live([
      { type: 'started' },
      { type: 'open-failed', trouble: 'in-use' },
      { type: 'retry-due' },
      { type: 'opened' },
      { type: 'lost', trouble: 'unplugged' },
      { type: 'closed' },
      { type: 'retry-due' },
      { type: 'open-failed', trouble: 'in-use' },
    ]);
    expect(effects.at(-1)).toEqual({ type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS });
  });

  test('does not open a port whose old handle is still closing, and does not forget to', () => {
    const { effects } = live([...pulled, { type: 'retry-due' }, { type: 'closed' }, { type: 'retry-due' }]);
    expect(effects.slice(6)).toEqual([{ type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS }, { type: 'open' }]);
  });

  test('stopped while opening closes as soon as there is something to close, and says nothing more', () => {
    const { life, effects } = live([
      { type: 'started' },
      { type: 'stopped' },
      { type: 'opened' },
      { type: 'lost', trouble: 'other' },
      { type: 'closed' },
    ]);
    expect(effects.slice(2)).toEqual([{ type: 'close' }]);
    expect(isAtRest(life)).toBe(true);
  });
});

const trouble = fc.constantFrom(...PORT_TROUBLES);
const anyEvent: fc.Arbitrary<ReaderEvent> = fc.oneof(
  fc.constantFrom<ReaderEvent>({ type: 'started' }, { type: 'opened' }, { type: 'closed' }, { type: 'retry-due' }),
  trouble.map((word): ReaderEvent => ({ type: 'open-failed', trouble: word })),
  trouble.map((word): ReaderEvent => ({ type: 'lost', trouble: word })),
);
const anyEventOrStop = fc.oneof({ weight: 9, arbitrary: anyEvent }, fc.constant<ReaderEvent>({ type: 'stopped' }));

describe('after any events in any order, a reader', () => {
  test('has at most one port open or opening', () => {
    fc.assert(
      fc.property(fc.array(anyEventOrStop, { maxLength: 60 }), (events) => {
        let life = newReaderLife();
        let ports = 0;
        for (const event of events) {
          const before = life;
          const step = nextReaderStep(life, event);
          life = step.state;
          if (event.type === 'open-failed' && before.port === 'opening') ports -= 1;
          if (event.type === 'closed' && before.port === 'closing') ports -= 1;
          for (const effect of step.effects) {
            if (effect.type === 'open') ports += 1;
            expect(ports).toBeLessThanOrEqual(1);
          }
          expect(ports).toBe(life.port === 'closed' ? 0 : 1);
        }
      }),
    );
  });

  test('that is lost is trying or has a retry scheduled, with a delay of at most two seconds', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let life = newReaderLife();
        let isScheduled = false;
        for (const event of events) {
          const step = nextReaderStep(life, event);
          if (event.type === 'retry-due') isScheduled = false;
          life = step.state;
          for (const effect of step.effects) {
            if (effect.type !== 'schedule') continue;
            isScheduled = true;
            expect(effect.delayMs).toBeGreaterThanOrEqual(FIRST_REOPEN_DELAY_MS);
            expect(effect.delayMs).toBeLessThanOrEqual(2_000);
          }
          if (life.state === 'lost') expect(isScheduled || life.port === 'opening').toBe(true);
        }
      }),
    );
  });

  test('that is stopped opens nothing, reports nothing and schedules nothing', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyEventOrStop), (before, after) => {
        const stopped = nextReaderStep(live(before).life, { type: 'stopped' });
        const types = new Set(stopped.effects.map(({ type }) => type));
        let life = stopped.state;
        for (const event of after) {
          const step = nextReaderStep(life, event);
          life = step.state;
          for (const { type } of step.effects) types.add(type);
        }
        types.delete('close');
        expect([...types]).toEqual([]);
      }),
    );
  });
});
