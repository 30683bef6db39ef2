import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoWeekOf, isTraced, spanOfWeek, tracingState } from '../../../../src-main/core/authority/tracing-key.ts';

const DAY_MS = 86_400_000;
const instant = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2199, 11, 31) });

describe('the week of a tracing key', () => {
  test.each([
    // Sunday evening in Vietnam, and the Monday that begins two hours later.
    [Date.UTC(2026, 10, 22, 15), '2026-W47'],
    [Date.UTC(2026, 10, 22, 17), '2026-W48'],
    // Years that end in the next one's first week, and that begin in the last one's last.
    [Date.UTC(2024, 11, 30, 12), '2025-W01'],
    [Date.UTC(2027, 0, 1, 12), '2026-W53'],
  ])('is counted as ISO 8601 does, in Vietnam: %i is in %s', (atUtcMs, week) => {
    expect(isoWeekOf(atUtcMs)).toBe(week);
  });

  test('holds every instant of it, and its key one week more', () => {
    fc.assert(
      fc.property(instant, (atUtcMs) => {
        const span = spanOfWeek(isoWeekOf(atUtcMs));
        expect(span?.notBeforeUtcMs).toBeLessThanOrEqual(atUtcMs);
        expect(atUtcMs).toBeLessThan((span?.notBeforeUtcMs ?? 0) + 7 * DAY_MS);
        expect((span?.notAfterUtcMs ?? 0) - (span?.notBeforeUtcMs ?? 0)).toBe(14 * DAY_MS);
      }),
    );
  });

  test.each(['2026-W54', '2025-W53', '2026-W00', '2026-48', '', '1969-W10'])('%s is none', (week) => {
    expect(spanOfWeek(week)).toBeNull();
  });
});

test('a key that nobody followed up is warned of four days before its end, and said to be gone afterwards', () => {
  const keys = [{ id: 'a', notBeforeUtcMs: 0, notAfterUtcMs: 14 * DAY_MS }];
  const at = (days: number) => tracingState(keys, days * DAY_MS).type;
  expect([at(0), at(9), at(11), at(14)]).toEqual(['sealing', 'sealing', 'expiring', 'without']);
  expect(tracingState([], 0)).toEqual({ type: 'none' });
});

test('only numbers that are the same at every gate are traced: no pass, no certificate, no bare name', () => {
  const schemes = ['citizen', 'identity-paper', 'phone', 'pass', 'certificate', 'name', 'opaque'] as const;
  expect(schemes.map((scheme) => isTraced({ scheme, value: 'x' }))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
