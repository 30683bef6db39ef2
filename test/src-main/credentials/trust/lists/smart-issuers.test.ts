/** Are issuers of SMART Health Cards and what they took back read from snapshots and from their own files? */

import { describe, expect, test } from 'vitest';
import { testSigner } from '../../../../support/credentials/sign-cose.ts';
import { jwkOf, listIn, refusalOf } from '../../../../support/credentials/trust-lists.ts';

const signer = testSigner('ES256');
const jwk = { ...jwkOf(signer), kid: 'key-1', use: 'sig', alg: 'ES256' };
const issuer = 'https://issuer.example/cards';

describe('a snapshot of the VCI directory', () => {
  test('gives keys by issuer, and what each issuer took back', () => {
    const snapshot = {
      directory: 'https://directory.example',
      time: '2026-11-23',
      issuerInfo: [
        {
          issuer: { iss: issuer, name: 'Issuer' },
          keys: [jwk, { kty: 'EC', kid: 'broken' }],
          crls: [
            { kid: 'key-1', method: 'rid', ctr: 1, rids: ['abc', 'def.1636977600', 'not a name'] },
            { kid: 'key-1', method: 'other', rids: ['ghi'] },
          ],
        },
        { issuer: null, keys: [jwk] },
      ],
    };
    expect(listIn('vci_snapshot.json', snapshot)).toMatchObject({
      form: 'vci',
      keys: [{ kind: 'shc', issuer, kid: 'key-1', spki: signer.spki }],
      cards: [
        { issuer, kid: 'key-1', rid: 'abc', beforeS: null },
        { issuer, kid: 'key-1', rid: 'def', beforeS: 1_636_977_600 },
      ],
      skipped: 2,
    });
  });
});

describe("an issuer's own key file", () => {
  test('is of the issuer that its address or its name says, without keys for encryption', () => {
    const keys = { keys: [jwk, { ...jwk, kid: 'enc', use: 'enc' }] };
    const fromAddress = listIn(`${issuer}/.well-known/jwks.json`, keys);
    expect(fromAddress).toMatchObject({ form: 'issuer-keys', keys: [{ issuer, kid: 'key-1' }], skipped: 0 });
    expect(listIn('stick/issuer.example_cards.json', keys).keys).toEqual(fromAddress.keys);
  });

  test('is of no known form where nothing says whose it is', () => {
    expect(refusalOf('jwks.json', { keys: [jwk] })).toBe('unknown-form');
  });
});

test('a card revocation list alone counts for the key that it names', () => {
  expect(listIn('crl.json', { kid: 'key-1', method: 'rid', ctr: 3, rids: ['abc'] })).toMatchObject({
    form: 'card-revocations',
    source: 'card-revocations:key-1',
    cards: [{ issuer: null, kid: 'key-1', rid: 'abc', beforeS: null }],
  });
});
