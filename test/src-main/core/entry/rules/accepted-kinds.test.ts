import { expect, test } from 'vitest';
import { acceptedKinds } from '../../../../../src-main/core/entry/rules/accepted-kinds.ts';
import { context, PERSON } from '../rule-context.ts';

const onlyUnified = { ...context().rules, acceptedKinds: ['unified'] as const };

test('a kind that the venue has switched off is refused', () => {
  expect(acceptedKinds(context({ rules: onlyUnified }))).toEqual([{ verdict: 'refuse', reason: 'kind-not-accepted' }]);
});

test('an accepted kind is nothing to speak of', () => {
  expect(acceptedKinds(context({ rules: onlyUnified, code: { ...PERSON, kind: 'unified' } }))).toEqual([]);
});

test.each([
  ['a manual entry', null],
  ['an unknown code', { type: 'opaque', text: 'a ticket' }],
] as const)('%s is no kind that a venue switches off', (_what, code) => {
  expect(acceptedKinds(context({ rules: onlyUnified, code }))).toEqual([]);
});
