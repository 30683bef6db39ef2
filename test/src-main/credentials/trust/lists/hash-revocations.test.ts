/** Are the EU's revocation lists read, from batches and from blocks? */

import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listIn, refusalOf } from '../../../../support/credentials/trust-lists.ts';

const [one, two, other] = ['one', 'two', 'other'].map((text) => hash('sha256', text, 'buffer').subarray(0, 16)) as [
  Buffer,
  Buffer,
  Buffer,
];

function batchOf(hashes: readonly Uint8Array[], hashType = 'UCI') {
  const entries = hashes.map((each) => ({ hash: Buffer.from(each).toString('base64') }));
  return { country: 'XX', expires: '2027-11-23T00:00:00Z', kid: 'UNKNOWN_KID', hashType, entries };
}

describe('batches', () => {
  test('of every hash type, one or several in a file, give their hashes', () => {
    const { form, source, hashes } = listIn('usb/batch-7.json', [
      batchOf([one], 'SIGNATURE'),
      batchOf([two], 'COUNTRYCODEUCI'),
    ]);
    expect({ form, source }).toEqual({ form: 'hash-revocations', source: 'hash-revocations:usb/batch-7' });
    expect([one, two, other].map((each) => hashes?.has(each))).toEqual([true, true, false]);
    expect(listIn('batch.json', batchOf([one])).hashes?.count).toBe(1);
  });

  test('are refused as a whole for one entry that is no hash', () => {
    expect(refusalOf('batch.json', batchOf([one, new Uint8Array(7)]))).toBe('not-readable');
    expect(refusalOf('batch.json', [batchOf([one]), batchOf([two], 'OTHER')])).toBe('not-readable');
  });
});

describe('a block', () => {
  test('gives the hashes that stand one behind the other', () => {
    const block = Buffer.concat([one, two].map((each) => each.subarray(0, 8)));
    const { hashes, source } = listIn('eu.hashes', block);
    expect(source).toBe('hash-revocations:eu');
    expect([one, two, other].map((each) => hashes?.has(each))).toEqual([true, true, false]);
  });

  test('is refused where it was cut within a hash', () => {
    expect(refusalOf('eu.hashes', Buffer.alloc(15, 1))).toBe('not-readable');
  });
});
