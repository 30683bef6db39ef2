import { expect, test } from 'vitest';
import { recognise } from '../../../../src-main/core/code/recognise.ts';
import { TEST_CODES } from '../../../../src-renderer/screens/settings/test-codes.ts';

test('every test code is read as what it says it is, without a warning, and is of nobody', () => {
  expect(TEST_CODES.map(({ text }) => recognise(text, 'utf-8'))).toMatchObject(
    TEST_CODES.map(({ kind }) => ({
      type: 'person',
      kind,
      warnings: [],
      fields: { number: expect.stringMatching(/0{6}$/) },
    })),
  );
});
