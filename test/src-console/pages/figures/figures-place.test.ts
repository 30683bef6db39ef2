import { describe, expect, test } from 'vitest';
import { dayAfter, figuresHref, readSpan } from '../../../../src-console/pages/figures/figures-place.ts';
import { readPlace } from '../../../../src-console/place.ts';

const TODAY = '2026-11-29';

describe('a place of the figures', () => {
  test('without a day is today and two weeks, and its address says no more than it has to', () => {
    const span = readSpan({}, TODAY);
    expect(span).toEqual({ day: TODAY, days: 14 });
    expect(figuresHref({ unit: ['Huế'], venueId: null, span }, TODAY)).toBe('#/figures/Hu%E1%BA%BF');
  });

  test('comes back from its address', () => {
    const span = { day: '2026-11-01', days: 62 } as const;
    const { path, asked } = readPlace(figuresHref({ unit: ['Huế', 'Phường 1'], venueId: 'a/b?c', span }, TODAY));
    expect([path, asked.venue, readSpan(asked, TODAY)]).toEqual([['Huế', 'Phường 1'], 'a/b?c', span]);
  });

  test.each(['2026-02-30', '2026-13-01', 'yesterday', '', '20261129'])('%o is no day, and taken for today', (day) => {
    expect(readSpan({ day, days: '1000' }, TODAY)).toEqual({ day: TODAY, days: 14 });
  });

  test('the day before the first of a month is the last of the month before', () => {
    expect([dayAfter('2026-03-01', -1), dayAfter('2026-12-31', 1)]).toEqual(['2026-02-28', '2027-01-01']);
  });
});
