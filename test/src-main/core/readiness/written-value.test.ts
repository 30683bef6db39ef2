import { expect, test } from 'vitest';
import { writtenValue } from '../../../../src-main/core/readiness/written-value.ts';

test.for([
  [76.8, 'vi', '76,8'],
  [76.8, 'en', 76.8],
  [60, 'vi', 60],
  ['1.24', 'vi', '1.24'],
] as const)('a finding’s %s is written in %s as %s', ([value, language, written]) => {
  expect(writtenValue(value, language)).toBe(written);
});
