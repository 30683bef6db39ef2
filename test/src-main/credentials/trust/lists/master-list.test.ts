/** Is an ICAO master list read, and its signature held against who may sign it? The lists were made with OpenSSL. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOfCertificate } from '../../../../../src-main/credentials/trust/lists/key-of.ts';
import { readList } from '../../../../../src-main/credentials/trust/lists/read-list.ts';
import masterLists from '../../../../support/credentials/master-lists.json' with { type: 'json' };
import { testSigner } from '../../../../support/credentials/sign-cose.ts';
import { listIn } from '../../../../support/credentials/trust-lists.ts';

function bytesOf(name: keyof typeof masterLists): Buffer {
  return Buffer.from(masterLists[name], 'base64');
}

describe('a master list', () => {
  test.each(['ecdsa', 'brainpool', 'rsaPss', 'withoutAttributes'] as const)(
    'is read and its signature found good (%s)',
    (name) => {
      const list = listIn('list.ml', bytesOf(name));
      expect(list).toMatchObject({
        form: 'icao-master-list',
        source: 'icao-master-list:VN',
        signature: 'valid',
        skipped: 0,
      });
      expect(list.keys.map(({ kind, issuer }) => `${kind} ${issuer}`)).toEqual(['vds-nc JPN', 'vds-nc VNM']);
      expect(list.keys.every(({ certificate }) => certificate !== null)).toBe(true);
    },
  );

  test('is of an unknown signer where the authority of its signer is not in it', () => {
    expect(listIn('list.ml', bytesOf('authorityNotInList')).signature).toBe('unknown-signer');
  });

  test('is good only under a signer that the venue has named, where it has named one', () => {
    const spki = keyOfCertificate('eu-dcc', bytesOf('ecdsaSigner'))?.spki ?? '';
    expect(listIn('list.ml', bytesOf('ecdsa'), [spki]).signature).toBe('valid');
    expect(listIn('list.ml', bytesOf('authorityNotInList'), [spki]).signature).toBe('valid');
    expect(listIn('list.ml', bytesOf('ecdsa'), [testSigner('ES256').spki]).signature).toBe('unknown-signer');
  });

  test('is never found good with one bit of its content or signature turned', () => {
    const genuine = bytesOf('ecdsa');
    const good = listIn('list.ml', genuine).keys.map(({ certificate }) => certificate);
    fc.assert(
      fc.property(fc.nat(genuine.length * 8 - 1), (bit) => {
        const bytes = Uint8Array.from(genuine);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const read = readList('list.ml', bytes, []);
        // Bits that no signature covers (a version, a set of algorithms) may turn; the certificates may not.
        if (read.type === 'list' && read.list.signature === 'valid') {
          expect(read.list.keys.map(({ certificate }) => certificate)).toEqual(good);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is broken with a bit turned in a certificate that it lists', () => {
    const bytes = bytesOf('ecdsa');
    const at = bytes.indexOf('CSCA Kiem Thu 2');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(listIn('list.ml', bytes).signature).toBe('broken');
  });
});
