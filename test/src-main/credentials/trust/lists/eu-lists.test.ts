/** Are the signers of EU certificates read from each form that states publish them in? */

import { describe, expect, test } from 'vitest';
import { testSigner } from '../../../../support/credentials/sign-cose.ts';
import {
  germanList,
  listedSigner,
  listIn,
  NOT_AFTER_UTC_MS,
  NOT_BEFORE_UTC_MS,
  refusalOf,
  swedishList,
  VACCINATION_USAGE,
} from '../../../../support/credentials/trust-lists.ts';

const listed = listedSigner('XX', [VACCINATION_USAGE]);
const publisher = testSigner('ES256');
const key = {
  kind: 'eu-dcc',
  issuer: 'XX',
  kid: listed.kid,
  spki: listed.signer.spki,
  certificate: listed.certificate.toString('base64'),
  usages: ['vaccination'],
  notBeforeUtcMs: NOT_BEFORE_UTC_MS,
  notAfterUtcMs: NOT_AFTER_UTC_MS,
};

describe('the German form', () => {
  test('names each signer with its certificate, its end and what it may sign', () => {
    expect(listIn('list.json', germanList([listed], null))).toMatchObject({
      form: 'eu-dsc-de',
      signature: 'none',
      keys: [key],
      skipped: 0,
    });
  });

  test('is signed where the venue has named the signer, and of nobody known where it has not', () => {
    const bytes = germanList([listed], publisher);
    expect(listIn('list', bytes, [publisher.spki]).signature).toBe('valid');
    expect(listIn('list', bytes, [testSigner('ES256').spki]).signature).toBe('unknown-signer');
    expect(listIn('list', bytes).signature).toBe('unknown-signer');
  });

  test('is not signed any more where one letter has changed', () => {
    const text = germanList([listed], publisher).toString().replace('2026-11-23', '2026-11-24');
    expect(listIn('list', text, [publisher.spki]).signature).toBe('unknown-signer');
  });

  test('counts what it cannot use, and reads the rest', () => {
    const list = JSON.parse(germanList([listed], null).toString()) as { certificates: object[] };
    const more = [{ rawData: 'AAAA' }, null, { certificateType: 'CSCA', rawData: 'AAAA' }];
    expect(listIn('list', { certificates: [...list.certificates, ...more] })).toMatchObject({
      keys: [key],
      skipped: 2,
    });
  });
});

describe('the Nordic form', () => {
  const signer = listedSigner('XX');
  const bytes = swedishList([listed], signer);

  test('names each signer, whoever has signed the list', () => {
    expect(listIn('list.jwt', bytes)).toMatchObject({ form: 'eu-dsc-se', signature: 'unknown-signer', keys: [key] });
    expect(listIn('list.jwt', bytes, [signer.signer.spki]).signature).toBe('valid');
  });

  test('is broken where its signature is not of its content', () => {
    const other = swedishList([], signer).toString().split('.')[2];
    const [head, body] = bytes.toString().split('.');
    expect(listIn('list.jwt', `${head}.${body}.${other}`).signature).toBe('broken');
  });

  test('is broken where its header names no algorithm', () => {
    const [, body, tail] = bytes.toString().split('.');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(listIn('list.jwt', `${head}.${body}.${tail}`).signature).toBe('broken');
  });
});

describe('bare public keys', () => {
  test('are read from the Dutch form, with what they may sign', () => {
    const list = { eu_keys: { [listed.kid]: [{ subjectPk: listed.signer.spki, keyUsage: ['t', 'r'] }] } };
    expect(listIn('public_keys.json', list)).toMatchObject({
      form: 'eu-dsc-plain',
      keys: [{ kid: listed.kid, spki: listed.signer.spki, certificate: null, usages: ['test', 'recovery'] }],
    });
  });

  test('are read from key ids alone, unrestricted, and with their certificate where that is what stands there', () => {
    const { keys } = listIn('keys.json', {
      [listed.kid]: listed.signer.spki,
      'AAAAAAAAAAA=': listed.certificate.toString('base64'),
    });
    expect(keys).toMatchObject([
      { kid: listed.kid, usages: null, notAfterUtcMs: null },
      { kid: 'AAAAAAAAAAA=', notAfterUtcMs: NOT_AFTER_UTC_MS },
    ]);
  });

  test('are not guessed in any object', () => {
    expect(refusalOf('x.json', { name: 'value' })).toBe('unknown-form');
    expect(refusalOf('x.json', {})).toBe('unknown-form');
  });
});
