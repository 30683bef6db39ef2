import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Barrier, BarrierCommand, BarrierEvent } from '../../../../src-main/core/barrier/barrier.ts';
import { newBarrier, nextBarrierStep, nextDueAtMs } from '../../../../src-main/core/barrier/barrier.ts';

const TIMES = { pulseMs: 1_000, lampMs: 3_000, buzzerMs: 500, passWithinMs: 8_000 };
const entryOf = (seq: number) => ({ device: 'd', epoch: 'e', seq });

type Told = BarrierEvent['type'];
const told: fc.Arbitrary<{ type: Told; afterMs: number }> = fc.record({
  type: fc.constantFrom<Told>('admitted', 'refused', 'tried', 'passed', 'board-ready', 'out-of-order', 'due'),
  afterMs: fc.integer({ min: 0, max: 9_000 }),
});

/** Tells events one after the other, each admission with a seq of its own; hears what is due in between only if asked to. */
function run(events: readonly { type: Told; afterMs: number }[], times = TIMES) {
  let barrier = newBarrier();
  let atMs = 0;
  const steps: { event: BarrierEvent; before: Barrier; after: Barrier; commands: readonly BarrierCommand[] }[] = [];
  for (const [index, { type, afterMs }] of events.entries()) {
    atMs += afterMs;
    const event = eventOf(type, atMs, index + 1);
    const step = nextBarrierStep(barrier, event, times);
    steps.push({ event, before: barrier, after: step.barrier, commands: step.commands });
    barrier = step.barrier;
  }
  return { barrier, atMs, steps };
}

function eventOf(type: Told, atMs: number, seq: number): BarrierEvent {
  if (type === 'admitted') return { type, atMs, entry: entryOf(seq) };
  if (type === 'out-of-order') return { type, atMs, trouble: 'no-board' };
  return { type, atMs };
}

function opens(commands: readonly BarrierCommand[]): boolean {
  return commands.some((command) => command.type === 'switch' && command.output === 'barrier' && command.isOn);
}

describe('a barrier', () => {
  test('opens only at a committed admission or a test by hand, and only on a board in order', () => {
    fc.assert(
      fc.property(fc.array(told), (events) => {
        for (const { event, before, commands } of run(events).steps) {
          if (!opens(commands)) continue;
          expect(['admitted', 'tried']).toContain(event.type);
          expect(before.isInOrder).toBe(true);
        }
      }),
    );
  });

  test('ends closed, with everything off and nobody waited for, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(told), (events) => {
        const { barrier, atMs, steps } = run(events);
        const last = nextBarrierStep(barrier, { type: 'due', atMs: atMs + 100_000 }, TIMES);
        expect(nextDueAtMs(last.barrier)).toBeNull();
        const on = new Set<string>();
        for (const command of [...steps.flatMap(({ commands }) => commands), ...last.commands]) {
          if (command.type !== 'switch') continue;
          expect(on.has(command.output)).toBe(!command.isOn);
          if (command.isOn) on.add(command.output);
          else on.delete(command.output);
        }
        expect(on).toEqual(new Set());
      }),
    );
  });

  test('makes one correction of each opening that nobody passes in time, and none of the others', () => {
    const inOrder = told.filter(({ type }) => type !== 'out-of-order');
    fc.assert(
      fc.property(fc.array(inOrder), (events) => {
        const { barrier, atMs, steps } = run([{ type: 'board-ready', afterMs: 0 }, ...events]);
        const last = nextBarrierStep(barrier, { type: 'due', atMs: atMs + 100_000 }, TIMES);
        const corrected = [...steps.flatMap(({ commands }) => commands), ...last.commands]
          .filter((command) => command.type === 'not-passed')
          .map(({ entry }) => entry.seq);
        // Told apart from the reducer: who came first leaves first, and is late from the very instant on.
        const expected: number[] = [];
        let waiting: { seq: number; dueAtMs: number }[] = [];
        for (const { event } of steps) {
          expected.push(...waiting.filter(({ dueAtMs }) => dueAtMs <= event.atMs).map(({ seq }) => seq));
          waiting = waiting.filter(({ dueAtMs }) => dueAtMs > event.atMs);
          if (event.type === 'passed') waiting = waiting.slice(1);
          if (event.type === 'admitted') waiting.push({ seq: event.entry.seq, dueAtMs: event.atMs + 8_000 });
        }
        expect(corrected).toEqual([...expected, ...waiting.map(({ seq }) => seq)]);
        expect(last.barrier.notPassed).toBe(corrected.length);
      }),
    );
  });

  test('does not take a correction back when somebody passes late: that passing is counted', () => {
    const { barrier, steps } = run([
      { type: 'board-ready', afterMs: 0 },
      { type: 'admitted', afterMs: 0 },
      { type: 'passed', afterMs: 8_000 },
    ]);
    expect(steps[2]?.commands).toContainEqual({ type: 'not-passed', entry: entryOf(2) });
    expect(barrier).toMatchObject({ notPassed: 1, unexpected: 1, waiting: [] });
  });

  test('without a sensor waits for nobody and corrects nothing', () => {
    let barrier = nextBarrierStep(newBarrier(), { type: 'board-ready', atMs: 0 }, TIMES).barrier;
    const times = { ...TIMES, passWithinMs: null };
    barrier = nextBarrierStep(barrier, { type: 'admitted', entry: entryOf(1), atMs: 0 }, times).barrier;
    const { commands } = nextBarrierStep(barrier, { type: 'due', atMs: 100_000 }, times);
    expect(commands.filter(({ type }) => type === 'not-passed')).toEqual([]);
  });

  test('that is out of order forgets whom it waited for, and says off for what was on', () => {
    const { steps } = run([
      { type: 'board-ready', afterMs: 0 },
      { type: 'admitted', afterMs: 0 },
      { type: 'out-of-order', afterMs: 500 },
      { type: 'board-ready', afterMs: 500 },
      { type: 'due', afterMs: 100_000 },
    ]);
    expect(steps.map(({ commands }) => commands.length)).toEqual([0, 2, 2, 0, 0]);
    expect(steps[4]?.after).toMatchObject({ isInOrder: true, breakdowns: 1, notPassed: 0, opened: 1 });
  });
});
