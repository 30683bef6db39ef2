/** Do several lists together say what each of them says? */

import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashSetOf } from '../../../../src-main/credentials/trust/hash-set.ts';
import type { ListContent } from '../../../../src-main/credentials/trust/lists/list-read.ts';
import { listOf } from '../../../../src-main/credentials/trust/lists/list-read.ts';
import { NO_TRUST } from '../../../../src-main/credentials/trust/trust.ts';
import type { ListInForce } from '../../../../src-main/credentials/trust/trust-index.ts';
import { createTrust } from '../../../../src-main/credentials/trust/trust-index.ts';
import { testSigner, trustedKey } from '../../../support/credentials/sign-cose.ts';

const signer = testSigner('ES256');
const bare = trustedKey('eu-dcc', signer, 'XX');
const certified = { ...bare, certificate: 'AA==', notAfterUtcMs: 1 };

function inForce(source: string, content: Partial<ListContent>): ListInForce {
  const read = listOf('pem', source, content);
  if (read.type === 'refused') throw new Error(read.reason);
  return { content: read.list, sha256: hash('sha256', source) };
}

describe('trust over several lists', () => {
  test('is no trust where no list says anything of issuers', () => {
    expect(createTrust([])).toBe(NO_TRUST);
    expect(createTrust([inForce('rules', { rulesText: '{}' })]).version).toBe('none');
  });

  test('finds a signer of the EU for WHO certificates, and the other way round', () => {
    const trust = createTrust([
      inForce('eu', { keys: [bare] }),
      inForce('who', { keys: [{ ...bare, kind: 'who-ddcc', kid: 'w' }] }),
    ]);
    expect(trust.findKeys('who-ddcc', bare.kid)).toEqual([bare]);
    expect(trust.findKeys('eu-dcc', 'w')).toHaveLength(1);
    expect(trust.findKeys('shc', bare.kid)).toEqual([]);
    expect(trust.keysOf('eu-dcc')).toEqual([bare]);
  });

  test('asks a key with its certificate first, so that a bare copy does not make it valid for ever', () => {
    const lists = [inForce('bare', { keys: [bare] }), inForce('certified', { keys: [certified] })];
    expect(createTrust(lists).findKeys('eu-dcc', bare.kid)).toEqual([certified, bare]);
    expect(createTrust(lists.toReversed()).findKeys('eu-dcc', bare.kid)).toEqual([certified, bare]);
  });

  test('has a version that names the content of the lists and not their order', () => {
    const [one, two] = [inForce('one', { keys: [bare] }), inForce('two', { keys: [certified] })];
    const { version } = createTrust([one, two]);
    expect(version).toMatch(/^trust-[0-9a-f]{16}$/);
    expect(createTrust([two, one]).version).toBe(version);
    expect(createTrust([one]).version).not.toBe(version);
    expect(createTrust([one, { ...two, sha256: hash('sha256', 'other') }]).version).not.toBe(version);
  });

  test('knows a hash of every list, many small ones among them', () => {
    const hashes = ['a', 'b', 'c'].map((text) => hash('sha256', text, 'buffer'));
    const trust = createTrust(hashes.map((each, index) => inForce(`list ${index}`, { hashes: hashSetOf([each]) })));
    for (const each of hashes)
      expect(trust.isHashRevoked([hash('sha256', 'x', 'buffer'), each.subarray(0, 16)])).toBe(true);
    expect(trust.isHashRevoked([hash('sha256', 'x', 'buffer')])).toBe(false);
    expect(trust.isHashRevoked([])).toBe(false);
  });

  test('takes a card back by issuer, key and name, and a timed one only where it was issued before', () => {
    const trust = createTrust([
      inForce('vci', {
        cards: [
          { issuer: 'https://a.example', kid: 'k', rid: 'plain', beforeS: null },
          { issuer: null, kid: 'k2', rid: 'timed', beforeS: 1_000 },
        ],
      }),
    ]);
    const card = { issuer: 'https://a.example', kid: 'k', rid: 'plain', issuedAtS: 5 };
    expect(trust.isCardRevoked(card)).toBe(true);
    expect(trust.isCardRevoked({ ...card, rid: 'other' })).toBe(false);
    expect(trust.isCardRevoked({ ...card, issuer: 'https://b.example' })).toBe(false);
    const timed = { issuer: 'https://c.example', kid: 'k2', rid: 'timed', issuedAtS: 999 };
    expect(trust.isCardRevoked(timed)).toBe(true);
    expect(trust.isCardRevoked({ ...timed, issuedAtS: 1_000 })).toBe(false);
  });
});
