import { expect, test } from 'vitest';
import { notAPerson } from '../../../../../src-main/core/entry/rules/not-a-person.ts';
import { context, PERSON } from '../rule-context.ts';

test.each([
  ['a place is refused', { type: 'place', text: 'https://a.example' }, { verdict: 'refuse', reason: 'place-code' }],
  ['an unknown code is looked at', { type: 'opaque', text: 'a ticket' }, { verdict: 'check', reason: 'unknown-code' }],
  [
    'an unreadable one is tried again',
    { type: 'unreadable', reason: 'empty' },
    { verdict: 'unreadable', reason: 'empty' },
  ],
  [
    'a person who hides every number is looked at',
    { ...PERSON, key: null },
    { verdict: 'check', reason: 'number-hidden' },
  ],
] as const)('%s', (_what, code, finding) => {
  expect(notAPerson(context({ code }))).toEqual([finding]);
});

test('a person with a number, and one whom the guard typed, are nothing to speak of', () => {
  expect(notAPerson(context())).toEqual([]);
  expect(notAPerson(context({ code: null }))).toEqual([]);
});
