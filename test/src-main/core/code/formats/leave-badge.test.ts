import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isLeaveBadgeText,
  LEAVE_BADGE_PREFIX,
  wholeLeaveBadge,
} from '../../../../../src-main/core/code/formats/leave-badge.ts';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';

const BADGE = `${LEAVE_BADGE_PREFIX}0123456789ABCDEFGHJKMNPQRS`;

test.each([BADGE, `${BADGE}\r\n`, BADGE.toLowerCase(), BADGE.slice(0, 20), 'GACCONGLEAVE2somethingnewer'])(
  'a badge, whole, damaged or newer, is the gate’s own and nobody’s code',
  (text) => {
    expect(recognise(text, 'utf-8')).toEqual({ type: 'unreadable', reason: 'leave-badge' });
  },
);

test('only a whole one is worth comparing', () => {
  expect(wholeLeaveBadge(`${BADGE.toLowerCase()}\r`)).toBe(BADGE);
  expect(wholeLeaveBadge(BADGE.slice(0, -1))).toBeNull();
  expect(wholeLeaveBadge(`${BADGE}0`)).toBeNull();
});

test('no text with a field separator of a person’s code is one', () => {
  const field = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIKLMNOPQRSTUVXY<| '), maxLength: 30 });
  fc.assert(
    fc.property(field, field, fc.constantFrom('|', '<'), (a, b, separator) => {
      fc.pre(!a.startsWith('GACCONGLEAVE'));
      expect(isLeaveBadgeText(`${a}${separator}${b}`)).toBe(false);
    }),
  );
});
