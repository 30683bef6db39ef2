/** Which of several faults is the one that is said, and what of a code's texts is passed on? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forged, plainText, proofInTime } from '../../../src-main/credentials/judged.ts';

const NOW_UTC_MS = 1_000;
const SOUND = { isRevoked: false, notBeforeUtcMs: null, expiresAtUtcMs: null, signerNotAfterUtcMs: null };
const PAST = NOW_UTC_MS - 1;
const FUTURE = NOW_UTC_MS + 1;

describe('of a genuine code', () => {
  test.each([
    ['verified', {}],
    ['verified', { notBeforeUtcMs: NOW_UTC_MS, expiresAtUtcMs: NOW_UTC_MS, signerNotAfterUtcMs: NOW_UTC_MS }],
    ['signer-expired', { signerNotAfterUtcMs: PAST }],
    ['not-yet-valid', { notBeforeUtcMs: FUTURE, signerNotAfterUtcMs: PAST }],
    ['expired', { expiresAtUtcMs: PAST, notBeforeUtcMs: FUTURE, signerNotAfterUtcMs: PAST }],
    ['revoked', { isRevoked: true, expiresAtUtcMs: PAST, notBeforeUtcMs: FUTURE, signerNotAfterUtcMs: PAST }],
  ])('the gravest fault is said: %s', (state, times) => {
    expect(proofInTime('XX', { ...SOUND, ...times }, NOW_UTC_MS)).toEqual({ state, detail: state, issuer: 'XX' });
  });
});

test('of a forged code nothing is passed on but that it was there', () => {
  const judged = forged('eu-dcc', 'HC1:000000', 'base45');
  expect(judged).toMatchObject({ key: { scheme: 'opaque', value: 'HC1:000000' }, pass: null, dcc: null });
  expect(Object.values(judged.fields).every((value) => value === null)).toBe(true);
});

describe('text from a code', () => {
  test('becomes one line', () => {
    expect(plainText('  Nguyễn   Văn A ')).toBe('Nguyễn Văn A');
    expect(plainText('Nguyễn\n Văn\r\n A')).toBe('Nguyễn Văn A');
  });

  test('is composed, and has no invisible letters that could turn it round', () => {
    expect(plainText('Nguyễn'.normalize('NFD'))).toBe('Nguyễn');
    expect(plainText('A\u202eB\u200bC\u0000D')).toBe('ABCD');
  });

  test('is nothing where nothing is left, and where it is no text', () => {
    for (const value of ['', '  ', '\u200b', null, undefined, 7, {}]) expect(plainText(value)).toBeNull();
  });

  test('is never cut in the middle of a letter', () => {
    expect(plainText(`a${'😀'.repeat(150)}`)).toBe(`a${'😀'.repeat(99)}`);
    expect(plainText('A\ud83d')).toBe('A\ufffd');
  });

  test('is at most 200 letters, well formed and without controls, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 1_000 }), fc.string({ unit: 'grapheme' })),
        (text) => {
          const plain = plainText(text);
          if (plain === null) return;
          expect(plain.length).toBeLessThanOrEqual(200);
          expect(plain).not.toMatch(/\p{Cc}/u);
          expect(plain.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
