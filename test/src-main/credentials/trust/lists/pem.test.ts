/** Do PEM files, bare certificates and snapshots say which keys stand in them and what for? */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { testSigner } from '../../../../support/credentials/sign-cose.ts';
import { listedSigner, listIn, pemOf, refusalOf } from '../../../../support/credentials/trust-lists.ts';

const listed = listedSigner('VN');
const certificate = pemOf('CERTIFICATE', listed.certificate);
const publicKey = pemOf('PUBLIC KEY', listed.signer.spki);

describe('PEM files', () => {
  test('are of EU certificates where nothing says otherwise, by the id of the certificate', () => {
    expect(listIn('signer.pem', certificate)).toMatchObject({
      form: 'pem',
      source: 'pem:signer.pem',
      keys: [{ kind: 'eu-dcc', issuer: 'VN', kid: listed.kid, spki: listed.signer.spki }],
    });
  });

  test('are of what their folder or the start of their name says', () => {
    expect(listIn('vds-nc/authority.pem', certificate).keys).toMatchObject([{ kind: 'vds-nc', issuer: 'VNM' }]);
    expect(listIn('vds-nc-authority.pem', certificate).keys).toMatchObject([{ kind: 'vds-nc', issuer: 'VNM' }]);
    expect(listIn('divoc/did_india.pem', publicKey).keys).toMatchObject([
      { kind: 'divoc', issuer: 'did:india', kid: 'did:india', spki: listed.signer.spki },
    ]);
  });

  test('may hold several blocks, and count those that are no key', () => {
    expect(listIn('both.pem', `${certificate}${publicKey}${pemOf('CERTIFICATE', 'AAAA')}`)).toMatchObject({
      keys: [{ certificate: listed.certificate.toString('base64') }, { certificate: null, kid: 'both' }],
      skipped: 1,
    });
  });

  test('of the folder list-signers may sign lists and nothing else', () => {
    expect(listIn('list-signers/eu.pem', publicKey)).toMatchObject({
      form: 'list-signers',
      keys: [],
      signers: [listed.signer.spki],
    });
  });

  test('may be the bare certificate', () => {
    expect(listIn('signer.cer', listed.certificate).keys).toMatchObject([{ kid: listed.kid }]);
  });
});

describe('a snapshot', () => {
  const { spki } = testSigner('ES256');
  const line = (fields: object) => JSON.stringify({ env: 'prod', ...fields });

  test('gives every kind of key, by what its codes call it', () => {
    const text = [
      line({ framework: 'EUDCC', kid: 'AAAA', country: 'VN', spki }),
      line({ framework: 'GDHCN', kid: 'BBBB', country: 'VNM', x5c: listed.certificate.toString('base64') }),
      line({ framework: 'DIVOC', kid: 'did:test', pem: publicKey }),
      line({ framework: 'NZCP', kid: 'did:web:nz#key', spki }),
      line({ framework: 'EUDCC', kid: 'CCCC', country: 'VN', spki, env: 'acc' }),
    ].join('\n');
    expect(listIn('snapshot.jsonl', text)).toMatchObject({
      form: 'snapshot',
      keys: [
        { kind: 'eu-dcc', issuer: 'VN', kid: 'AAAA' },
        { kind: 'who-ddcc', issuer: 'VN', kid: 'BBBB' },
        { kind: 'divoc', issuer: 'did:test', kid: 'did:test', spki: listed.signer.spki },
        { kind: 'nzcp', issuer: 'did:web:nz', kid: 'key' },
      ],
      skipped: 1,
    });
  });

  test('is refused where one line is torn', () => {
    const whole = line({ framework: 'EUDCC', kid: 'AAAA', country: 'VN', spki });
    expect(refusalOf('snapshot.jsonl', `${whole}\n${whole}\n${whole.slice(0, 40)}`)).toBe('not-readable');
  });

  const path = fileURLToPath(
    new URL('../../../../../../shared/data/credentials/trust-snapshot.jsonl', import.meta.url),
  );
  const missing = existsSync(path) ? '' : ', skipped: ../shared/data/credentials is not here';
  test.skipIf(missing !== '')(`of real lists is read but for one acceptance key${missing}`, () => {
    const list = listIn('trust-snapshot.jsonl', readFileSync(path));
    expect({ keys: list.keys.length, skipped: list.skipped }).toEqual({ keys: 2_247, skipped: 1 });
  });
});
