/** How is each signed form taken to pieces, so that every piece can be forged? */

import { deflateRawSync } from 'node:zlib';
import { encode } from 'cborg';
import type { PassClaims } from '../../../src-main/contract/venue-pass.ts';
import { passPayload, passText, signedPassBytes } from '../../../src-main/contract/venue-pass.ts';
import { canonicalJson } from '../../../src-main/credentials/envelope/jcs.ts';
import { passKeyOf } from '../../../src-main/credentials/formats/pass.ts';
import type { TrustedKey } from '../../../src-main/credentials/trust/trust.ts';
import type { Dissected, Forgeable } from './forge.ts';
import type { TestAlgorithm, TestSigner } from './sign-cose.ts';
import { COSE_ALGORITHMS, signBytes, testSigner, trustedKey } from './sign-cose.ts';
import {
  DIVOC_CREDENTIAL,
  DIVOC_PROOF,
  divocFileText,
  divocKey,
  divocText,
  jwsHeader,
  withDivocProof,
} from './sign-divoc.ts';
import { hc1Payload, hc1Text, VACCINATION } from './sign-hc1.ts';
import { encodeBase32, nzcpKey, nzcpPayload } from './sign-nzcp.ts';
import { PATIENT, SHC_HEADER, shcClaims, shcKey, shcText } from './sign-shc.ts';
import { SEAL_DATA, testState } from './sign-vds-nc.ts';
import { PASS_MADE_UTC_MS } from './venue-pass.ts';

export type ForgeableForm = { readonly form: Forgeable; readonly key: TrustedKey; readonly genuine: readonly string[] };

/** Every form that this project can sign by itself, each with five cards. */
export function forgeableForms(): readonly ForgeableForm[] {
  return [
    hc1Form('ES256', 'P-256'),
    hc1Form('ES256', 'P-384'),
    hc1Form('PS256', ''),
    hc1Form('RS256', ''),
    nzcpForm(),
    shcForm(),
    vdsNcForm(),
    passForm(),
  ];
}

const CARDS = [0, 1, 2, 3, 4];

function hc1Form(algorithm: TestAlgorithm, curve: string): ForgeableForm {
  const signer = testSigner(algorithm, curve === '' ? undefined : curve);
  const thief = { ...testSigner(algorithm, curve === '' ? undefined : curve), keyId: signer.keyId };
  const head = (named: unknown): Uint8Array =>
    encode(
      new Map<number, unknown>([
        [1, named],
        [4, signer.keyId],
      ]),
    );
  const cards = CARDS.map((card) => {
    const certificate = {
      ...VACCINATION,
      dob: `199${card}-01-01`,
      v: [{ ...VACCINATION.v[0], ci: `URN:UVCI:${card}` }],
    };
    return coseCard(signer, head(COSE_ALGORITHMS[algorithm]), hc1Payload({ certificate }));
  });
  return formOf({
    name: ['eu-dcc', algorithm, curve]
      .filter((part) => part !== '')
      .join('-')
      .toLowerCase(),
    cards,
    assemble: (parts) => hc1Text(coseBytes(parts)),
    otherHeaders: otherAlgorithms(algorithm).map(head),
    thief,
    key: trustedKey('eu-dcc', signer, 'XX'),
  });
}

function nzcpForm(): ForgeableForm {
  const signer = testSigner('ES256');
  const head = (named: unknown): Uint8Array =>
    encode(
      new Map<number, unknown>([
        [4, Buffer.from('key-1')],
        [1, named],
      ]),
    );
  return formOf({
    name: 'nzcp',
    cards: CARDS.map((card) => coseCard(signer, head(-7), nzcpPayload({ birthDate: `199${card}-01-01` }))),
    assemble: (parts) => `NZCP:/1/${encodeBase32(coseBytes(parts))}`,
    otherHeaders: otherAlgorithms('ES256').map(head),
    thief: testSigner('ES256'),
    key: nzcpKey(signer),
  });
}

function shcForm(): ForgeableForm {
  const signer = testSigner('ES256');
  const thief = testSigner('ES256');
  const head = (named: unknown): Uint8Array => Buffer.from(JSON.stringify({ ...SHC_HEADER, alg: named }));
  const signedOf = ({ header, payload }: Dissected): Uint8Array =>
    Buffer.from(`${base64url(header)}.${base64url(payload)}`);
  const cards = CARDS.map((card): Dissected => {
    const claims = shcClaims({}, [{ ...PATIENT, birthDate: `199${card}-01-01` }]);
    const unsigned = { header: head('ES256'), payload: deflateRawSync(JSON.stringify(claims)) };
    const signature = signBytes(signer, signedOf({ ...unsigned, signature: new Uint8Array(0) }));
    return { ...unsigned, signature };
  });
  const assemble = (card: Dissected): string => shcText(`${signedOf(card)}.${base64url(card.signature)}`);
  return {
    key: shcKey(signer),
    genuine: cards.map(assemble),
    form: {
      name: 'shc',
      cards,
      assemble,
      otherHeaders: ['none', 'ES384', 'RS256', 'HS256', 'EdDSA', null].map(head),
      signOtherwise: (card) => signBytes(thief, signedOf(card)),
      thief,
    },
  };
}

/** The signer's certificate is its header. A payload that says the same in other spacing is no forgery: it is put right. */
function vdsNcForm(): ForgeableForm {
  const state = testState();
  const [signer, thief] = [testSigner('ES256'), testSigner('ES256')];
  const certificate = state.certify(signer);
  const cards = CARDS.map((card): Dissected => {
    const pid = { ...SEAL_DATA.msg.pid, dob: `199${card}-01-01` };
    const payload = Buffer.from(
      canonicalJson({ ...SEAL_DATA, msg: { ...SEAL_DATA.msg, uvci: `U00000${card}`, pid } }) ?? '',
    );
    return { header: certificate, payload, signature: signBytes(signer, payload) };
  });
  const assemble = ({ header, payload, signature }: Dissected): string =>
    `{"data":${canonicalTextOf(payload)},"sig":{"alg":"ES256","cer":"${base64url(header)}","sigvl":"${base64url(signature)}"}}`;
  return {
    key: state.key,
    genuine: cards.map(assemble),
    form: {
      name: 'vds-nc',
      cards,
      assemble,
      otherHeaders: [testState().certify(signer), testState().certify(thief), state.certify(thief), Buffer.of(0x30, 0)],
      signOtherwise: ({ payload }) => signBytes(thief, payload),
      thief,
    },
  };
}

function canonicalTextOf(payload: Uint8Array): string {
  const text = Buffer.from(payload).toString('utf8');
  try {
    return canonicalJson(JSON.parse(text)) ?? text;
  } catch {
    return text;
  }
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Apart from the others: its canonical form takes milliseconds, on a thread of its own. */
export function divocForm(): ForgeableForm {
  const [signer, thief] = [testSigner('PS256'), testSigner('PS256')];
  const cards = CARDS.map((card): Dissected => {
    const credentialSubject = { ...DIVOC_CREDENTIAL.credentialSubject, refId: `00000${card}` };
    const { proof, ...document } = withDivocProof(signer, { ...DIVOC_CREDENTIAL, credentialSubject });
    const [header = '', , signature = ''] = (proof as { jws: string }).jws.split('.');
    return {
      header: Buffer.from(header, 'base64url'),
      payload: Buffer.from(JSON.stringify(document)),
      signature: Buffer.from(signature, 'base64url'),
    };
  });
  const head = (alg: unknown): Uint8Array => Buffer.from(jwsHeader({ alg }), 'base64url');
  return {
    key: divocKey(signer),
    genuine: cards.map(divocTextOf),
    form: {
      name: 'divoc',
      cards,
      assemble: divocTextOf,
      otherHeaders: ['none', 'RS256', 'EdDSA', 'HS256', null].map(head),
      // Over bytes of its own choice: without the canonical form nobody can sign at all.
      signOtherwise: ({ payload }) => signBytes(thief, payload),
      thief,
    },
  };
}

/** Spacing of JSON says nothing, so it is put right; what is no JSON goes in as it is. */
function divocTextOf({ header, payload, signature }: Dissected): string {
  const jws = `${base64url(header)}..${base64url(signature)}`;
  const text = Buffer.from(payload).toString('utf8');
  try {
    return divocText({ ...(JSON.parse(text) as object), proof: { ...DIVOC_PROOF, jws } });
  } catch {
    return divocFileText(text);
  }
}

/** A pass names no algorithm: its header is empty, and to forge it there means to put bytes where none may be. */
function passForm(): ForgeableForm {
  const signer = testSigner('EdDSA');
  const key = passKeyOf(Buffer.from(signer.spki, 'base64').subarray(-32), 'Kiểm Thử');
  const cards = CARDS.map((card): Dissected => {
    const startS = PASS_MADE_UTC_MS / 1_000;
    const claims: PassClaims = {
      keyId: key.kid,
      id: String(card).repeat(22),
      name: null,
      purpose: 'visitor',
      notBeforeS: startS,
      expiresAtS: startS + 86_400,
      isOneTime: card % 2 === 0,
      laneIds: null,
    };
    const payload = passPayload(claims);
    return { header: Uint8Array.of(1), payload, signature: signBytes(signer, signedPassBytes(payload)) };
  });
  const thief = testSigner('EdDSA');
  return {
    key,
    genuine: cards.map(passTextOf),
    form: {
      name: 'pass',
      cards,
      assemble: passTextOf,
      otherHeaders: [Uint8Array.of(0), Uint8Array.of(2), Uint8Array.of(1, 1)],
      signOtherwise: ({ payload }) => signBytes(thief, signedPassBytes(payload)),
      thief,
    },
  };
}

function passTextOf({ header, payload, signature }: Dissected): string {
  if (header.length === 1 && header[0] === 1 && signature.length === 64) return passText(payload, signature);
  const bytes = Buffer.concat([header, payload, signature]);
  return `GACCONG-VE:${BigInt(`0x0${bytes.toString('hex')}`)}`;
}

function otherAlgorithms(algorithm: TestAlgorithm): readonly unknown[] {
  const others = Object.entries(COSE_ALGORITHMS).filter(([name]) => name !== algorithm);
  return [...others.map(([, value]) => value), 'none', 0, null, -65_535];
}

function coseCard(signer: TestSigner, header: Uint8Array, payload: Uint8Array): Dissected {
  return { header, payload, signature: signBytes(signer, signedCoseBytes(header, payload)) };
}

function signedCoseBytes(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(['Signature1', header, new Uint8Array(0), payload]);
}

function coseBytes({ header, payload, signature }: Dissected): Uint8Array {
  return Uint8Array.from([0xd2, ...encode([header, new Map(), payload, signature])]);
}

function formOf(options: Omit<Forgeable, 'signOtherwise'> & { readonly key: TrustedKey }): ForgeableForm {
  const { key, ...form } = options;
  return {
    key,
    genuine: form.cards.map(form.assemble),
    form: {
      ...form,
      signOtherwise: ({ header, payload }) => signBytes(form.thief, signedCoseBytes(header, payload)),
    },
  };
}
