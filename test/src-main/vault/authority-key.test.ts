import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuthorityKey } from '../../../src-main/vault/authority-key.ts';
import {
  authorityKey,
  EXPIRY_WARNING_MS,
  openAsAuthority,
  sealToAuthority,
  standingOf,
} from '../../../src-main/vault/authority-key.ts';
import { newHpkePair } from '../../../src-main/vault/hpke.ts';

const DAY_MS = 86_400_000;
const pair = newHpkePair();
const PUBLIC_KEY = Buffer.from(pair.publicKeyRaw).toString('base64url');
const place = { device: 'device', epoch: 'epoch', seq: 7 };

function keyServing(keyId: string, fromDay: number, toDay: number): AuthorityKey {
  return { keyId, publicKey: PUBLIC_KEY, notBefore: fromDay * DAY_MS, notAfter: toDay * DAY_MS };
}

describe('the key of the authority', () => {
  const older = keyServing('older', 0, 100);
  const newer = keyServing('newer', 90, 200);

  test('is the newer one where two overlap, in whatever order they came', () => {
    expect(standingOf([older, newer], 95 * DAY_MS)).toEqual({ type: 'serving', key: newer });
    expect(standingOf([newer, older], 95 * DAY_MS)).toEqual({ type: 'serving', key: newer });
  });

  test('does not serve before its time', () => {
    expect(standingOf([older, newer], 50 * DAY_MS)).toEqual({ type: 'serving', key: older });
    expect(standingOf([newer], 50 * DAY_MS)).toEqual({ type: 'not-yet' });
  });

  test('is spoken of a fortnight before the last one ends, and no longer used from its end on', () => {
    const endMs = older.notAfter;
    expect(standingOf([older], endMs - EXPIRY_WARNING_MS - 1).type).toBe('serving');
    expect(standingOf([older], endMs - EXPIRY_WARNING_MS).type).toBe('ending');
    expect(standingOf([older], endMs - 1).type).toBe('ending');
    expect(standingOf([older], endMs)).toEqual({ type: 'expired' });
    expect(standingOf([], endMs)).toEqual({ type: 'none' });
  });

  test('is read from its file, and refused when a date, the key or its order is wrong', () => {
    const file = {
      keyId: 'city-2026',
      publicKey: PUBLIC_KEY,
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2027-01-01T00:00:00+07:00',
    };
    expect(authorityKey.parse(file).notAfter).toBe(Date.UTC(2026, 11, 31, 17));
    for (const wrong of [
      { publicKey: 'short' },
      { notAfter: file.notBefore },
      { notBefore: 'today' },
      { keyId: 'Two Words' },
      { more: 1 },
    ]) {
      expect(authorityKey.safeParse({ ...file, ...wrong }).success).toBe(false);
    }
  });
});

describe('a person sealed to the authority', () => {
  const key = keyServing('city-2026', 0, 100);

  test('opens to the same text with the secret key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = sealToAuthority(key, plain, place);
        expect(openAsAuthority(key.keyId, pair.privateKeyRaw, sealed, place)).toBe(plain);
      }),
      { numRuns: 30 },
    );
  });

  test('opens in no other entry, and under no other key id', () => {
    const sealed = sealToAuthority(key, 'Thử', place);
    const { privateKeyRaw } = pair;
    expect(openAsAuthority('city-2027', privateKeyRaw, sealed, place)).toBeNull();
    for (const other of [{ seq: 8 }, { epoch: 'other' }, { device: 'other' }]) {
      expect(openAsAuthority(key.keyId, privateKeyRaw, sealed, { ...place, ...other })).toBeNull();
    }
  });
});
