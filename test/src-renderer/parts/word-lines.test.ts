import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordLines } from '../../../src-renderer/parts/word-lines.ts';

test.each([
  ['MỜI VÀO', ['MỜI VÀO']],
  ['KHÔNG CHO VÀO', ['KHÔNG CHO VÀO']],
  ['MÁY HỎNG – KHÔNG CHO QUA', ['MÁY HỎNG', 'KHÔNG CHO QUA']],
  ['ALREADY RECORDED', ['ALREADY', 'RECORDED']],
  ['UNBREAKABLEWORDOFMANYLETTERS', ['UNBREAKABLEWORDOFMANYLETTERS']],
])('%s stands on %o', (word, lines) => {
  expect(wordLines(word)).toEqual(lines);
});

test('no letter is lost in breaking', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Z]{1,9}$/), { minLength: 1, maxLength: 6 }), (words) => {
      expect(wordLines(words.join(' ')).join(' ')).toBe(words.join(' '));
    }),
  );
});
