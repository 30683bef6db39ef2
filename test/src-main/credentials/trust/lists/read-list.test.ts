/** Does a file that is no list, or a broken one, get a reason and never throw? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LIST_BYTES, readList } from '../../../../../src-main/credentials/trust/lists/read-list.ts';
import { testSigner } from '../../../../support/credentials/sign-cose.ts';
import {
  germanList,
  listedSigner,
  listIn,
  pemOf,
  refusalOf,
  swedishList,
} from '../../../../support/credentials/trust-lists.ts';

const listed = listedSigner();
const genuine: readonly Buffer[] = [
  germanList([listed], testSigner('ES256')),
  swedishList([listed], listed),
  Buffer.from(pemOf('CERTIFICATE', listed.certificate)),
  Buffer.from(listed.certificate),
];

describe('whatever a file holds', () => {
  test('reading it never throws', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('a.pem', 'a.hashes', 'list-signers/a.pem', 'https://a.b/.well-known/jwks.json'),
    );
    const contents = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))),
      fc.json().map((text) => new Uint8Array(Buffer.from(text))),
      fc
        .record(
          {
            certificates: fc.anything(),
            eu_keys: fc.anything(),
            id: fc.constantFrom('did:web:tng-cdn.who.int:v2:trustlist', 'did:web:nzcp.identity.health.nz', 7),
            verificationMethod: fc.anything(),
            issuerInfo: fc.anything(),
            rids: fc.anything(),
            keys: fc.anything(),
            hashType: fc.anything(),
            framework: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((value) => new Uint8Array(Buffer.from(safeJson(value)))),
    );
    fc.assert(
      fc.property(names, contents, (name, bytes) => {
        expect(['list', 'refused']).toContain(readList(name, bytes, []).type);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an object where a word belongs is refused, even one that cannot be made a word', () => {
    const json = '{"hashType":{"toString":0},"entries":[]}';
    expect(readList('file', new Uint8Array(Buffer.from(json)), [])).toMatchObject({ type: 'refused' });
  });

  test('a genuine list cut off or changed somewhere is refused or read, never thrown at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...genuine), fc.nat(), fc.nat(255), fc.boolean(), (whole, place, byte, isCut) => {
        const at = place % whole.length;
        const bytes = Uint8Array.from(isCut ? whole.subarray(0, at) : whole);
        if (!isCut) bytes[at] = byte;
        expect(['list', 'refused']).toContain(readList('file', bytes, [listed.signer.spki]).type);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the form of a file', () => {
  test('is told with a byte order mark in front too', () => {
    const list = germanList([listed], null).toString();
    expect(listIn('list.json', `\uFEFF${list}`).keys).toHaveLength(1);
  });

  test('is that of business rules for a bundle and for a bare list of rules', () => {
    const bundle = JSON.stringify({ form: 'gac-cong-rules-1' });
    expect(listIn('rules.json', bundle)).toMatchObject({ form: 'rules', source: 'rules', rulesText: bundle });
    expect(listIn('rules.json', '[{"Identifier":"GR-VN-0001","Logic":{}}]').form).toBe('rules');
  });

  test('is unknown for pictures, text and empty files', () => {
    for (const content of [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff), 'a letter', '', '[]', '7']) {
      expect(refusalOf('file', content)).toBe('unknown-form');
    }
  });
});

describe('limits', () => {
  test('a file of more than 200 MB is refused before it is looked at', () => {
    expect(refusalOf('list.hashes', new Uint8Array(MAX_LIST_BYTES + 8))).toBe('too-large');
  });

  test('a list of more than 100,000 keys is refused before they are read', () => {
    const many = <Entry>(entry: Entry) => Array.from({ length: 100_001 }, () => entry);
    const lists: readonly [string, string | object][] = [
      ['de.json', { certificates: many({ rawData: '' }) }],
      ['nl.json', { eu_keys: { AAAAAAAAAAA: many({}) } }],
      ['did.json', { id: 'did:web:tng-cdn.who.int:v2:trustlist', verificationMethod: many({}) }],
      ['vci.json', { issuerInfo: [{ issuer: { iss: 'https://issuer.example' }, keys: many({}) }] }],
      ['issuer.example.json', { keys: many({}) }],
      ['snapshot.jsonl', many('{"framework":"EUDCC"}').join('\n')],
      ['all.pem', many(pemOf('PUBLIC KEY', 'AAAA')).join('')],
    ];
    expect(lists.map(([name, list]) => `${name} ${refusalOf(name, list)}`)).toEqual(
      lists.map(([name]) => `${name} too-many-keys`),
    );
  });

  test('a list nested deeper than any genuine one is refused', () => {
    expect(refusalOf('list.json', '{"a":'.repeat(10_000))).toBe('unknown-form');
  });
});

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null';
  } catch {
    return '{"keys":[null]}'; // What cannot be written as JSON never comes in a file.
  }
}
