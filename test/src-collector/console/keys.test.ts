/** Do passwords, codes and the key beside the database hold what they promise? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visitorOf } from '../../../src-collector/console/brakes.ts';
import { openPasswords, PASSWORD_COST } from '../../../src-collector/console/password.ts';
import { newRecoveryCodes, newSecondStep, secondStepUri, stepOf } from '../../../src-collector/console/second-step.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { codeOf, QUICK } from '../../support/served-console.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const GIVEN = 'k'.repeat(43);

describe('a password', () => {
  test('is kept as OWASP says, with its parameters and a salt of its own', async () => {
    expect(PASSWORD_COST).toEqual({ n: 131_072, r: 8 });
    const passwords = openPasswords();
    const stored = await passwords.hash('một mật khẩu đủ dài');
    expect(stored).toMatch(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await passwords.isRight('một mật khẩu đủ dài', stored)).toBe(true);
    expect(await passwords.isRight('một mật khẩu đủ dai', stored)).toBe(false);
  });

  test('opens by the parameters that it was kept with, and by either way of composing its letters', async () => {
    const stored = await openPasswords(QUICK).hash('mật khẩu cũ');
    expect(stored).not.toBe(await openPasswords(QUICK).hash('mật khẩu cũ'));
    const later = openPasswords({ n: 2 ** 11, r: 8 });
    expect(await later.isRight('mật khẩu cũ'.normalize('NFD'), stored)).toBe(true);
    expect(await later.isRight('mật khẩu cũ', null)).toBe(false);
  });

  test('is worked out for two at a time, and a flood is turned away', async () => {
    const passwords = openPasswords(QUICK);
    const answers = await Promise.all(Array.from({ length: 60 }, () => passwords.isRight('sai', null)));
    expect(answers.filter((answer) => answer === false)).toHaveLength(22);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(38);
    expect(await passwords.isRight('sai', null)).toBe(false);
  });
});

describe('a second step', () => {
  test('takes the code of now and of half a minute around it, and no other', () => {
    const secret = newSecondStep();
    const now = 1_790_000_010_000;
    for (const [offS, step] of [
      [0, 0],
      [-30, -1],
      [30, 1],
    ] as const) {
      expect(stepOf(secret, codeOf(secret, now + offS * 1_000), now)).toBe(Math.floor(now / 30_000) + step);
    }
    const around = [-1, 0, 1].map((steps) => codeOf(secret, now + steps * 30_000));
    for (const offS of [-60, 60, 3_600]) {
      const code = codeOf(secret, now + offS * 1_000);
      // By chance it may be one of the three.
      if (!around.includes(code)) expect(stepOf(secret, code, now)).toBeNull();
    }
  });

  test('is RFC 6238: its test vector, and an address that authenticator apps read', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(stepOf(secret, '287082', 59_000)).toBe(1);
    expect(stepOf(secret, '081804', 1_111_111_109_000)).toBe(37_037_036);
    const uri = new URL(secondStepUri(secret, 'Máy thu', 'nguyễn.a'));
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
    expect(uri.searchParams.get('secret')).toBe(secret);
  });

  test('has ten recovery codes, each of its own', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
  });
});

describe('the key beside the database', () => {
  test('is made once, for its owner alone, and opens again what it sealed', () => {
    const dir = temporaryDir();
    const sealed = consoleSecret(null, dir).seal('bí mật', 'một');
    expect(statSync(join(dir, 'console.key')).mode & 0o777).toBe(0o600);
    expect(consoleSecret(null, dir).open(sealed, 'một')).toBe('bí mật');
    expect(consoleSecret(null, temporaryDir()).open(sealed, 'một')).toBeNull();
    expect(readFileSync(join(dir, 'console.key'), 'utf8').trim()).toHaveLength(43);
    writeFileSync(join(dir, 'console.key'), '');
    expect(() => consoleSecret(null, dir)).toThrow('holds no key');
  });

  test('opens nothing that was moved or changed by a bit', () => {
    const secret = consoleSecret(GIVEN, '');
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = secret.seal(plain, 'một');
        expect(secret.open(sealed, 'một')).toBe(plain);
        expect(secret.open(sealed, 'hai')).toBeNull();
        const place = at % sealed.length;
        sealed[place] = (sealed[place] ?? 0) ^ (1 << bit);
        expect(secret.open(sealed, 'một')).toBeNull();
        expect(secret.open(sealed.subarray(0, place), 'một')).toBeNull();
      }),
    );
  });
});

test('a visitor is an IPv4 address, or the network of an IPv6 one', () => {
  expect(visitorOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(visitorOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::');
  expect(visitorOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::');
  expect(visitorOf('::1')).toBe('0:0:0:0::');
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      expect(visitorOf(address)).toMatch(/^(\d+\.\d+\.\d+\.\d+|([0-9a-f]{1,4}:){4}:)$/);
    }),
  );
});
