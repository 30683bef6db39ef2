/** What does a line of an index come to, good or bad? */

import { expect, test } from 'vitest';
import { readIndex } from '../../../bench/decode/read-index.ts';

const line = (fields: object): string => JSON.stringify(fields);

test('labelled, negative and unlabelled pictures are told apart, and other fields do not matter', () => {
  const { pictures, problems } = readIndex(
    [
      line({ file: 'a.png', source: 'x', category: 'glare', expected: ['text'], negative: false, width: 3 }),
      line({ file: 'b.png', category: 'none', expected: [], negative: true }),
      line({ file: 'c.png', category: 'glare', expected: [] }),
      line({ file: 'd.png' }),
      '',
    ].join('\n'),
  );
  expect(problems).toEqual([]);
  expect(pictures).toEqual([
    { line: 1, file: 'a.png', category: 'glare', truth: { kind: 'labelled', texts: ['text'] } },
    { line: 2, file: 'b.png', category: 'none', truth: { kind: 'negative' } },
    { line: 3, file: 'c.png', category: 'glare', truth: { kind: 'unlabelled' } },
    { line: 4, file: 'd.png', category: 'all', truth: { kind: 'unlabelled' } },
  ]);
});

test('a bad line is named with its number and costs none of the others', () => {
  const { pictures, problems } = readIndex(
    [
      '{"file": "a.png"',
      line({ file: 'b.png', expected: ['text'] }),
      line({ file: 7, expected: 'text' }),
      line({ file: 'c.png', expected: ['text'], negative: true }),
    ].join('\r\n'),
  );
  expect(pictures.map(({ file }) => file)).toEqual(['b.png']);
  expect(problems).toEqual([
    { line: 1, reason: 'is no JSON' },
    { line: 3, reason: 'says nothing usable in: file, expected' },
    { line: 4, reason: 'is negative and has a text' },
  ]);
});
