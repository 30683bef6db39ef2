import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskName, maskNumber } from '../../../../src-main/core/code/mask.ts';

describe('a masked name', () => {
  test.each([
    ['Nguyễn Văn A', 'Nguyễn Văn ***'],
    ['Trần B', 'Trần ***'],
    ['Niê', 'N***'],
    ['Ễnh', 'Ễ***'],
    ['  Lê   Thị  C ', 'Lê Thị ***'],
    [null, null],
    ['   ', null],
  ])('of %j is %j', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('never shows the given name', () => {
    const words = fc.array(fc.stringMatching(/^[A-Z][a-z]{4,8}$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(words, (name) => {
        const shown = maskName(name.join(' '))?.split(' ') ?? [];
        expect(shown.slice(0, -1)).toEqual(name.slice(0, -1));
        expect(shown.at(-1)).toBe('***');
      }),
    );
  });
});

describe('a masked number', () => {
  test.each([
    ['001099000000', '******000000'],
    ['GD4790000000000', '******000000000'],
    ['012345678', '*****5678'],
    ['B1234567', '****4567'],
    ['******000000', '******000000'],
    ['', null],
    [null, null],
  ])('of %j is %j', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  test('hides half of it at least, or six', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,20}$/), (number) => {
        const masked = maskNumber(number) ?? '';
        const hidden = masked.lastIndexOf('*') + 1;
        expect(masked).toHaveLength(number.length);
        expect(hidden).toBeGreaterThanOrEqual(Math.min(6, number.length / 2));
      }),
    );
  });
});
