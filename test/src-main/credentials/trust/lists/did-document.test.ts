/** Are the documents of WHO's network and of New Zealand read, and only those of production? */

import { describe, expect, test } from 'vitest';
import { jwkOf, listedSigner, listIn, refusalOf } from '../../../../support/credentials/trust-lists.ts';

const listed = listedSigner('VN');
const x5c = [listed.certificate.toString('base64')];
const WHO = 'did:web:tng-cdn.who.int';

function methodAt(id: string, jwk: object = { ...jwkOf(listed.signer), x5c }) {
  return { id, type: 'JsonWebKey2020', controller: id, publicKeyJwk: jwk };
}

function whoDocument(methods: readonly object[], id = `${WHO}:v2:trustlist`) {
  return { '@context': [], id, controller: id, verificationMethod: methods };
}

describe("WHO's list", () => {
  test('names signers of every country in two letters, by the id of their certificate', () => {
    const document = whoDocument([methodAt(`${WHO}:v2:trustlist:-:VNM:DSC#${listed.kid}`)]);
    expect(listIn('did.json', document)).toMatchObject({
      form: 'who-gdhcn',
      source: `${WHO}:v2:trustlist`,
      signature: 'none',
      keys: [{ kind: 'who-ddcc', issuer: 'VN', kid: listed.kid, spki: listed.signer.spki }],
    });
  });

  test('is read in its first version too, where the path has the country alone', () => {
    const document = whoDocument([methodAt(`${WHO}:trustlist:vnm#${listed.kid}`)], `${WHO}:trustlist`);
    expect(listIn('did.json', document).keys).toMatchObject([{ issuer: 'VN', kid: listed.kid }]);
  });

  test('gives neither authorities nor signers of other domains', () => {
    const document = whoDocument([
      methodAt(`${WHO}:v2:trustlist:DCC:VNM:DSC#1`),
      methodAt(`${WHO}:v2:trustlist:-:VNM:SCA#2`),
      methodAt(`${WHO}:v2:trustlist:IPS-PILGRIMAGE:VNM:DSC#3`),
      methodAt('did:web:tng-cdn-uat.who.int:v2:trustlist:-:VNM:DSC#4'),
    ]);
    expect(listIn('did.json', document).keys).toHaveLength(1);
  });

  test('is refused where it is not of production', () => {
    for (const host of ['tng-cdn-uat.who.int', 'tng-cdn-dev.who.int', 'tng-cdn.who.int.example']) {
      expect(refusalOf('did.json', whoDocument([], `did:web:${host}:v2:trustlist`))).toBe('not-production');
    }
    expect(refusalOf('did.json', whoDocument([], `${WHO}:v2:other`))).toBe('not-production');
  });

  test('has its keys read without a certificate, and with coordinates as signed integers', () => {
    const { x = '', y = '', ...jwk } = jwkOf(listed.signer);
    const signed = (text: string) =>
      `${Buffer.concat([Buffer.of(0), Buffer.from(text, 'base64url')]).toString('base64url')}=`;
    const document = whoDocument([
      methodAt(`${WHO}:v2:trustlist:DDCC:VNM:DSC#${encodeURIComponent(listed.kid)}`, {
        ...jwk,
        x: signed(x),
        y: signed(y),
      }),
    ]);
    expect(listIn('did.json', document).keys).toMatchObject([
      { kid: listed.kid, spki: listed.signer.spki, certificate: null },
    ]);
  });
});

describe("New Zealand's document", () => {
  const NZ = 'did:web:nzcp.identity.health.nz';

  test('gives only the keys that it names for assertions, by what stands behind the #', () => {
    const document = {
      id: NZ,
      verificationMethod: [methodAt(`${NZ}#one`, jwkOf(listed.signer)), methodAt(`${NZ}#two`, jwkOf(listed.signer))],
      assertionMethod: [`${NZ}#one`],
    };
    expect(listIn('did.json', document)).toMatchObject({
      form: 'nzcp-did',
      keys: [{ kind: 'nzcp', issuer: NZ, kid: 'one', spki: listed.signer.spki }],
      skipped: 0,
    });
  });

  test('is refused where it is of the examples', () => {
    expect(refusalOf('did.json', { id: 'did:web:nzcp.covid19.health.nz' })).toBe('not-production');
  });
});

test('a document of anybody else is of no known form', () => {
  expect(refusalOf('did.json', { id: 'did:web:example.org', verificationMethod: [] })).toBe('unknown-form');
});
