import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hrefOf, readPlace } from '../../src-console/place.ts';

describe('a place in the console', () => {
  test('is read from what stands after the #', () => {
    expect(readPlace('#/figures/B%E1%BA%AFc%20Ninh/Ph%C6%B0%E1%BB%9Dng?day=2026-11-29')).toEqual({
      name: 'figures',
      path: ['Bắc Ninh', 'Phường'],
      asked: { day: '2026-11-29' },
    });
    expect(readPlace('')).toEqual({ name: '', path: [], asked: {} });
    expect(readPlace('#/figures/%')).toEqual({ name: 'figures', path: ['%'], asked: {} });
  });

  test('comes back from its address as it was, whatever units are called', () => {
    const part = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(
        part,
        fc.array(part, { maxLength: 8 }),
        fc.dictionary(fc.constantFrom('day', 'venue'), part),
        (name, path, asked) => {
          const href = hrefOf(name, path, asked);
          fc.pre(href.length < 4_000);
          expect(readPlace(href)).toEqual({ name, path, asked });
        },
      ),
    );
  });

  test('is read without an error, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (hash) => void readPlace(hash)));
  });
});
