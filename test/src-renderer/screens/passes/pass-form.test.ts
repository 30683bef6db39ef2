import { describe, expect, test } from 'vitest';
import { checkPassForm, EMPTY_PASS_FORM } from '../../../../src-renderer/screens/passes/pass-form.ts';

/** 2026-11-23, 09:30 in Vietnam. */
const NOW_UTC_MS = Date.UTC(2026, 10, 23, 2, 30);

function orderOf(part: Partial<typeof EMPTY_PASS_FORM>) {
  const checked = checkPassForm({ ...EMPTY_PASS_FORM, ...part }, NOW_UTC_MS);
  if (checked.type === 'incomplete') throw new Error(JSON.stringify(checked.errors));
  return checked.order;
}

describe('a pass form', () => {
  test('as it opens is one pass for whoever carries it, once, until tonight, on every lane', () => {
    expect(orderOf({})).toEqual({
      purpose: 'visitor',
      name: null,
      count: 1,
      notBeforeUtcMs: null,
      expiresAtUtcMs: Date.UTC(2026, 10, 23, 16, 59, 59),
      isOneTime: true,
      laneIds: null,
    });
  });

  test.each([
    ['two-hours', Date.UTC(2026, 10, 23, 4, 30)],
    ['week', Date.UTC(2026, 10, 29, 16, 59, 59)],
    ['month', Date.UTC(2026, 11, 22, 16, 59, 59)],
  ] as const)('ends when it says: %s', (duration, expiresAtUtcMs) => {
    expect(orderOf({ duration }).expiresAtUtcMs).toBe(expiresAtUtcMs);
  });

  test('takes a name as one clean line', () => {
    expect(orderOf({ name: '  Trần\u0009Thị   B ' }).name).toBe('Trần Thị B');
  });

  test.each([
    [{ count: '0' }, { count: 'count-shape' }],
    [{ count: '81' }, { count: 'count-shape' }],
    [{ count: '2.5' }, { count: 'count-shape' }],
    [{ count: '' }, { count: 'count-shape' }],
    [{ count: '2', name: 'Trần Thị B' }, { count: 'name-twice' }],
    [{ name: 'a'.repeat(81) }, { name: 'name-too-long' }],
  ] as const)('says what is wrong: %o', (part, errors) => {
    expect(checkPassForm({ ...EMPTY_PASS_FORM, ...part }, NOW_UTC_MS)).toEqual({ type: 'incomplete', errors });
  });
});
