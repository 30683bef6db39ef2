import { expect, test } from 'vitest';
import { EAR_OPEN_MS } from '../../../src-main/gate/code-ear.ts';
import { createSetupEar } from '../../../src-main/gate/setup-ear.ts';

test('a setup code is taken only while somebody listens, and handed over once', () => {
  const nowMs = 1_000;
  const ear = createSetupEar(() => nowMs);
  expect(ear.takes('gac-cong-setup:AAAA')).toBe(false);
  expect(ear.listen(true)).toBeNull();
  expect(ear.takes('012345678901|Ai đó')).toBe(false);
  expect(ear.takes('gac-cong-setup:AAAA\r')).toBe(true);
  expect(ear.listen(true)).toBe('gac-cong-setup:AAAA');
  expect(ear.listen(true)).toBeNull();
  expect(ear.takes('GACCONG-SETUP:BBBB')).toBe(true);
  expect(ear.listen(false)).toBeNull();
  expect(ear.takes('GACCONG-SETUP:BBBB')).toBe(false);
});

test('a screen that went without a word does not leave it open', () => {
  let nowMs = 1_000;
  const ear = createSetupEar(() => nowMs);
  ear.listen(true);
  nowMs += EAR_OPEN_MS;
  expect(ear.takes('gac-cong-setup:AAAA')).toBe(false);
});
