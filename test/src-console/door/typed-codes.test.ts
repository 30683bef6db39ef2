import { expect, test } from 'vitest';
import { readRecoveryCode } from '../../../src-console/door/typed-codes.ts';

test('a recovery code is taken as it is typed off a sheet, and nothing else is taken for one', () => {
  expect(readRecoveryCode(' AB2CD ef3gh-jk4lm np5qr ')).toBe('ab2cd-ef3gh-jk4lm-np5qr');
  expect(readRecoveryCode('ab2cd-ef3gh-jk4lm-np5q')).toBeNull();
  expect(readRecoveryCode('ab2cd-ef3gh-jk4lm-np5qé')).toBeNull();
});
