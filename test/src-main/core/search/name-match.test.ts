import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameMatcher, plainName } from '../../../../src-main/core/search/name-match.ts';

test.each([
  ['nguyen', true],
  ['Thử', true],
  ['thu', true],
  ['thi thu', true],
  ['thu nguyen', true],
  ['duc', true],
  ['hử', false],
  ['tran', false],
  ['  ', false],
])('what was typed as "%s" fits a full name or does not', (typed, fits) => {
  expect(nameMatcher(typed)('Nguyễn Thị Đức Thử')).toBe(fits);
});

test('nobody is not found', () => {
  expect(nameMatcher('nguyen')(null)).toBe(false);
});

test('a name finds itself, however its marks are written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Nguyễn Văn Ơn', 'Đỗ Ỷ Lan', "H'Hen Niê"),
      fc.constantFrom('NFC', 'NFD'),
      (name, form) => {
        expect(nameMatcher(name.normalize(form))(name)).toBe(true);
        expect(nameMatcher(plainName(name))(name.normalize(form))).toBe(true);
      },
    ),
  );
});
