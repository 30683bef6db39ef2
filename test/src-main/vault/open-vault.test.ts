import { createHmac, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKeyFile, newKeys } from '../../../src-main/vault/key-file.ts';
import type { Vault } from '../../../src-main/vault/open-vault.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** Agrees on keys, but cannot sign. */
const X25519_KEY = generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

function opened(dir: string): Vault {
  const answer = openVault(dir);
  if (answer.type === 'refused') throw new Error(answer.reason);
  return answer.vault;
}

function keyText(dir: string): string {
  return readFileSync(join(dir, 'keys.json'), 'utf8');
}

describe('the keys of a new gate', () => {
  test('are one private file and nothing beside it', () => {
    const dir = temporaryDir();
    opened(dir);
    expect(readdirSync(dir)).toEqual(['keys.json']);
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  test('stay the same at the next start', () => {
    const dir = temporaryDir();
    const first = opened(dir);
    const text = keyText(dir);
    const second = opened(dir);
    expect(keyText(dir)).toBe(text);
    expect(second.deviceId).toBe(first.deviceId);
    expect(second.sealer.open(first.sealer.seal('Thử', 'here'), 'here', first.sealer.keyId)).toBe('Thử');
    expect(second.signer.publicKeyRaw).toEqual(first.signer.publicKeyRaw);
  });

  test('are other keys than those of any other gate', () => {
    const one = opened(temporaryDir());
    const other = opened(temporaryDir());
    const key = { scheme: 'citizen', value: '001099000000' } as const;
    expect(other.deviceId).not.toBe(one.deviceId);
    expect(other.sealer.keyId).not.toBe(one.sealer.keyId);
    expect(other.tagger.tag(key)).not.toBe(one.tagger.tag(key));
    expect(other.signer.publicKeyRaw).not.toEqual(one.signer.publicKeyRaw);
  });

  test("are taken out of others' sight again where a copy has left them open", () => {
    const dir = temporaryDir();
    opened(dir);
    chmodSync(join(dir, 'keys.json'), 0o644);
    opened(dir);
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  });
});

test('keys that another process made in the same moment are not replaced', () => {
  const dir = temporaryDir();
  createKeyFile(join(dir, 'keys.json'), newKeys());
  const text = keyText(dir);
  createKeyFile(join(dir, 'keys.json'), newKeys());
  expect(keyText(dir)).toBe(text);
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

describe('a key file that cannot be used is refused and kept', () => {
  const changed = (change: (keys: Record<string, unknown>) => unknown) => {
    const dir = temporaryDir();
    opened(dir);
    return JSON.stringify(change(JSON.parse(keyText(dir))));
  };
  test.each([
    ['empty', () => ''],
    ['half a file', () => changed((keys) => keys).slice(0, 100)],
    ['not JSON', () => 'khóa'],
    ['of another form', () => '{}'],
    ['of a later version', () => changed((keys) => ({ ...keys, version: 2 }))],
    ['with a key that is too short', () => changed((keys) => ({ ...keys, tagKey: { secret: 'AAAA' } }))],
    ['with a device id that is none', () => changed((keys) => ({ ...keys, deviceId: 'gate' }))],
    ['with a signing key of another kind', () => changed((keys) => ({ ...keys, signingKey: { pkcs8: X25519_KEY } }))],
    ['with a signing key that is none', () => changed((keys) => ({ ...keys, signingKey: { pkcs8: 'AAAA' } }))],
  ])('%s', (_name, make) => {
    const dir = temporaryDir();
    const path = join(dir, 'keys.json');
    const text = make();
    writeFileSync(path, text);
    expect(openVault(dir)).toEqual({ type: 'refused', reason: 'keys-malformed', path });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(dir)).toEqual(['keys.json']);
  });

  test('not a file', () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'keys.json'));
    expect(openVault(dir)).toMatchObject({ type: 'refused', reason: 'keys-unreadable' });
  });
});

test('where no file can be made, the vault says so', () => {
  const dir = join(temporaryDir(), 'no-such-folder');
  expect(openVault(dir)).toEqual({ type: 'refused', reason: 'cannot-write', path: join(dir, 'keys.json') });
});

describe('what the vault does with its keys', () => {
  test('a tag is the HMAC of scheme and value, so one number under two schemes is two subjects', () => {
    const dir = temporaryDir();
    const { tagger } = opened(dir);
    const secret = Buffer.from(JSON.parse(keyText(dir)).tagKey.secret, 'base64');
    const expected = createHmac('sha256', secret).update('citizen:001099000000').digest('hex');
    expect(tagger.tag({ scheme: 'citizen', value: '001099000000' })).toBe(expected);
    expect(tagger.tag({ scheme: 'phone', value: '001099000000' })).not.toBe(expected);
  });

  test('the digest is SHA-256 of UTF-8 in lower-case hex', () => {
    expect(opened(temporaryDir()).digest('Gác')).toBe(
      'ae9ff8b55aa52cad975c3ddbd9a06c7cb0026375ef8194ecd580512ca3c6ea95',
    );
  });

  test('what is signed can be checked with the 32 raw bytes of the public key', () => {
    const { signer } = opened(temporaryDir());
    expect(signer.publicKeyRaw).toHaveLength(32);
    const x = Buffer.from(signer.publicKeyRaw).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const body = Buffer.from('body');
    expect(verify(null, body, publicKey, sign(null, body, signer.privateKey))).toBe(true);
  });
});
