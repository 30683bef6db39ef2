import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpeningHours } from '../../../src-main/core/hours/opening-hours.ts';
import { keepAwake } from '../../../src-main/electron/awake.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-29T00:00:00+07:00') });
});
afterEach(() => {
  vi.useRealTimers();
});

function machine(hours: OpeningHours | null) {
  const state = { hours, awake: new Set<number>(), started: 0 };
  const look = keepAwake(
    {
      start: () => {
        state.started += 1;
        state.awake.add(state.started);
        return state.started;
      },
      stop: (id) => state.awake.delete(id),
    },
    () => state.hours,
    Date.now,
  );
  const at = (clock: string): number => {
    vi.setSystemTime(Date.parse(`2026-11-29T${clock}:00+07:00`));
    vi.advanceTimersByTime(60_000);
    return state.awake.size;
  };
  return { state, look, at };
}

test('the machine may not sleep while the venue is open, and may when it is closed', () => {
  const { at } = machine({ opens: '06:00', closes: '22:00' });
  expect(['05:00', '06:00', '12:00', '21:30', '22:00', '23:00'].map(at)).toEqual([0, 1, 1, 1, 0, 0]);
});

test('a venue that said no hours may be open at any: the machine never sleeps, and is told so once', () => {
  const { state, at } = machine(null);
  expect(['00:00', '03:00', '12:00'].map(at)).toEqual([1, 1, 1]);
  expect(state.started).toBe(1);
});

test('new hours count from the next look on, and after a sleep at once', () => {
  const { state, look, at } = machine({ opens: '06:00', closes: '22:00' });
  expect(at('23:00')).toBe(0);
  state.hours = { opens: '06:00', closes: '23:59' };
  look();
  expect(state.awake.size).toBe(1);
});
