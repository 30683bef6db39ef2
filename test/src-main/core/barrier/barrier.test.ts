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

describe('what a barrier switches', () => {
  const READY = nextBarrierStep(newBarrier(), { type: 'board-ready', atMs: 0 }, TIMES).barrier;
  const tell = (barrier: Barrier, event: BarrierEvent, times = TIMES) => nextBarrierStep(barrier, event, times);
  const admitted = (atMs: number, seq = 1): BarrierEvent => ({ type: 'admitted', entry: entryOf(seq), atMs });
  const said = (commands: readonly BarrierCommand[]): string[] =>
    commands.map((command) =>
      command.type === 'switch' ? `${command.output} ${command.isOn ? 'on' : 'off'}` : command.type,
    );

  test('for an admission: the barrier for the pulse, the green lamp for its own time, and one opening is counted', () => {
    const { barrier, commands } = tell(READY, admitted(100));
    expect(said(commands)).toEqual(['barrier on', 'greenLamp on']);
    expect(barrier.heldUntilMs).toEqual({ barrier: 1_100, greenLamp: 3_100, redLamp: null, buzzer: null });
    expect(barrier).toMatchObject({ opened: 1, waiting: [{ entry: entryOf(1), dueAtMs: 8_100 }] });
    expect(nextDueAtMs(barrier)).toBe(1_100);
    const closed = tell(barrier, { type: 'due', atMs: 1_100 });
    expect(said(closed.commands)).toEqual(['barrier off']);
    expect(said(tell(closed.barrier, { type: 'due', atMs: 3_100 }).commands)).toEqual(['greenLamp off']);
  });

  test('for a refusal: red lamp and buzzer, each for its own time, and the barrier stays as it is', () => {
    const { barrier, commands } = tell(READY, { type: 'refused', atMs: 100 });
    expect(said(commands)).toEqual(['redLamp on', 'buzzer on']);
    expect(barrier.heldUntilMs).toEqual({ barrier: null, greenLamp: null, redLamp: 3_100, buzzer: 600 });
    expect(barrier).toMatchObject({ opened: 0, waiting: [] });
    const open = tell(READY, admitted(100)).barrier;
    expect(tell(open, { type: 'refused', atMs: 200 }).barrier.heldUntilMs.barrier).toBe(1_100);
  });

  test('no buzzer where its time is nothing, and no lamp where that is', () => {
    const silent = tell(READY, { type: 'refused', atMs: 100 }, { ...TIMES, buzzerMs: 0 });
    expect(said(silent.commands)).toEqual(['redLamp on']);
    expect(silent.barrier.heldUntilMs.buzzer).toBeNull();
    const nothing = tell(READY, { type: 'refused', atMs: 100 }, { ...TIMES, buzzerMs: 0, lampMs: 0 });
    expect(nothing).toEqual({ barrier: READY, commands: [] });
  });

  test('nothing twice: who comes while it is open holds it longer, and is waited for too', () => {
    const first = tell(READY, admitted(0)).barrier;
    const { barrier, commands } = tell(first, admitted(900, 2));
    expect(commands).toEqual([]);
    expect(barrier.heldUntilMs).toMatchObject({ barrier: 1_900, greenLamp: 3_900 });
    expect(barrier.waiting.map(({ entry, dueAtMs }) => [entry.seq, dueAtMs])).toEqual([
      [1, 8_000],
      [2, 8_900],
    ]);
    expect(said(tell(barrier, { type: 'due', atMs: 1_000 }).commands)).toEqual([]);
  });

  test('the same when it is tried by hand, and then nobody is waited for', () => {
    const { barrier, commands } = tell(READY, { type: 'tried', atMs: 0 });
    expect(said(commands)).toEqual(['barrier on', 'greenLamp on']);
    expect(barrier).toMatchObject({ opened: 1, waiting: [] });
    expect(tell(barrier, { type: 'passed', atMs: 10 }).barrier.unexpected).toBe(1);
  });

  test('everything off when the gate ends, and nobody is taken back', () => {
    const open = tell(tell(READY, admitted(0)).barrier, { type: 'refused', atMs: 10 }).barrier;
    const { barrier, commands } = tell(open, { type: 'ended', atMs: 20 });
    expect(said(commands)).toEqual(['barrier off', 'greenLamp off', 'redLamp off', 'buzzer off']);
    expect(barrier).toMatchObject({ waiting: [], opened: 1, notPassed: 0 });
    expect(nextDueAtMs(barrier)).toBeNull();
  });

  test('nothing at all before the board has said how it is, or while it is out of order', () => {
    const broken = tell(READY, { type: 'out-of-order', trouble: 'no-board', atMs: 0 }).barrier;
    for (const barrier of [newBarrier(), broken]) {
      for (const event of [admitted(1), { type: 'refused', atMs: 1 }, { type: 'tried', atMs: 1 }] as const) {
        expect(tell(barrier, event)).toEqual({ barrier, commands: [] });
      }
    }
  });

  test('one breakdown however often it is said, the newest trouble, and none once the board obeys', () => {
    const first = tell(READY, { type: 'out-of-order', trouble: 'no-answer', atMs: 0 }).barrier;
    const second = tell(first, { type: 'out-of-order', trouble: 'no-board', atMs: 1 }).barrier;
    expect(second).toMatchObject({ isInOrder: false, trouble: 'no-board', breakdowns: 1 });
    const ready = tell(second, { type: 'board-ready', atMs: 2 });
    expect(ready).toMatchObject({ barrier: { isInOrder: true, trouble: null, breakdowns: 1 }, commands: [] });
    expect(tell(ready.barrier, { type: 'board-ready', atMs: 3 }).barrier).toBe(ready.barrier);
    expect(tell(ready.barrier, { type: 'out-of-order', trouble: 'blocked', atMs: 4 }).barrier.breakdowns).toBe(2);
  });

  test('off and taken back first what is over, whatever is heard then', () => {
    const open = tell(READY, admitted(0)).barrier;
    const events: readonly BarrierEvent[] = [
      admitted(9_000, 2),
      { type: 'tried', atMs: 9_000 },
      { type: 'refused', atMs: 9_000 },
      { type: 'passed', atMs: 9_000 },
      { type: 'out-of-order', trouble: 'no-board', atMs: 9_000 },
      { type: 'due', atMs: 9_000 },
    ];
    for (const event of events) {
      const { barrier, commands } = tell(open, event);
      expect(said(commands).slice(0, 3), event.type).toEqual(['barrier off', 'greenLamp off', 'not-passed']);
      expect(barrier.notPassed, event.type).toBe(1);
    }
  });

  test('nothing for a passing, which counts for who came first', () => {
    const two = tell(tell(READY, admitted(0)).barrier, admitted(10, 2)).barrier;
    const { barrier, commands } = tell(two, { type: 'passed', atMs: 20 });
    expect(commands).toEqual([]);
    expect(barrier.waiting.map(({ entry }) => entry.seq)).toEqual([2]);
  });
});
