import { createDecipheriv, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSealer } from '../../../src-main/vault/sealer.ts';

const SECRET = Buffer.alloc(32, 7);
const sealer = createSealer({ id: 'key-1', secret: createSecretKey(SECRET), older: new Map() });

describe('a sealed block', () => {
  test('opens to the same text in its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (plain, bound) => {
        expect(sealer.open(sealer.seal(plain, bound), bound, 'key-1')).toBe(plain);
      }),
    );
  });

  test('is version, nonce, ciphertext and tag of AES-256-GCM, with its place authenticated', () => {
    const sealed = Buffer.from(sealer.seal('Thử', 'device|epoch|1'));
    expect(sealed[0]).toBe(1);
    expect(sealed).toHaveLength(1 + 12 + Buffer.byteLength('Thử') + 16);
    const decipher = createDecipheriv('aes-256-gcm', SECRET, sealed.subarray(1, 13));
    decipher.setAAD(Buffer.from('device|epoch|1'));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(decipher.update(sealed.subarray(13, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('Thử');
  });

  test('never looks the same twice', () => {
    expect(sealer.seal('Thử', 'here')).not.toEqual(sealer.seal('Thử', 'here'));
  });

  test("does not open in another place, under another key, or under another key's name", () => {
    const sealed = sealer.seal('Thử', 'device|epoch|1');
    expect(sealer.open(sealed, 'device|epoch|2', 'key-1')).toBeNull();
    expect(sealer.open(sealed, 'device|epoch|1', 'key-2')).toBeNull();
    expect(
      createSealer({ id: 'key-1', secret: createSecretKey(Buffer.alloc(32, 8)), older: new Map() }).open(
        sealed,
        'device|epoch|1',
        'key-1',
      ),
    ).toBeNull();
  });

  test('does not open when any one bit of it is turned', () => {
    const sealed = sealer.seal('Thử', 'here');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const turned = Uint8Array.from(sealed);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(turned, 'here', 'key-1')).toBeNull();
    }
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, isVersioned) => {
        if (isVersioned && bytes.length > 0) bytes[0] = 1;
        expect(sealer.open(bytes, 'here', 'key-1')).toBeNull();
      }),
    );
  });
});
