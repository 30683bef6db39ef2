import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aead } from '../../../src-main/vault/hpke.ts';
import {
  hpkeOpen,
  hpkePrivateKey,
  hpkeRecipient,
  hpkeSeal,
  hpkeSealTo,
  newHpkePair,
} from '../../../src-main/vault/hpke.ts';

const peer = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const INFO = Buffer.from('test');
const bound = { info: INFO, aad: Buffer.from('device|epoch|1') };
const pair = newHpkePair();

/** RFC 9180 A.1.1, the first encryption: the same exchange and schedule, with AES-128 at the end. */
const AES_128_GCM: Aead = { id: 1, cipher: 'aes-128-gcm', keyBytes: 16 };
const RFC = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  ephemeral: '52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736',
  encapsulated: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  recipient: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  recipientPublic: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
  aad: '436f756e742d30',
  plain: '4265617574792069732074727574682c20747275746820626561757479',
  sealed: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
};
const hex = (text: string) => Buffer.from(text, 'hex');

describe('a message sealed by HPKE', () => {
  test('is byte for byte what the appendix of RFC 9180 says', () => {
    const rfcBound = { info: hex(RFC.info), aad: hex(RFC.aad) };
    const ephemeral = hpkePrivateKey(hex(RFC.ephemeral));
    const recipient = hpkeRecipient(hex(RFC.recipientPublic), rfcBound.info, AES_128_GCM);
    const sealed = hpkeSealTo(recipient, hex(RFC.plain), rfcBound.aad, ephemeral);
    expect(Buffer.from(sealed).toString('hex')).toBe(RFC.encapsulated + RFC.sealed);
    expect(hpkeOpen(hex(RFC.recipient), sealed, rfcBound, AES_128_GCM)).toEqual(hex(RFC.plain));
  });

  test('opens in another implementation', async () => {
    const sealed = hpkeSeal(pair.publicKeyRaw, Buffer.from('Thử'), bound);
    const recipientKey = await peer.kem.importKey('raw', bytes(pair.privateKeyRaw), false);
    const encapsulated = bytes(sealed.subarray(0, 32));
    const opened = await peer.open(
      { recipientKey, enc: encapsulated, info: bytes(INFO) },
      bytes(sealed.subarray(32)),
      bytes(bound.aad),
    );
    expect(Buffer.from(opened).toString()).toBe('Thử');
  });

  test('opens when another implementation has sealed it', async () => {
    const recipientPublicKey = await peer.kem.importKey('raw', bytes(pair.publicKeyRaw), true);
    const { enc, ct } = await peer.seal(
      { recipientPublicKey, info: bytes(INFO) },
      bytes(Buffer.from('Thử')),
      bytes(bound.aad),
    );
    const sealed = Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
    expect(Buffer.from(hpkeOpen(pair.privateKeyRaw, sealed, bound) ?? []).toString()).toBe('Thử');
  });

  test('opens to the same bytes, whatever they and their binding are', () => {
    const anyBytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(anyBytes, anyBytes, anyBytes, (plain, info, aad) => {
        const sealed = hpkeSeal(pair.publicKeyRaw, plain, { info, aad });
        expect(hpkeOpen(pair.privateKeyRaw, sealed, { info, aad })).toEqual(Buffer.from(plain));
      }),
      { numRuns: 50 },
    );
  });

  test('stays shut with one bit changed anywhere, and when it is cut short', () => {
    const sealed = hpkeSeal(pair.publicKeyRaw, Buffer.from('Thử'), bound);
    for (let at = 0; at < sealed.length; at++) {
      // The top bit of the last byte of an X25519 key is ignored (RFC 7748 §5), but HPKE hashes the bytes themselves.
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(hpkeOpen(pair.privateKeyRaw, changed, bound)).toBeNull();
      expect(hpkeOpen(pair.privateKeyRaw, sealed.subarray(0, at), bound)).toBeNull();
    }
  });

  test('stays shut in another place, for another purpose and to another key', () => {
    const sealed = hpkeSeal(pair.publicKeyRaw, Buffer.from('Thử'), bound);
    expect(hpkeOpen(pair.privateKeyRaw, sealed, { ...bound, aad: Buffer.from('device|epoch|2') })).toBeNull();
    expect(hpkeOpen(pair.privateKeyRaw, sealed, { ...bound, info: Buffer.from('other') })).toBeNull();
    expect(hpkeOpen(newHpkePair().privateKeyRaw, sealed, bound)).toBeNull();
  });

  test('is never made for a public key that gives no secret, nor opened from one', () => {
    const zeros = new Uint8Array(32);
    expect(() => hpkeSeal(zeros, Buffer.from('Thử'), bound)).toThrow();
    expect(hpkeOpen(pair.privateKeyRaw, new Uint8Array(80), bound)).toBeNull();
  });
});

/** A copy with a buffer of its own, which that library's types ask for. */
function bytes(view: Uint8Array): ArrayBuffer {
  return new Uint8Array(view).buffer;
}
