import { expect, test } from 'vitest';
import { watchList } from '../../../../../src-main/core/entry/rules/watch-list.ts';
import { context } from '../rule-context.ts';

test.each(['check', 'refuse'] as const)('whom the list says to %s gets that answer, and no word of why', (action) => {
  expect(watchList(context({ watched: { action } }))).toEqual([{ verdict: action, reason: 'on-watch-list' }]);
});

test('who is not on the list is nothing to speak of', () => {
  expect(watchList(context())).toEqual([]);
});
