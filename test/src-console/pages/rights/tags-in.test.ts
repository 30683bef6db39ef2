import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagsIn } from '../../../../src-console/pages/rights/tags-in.ts';

const tag = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

test('the tags of a file or a list are read, each once, and nothing else of it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(tag, { maxLength: 5 }), (tags) => {
      expect(tagsIn(JSON.stringify({ type: 'tags', tags }))).toEqual(tags);
      expect(tagsIn([...tags, ...tags].join('\n'))).toEqual(tags);
    }),
  );
});

test('what is longer or shorter is no tag, and a number is none either', () => {
  expect(tagsIn(`${'a'.repeat(65)} ${'b'.repeat(63)} 001000000000`)).toEqual([]);
});
