/** Does the bench understand what it is asked, and say so where it does not? */

import { expect, test } from 'vitest';
import { readArguments } from '../../../bench/decode/arguments.ts';

test('an index and its root are taken, with a limit and without', () => {
  const asked = { mode: 'index', indexPath: 'a.jsonl', rootDir: 'pictures' };
  expect(readArguments(['--index', 'a.jsonl', '--root', 'pictures'])).toEqual({
    ...asked,
    limit: null,
    wantsJson: false,
  });
  expect(readArguments(['--root', 'pictures', '--json', '--limit', '5', '--index', 'a.jsonl'])).toEqual({
    ...asked,
    limit: 5,
    wantsJson: true,
  });
});

test('the synthetic set is taken, with seed and count and without', () => {
  expect(readArguments(['--gate', '--seed', '7', '--count', '90', '--moving', '--json'])).toEqual({
    mode: 'gate',
    seed: 7,
    count: 90,
    presentations: 48,
    wantsJson: true,
  });
  expect(readArguments(['--gate'])).toMatchObject({ mode: 'gate', presentations: 5, wantsJson: false });
});

test.each([
  [[], /--index or --gate is missing/],
  [['--gate', '--index', 'a.jsonl', '--root', 'b'], /two runs/],
  [['--gate', '--limit', '5'], /--limit go with --index/],
  [['--gate', '--seed', '-1'], /--seed/],
  [['--gate', '--seed', 'x'], /--seed wants a positive whole number/],
  [['--gate', '--count', '1.5'], /--count wants a positive whole number/],
  [['--index', 'a', '--root', 'b', '--moving'], /--moving go with --gate/],
  [['--index', 'a', '--root', 'b', '--count', '5'], /--count and --moving go with --gate/],
  [['--index', 'a.jsonl'], /--root is missing/],
  [['--index'], /--index/],
  [['--index', 'a', '--root', 'b', '--limit', '0'], /--limit wants a positive whole number/],
  [['--index', 'a', '--root', 'b', '--limit', '2.5'], /--limit wants a positive whole number/],
  [['--index', 'a', '--root', 'b', '--quick'], /--quick/],
  [['a.jsonl'], /a\.jsonl/],
])('%j is refused with the reason and the usage', (words, reason) => {
  const asked = readArguments(words);
  if (asked.mode !== 'refused') throw new Error('was taken');
  expect(asked.message).toMatch(reason);
  expect(asked.message).toContain('npm run bench:decode');
});
