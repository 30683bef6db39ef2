/** Which codes are timed, and what is the bare work behind each? */

import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { signedPassBytes, splitPassText } from '../../src-main/contract/venue-pass.ts';
import { recognise } from '../../src-main/core/code/recognise.ts';
import { decodeBase32 } from '../../src-main/credentials/envelope/base32.ts';
import type { CoseSign1 } from '../../src-main/credentials/envelope/cose-sign1.ts';
import { readCoseSign1 } from '../../src-main/credentials/envelope/cose-sign1.ts';
import { canonicalJson } from '../../src-main/credentials/envelope/jcs.ts';
import { openHc1 } from '../../src-main/credentials/formats/hc1.ts';
import { lettersOfShc, openCardJws } from '../../src-main/credentials/formats/shc.ts';
import { judgeSignedText } from '../../src-main/credentials/open-credential.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  opaqueText,
  placeText,
  unifiedText,
  vssidText,
} from '../../src-main/devices/simulated/fake-people.ts';
import type { ForgeableForm } from '../../test/support/credentials/forgeable-forms.ts';
import { forgeableForms } from '../../test/support/credentials/forgeable-forms.ts';
import { trustIn } from '../../test/support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../test/support/credentials/sign-hc1.ts';

export type BenchedCode = {
  readonly kind: string;
  readonly recognise: () => unknown;
  /** From the text to the proof; `null` for codes that nobody signs. */
  readonly judge: (() => unknown) | null;
  /** The same signature over the same bytes, and nothing else. */
  readonly bare: (() => unknown) | null;
};

export function benchedCodes(): readonly BenchedCode[] {
  const [person] = FAKE_PEOPLE;
  const texts: readonly (readonly [string, string])[] = [
    ['cccd', cccdText(person)],
    ['can-cuoc', canCuocText(person)],
    ['unified', unifiedText(person)],
    ['bhyt-a', bhytAText(person)],
    ['bhyt-b', bhytBText(person)],
    ['vssid', vssidText(person)],
    ['mrz-td1', TD1],
    ['mrz-td3', TD3],
    ['garbled cccd', Buffer.from(cccdText(person), 'utf8').toString('latin1')],
    ['place', placeText()],
    ['opaque', opaqueText(person)],
  ];
  return [...texts.map(textCode), ...forgeableForms().map(signedCode)];
}

/** Timed as what it is named; the garbled card is named for what became of it. */
function textCode([kind, text]: readonly [string, string]): BenchedCode {
  const code = recognise(text, 'utf-8');
  const seen = code.type === 'person' ? code.kind : code.type;
  if (seen !== kind && kind !== 'garbled cccd') throw new Error(`${kind} is recognised as ${seen}`);
  return { kind, recognise: () => recognise(text, 'utf-8'), judge: null, bare: null };
}

function signedCode({ form, key, genuine }: ForgeableForm): BenchedCode {
  const [text = ''] = genuine;
  const trust = trustIn([key]);
  const bare = bareOf(text);
  const spki = Buffer.from(bare.spki ?? Buffer.from(key.spki, 'base64'));
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const padding = form.name.includes('ps256') ? { padding: 6, saltLength: 32 } : {};
  const hash = bare.isEdDsa ? null : 'sha256';
  return {
    kind: form.name,
    recognise: () => recognise(text, 'utf-8'),
    judge: () => mustBeVerified(judgeSignedText(text, trust, SIGNED_UTC_MS).proof.state),
    bare: () => verify(hash, bare.signed, { key: publicKey, dsaEncoding: 'ieee-p1363', ...padding }, bare.signature),
  };
}

type Bare = {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly isEdDsa: boolean;
  /** Where another key than the trusted one has signed: a seal's own certificate. */
  readonly spki?: Uint8Array;
};

function bareOf(text: string): Bare {
  const pass = splitPassText(text);
  if (pass !== null) return { signed: signedPassBytes(pass.bytes), signature: pass.signature, isEdDsa: true };
  if (text.startsWith('shc:')) return { ...jwsOf(text), isEdDsa: false };
  if (text.startsWith('{')) return { ...sealOf(text), isEdDsa: false };
  const { signed, signature } = coseOf(text);
  return { signed, signature, isEdDsa: false };
}

function jwsOf(text: string): { signed: Uint8Array; signature: Uint8Array } {
  const opened = openCardJws(lettersOfShc(text) ?? '');
  if (opened.stage !== 'opened') throw new Error(`not opened: ${opened.stage}`);
  return opened.jws;
}

/** The signer's certificate is checked too; its own signature is not part of the bare work. */
function sealOf(text: string): { signed: Uint8Array; signature: Uint8Array; spki: Uint8Array } {
  const { data, sig } = JSON.parse(text) as { data: unknown; sig: { cer: string; sigvl: string } };
  const certificate = new X509Certificate(Buffer.from(sig.cer, 'base64url'));
  return {
    signed: Buffer.from(canonicalJson(data) ?? ''),
    signature: Buffer.from(sig.sigvl, 'base64url'),
    spki: certificate.publicKey.export({ format: 'der', type: 'spki' }),
  };
}

function coseOf(text: string): CoseSign1 {
  if (text.startsWith('NZCP:')) {
    const cose = readCoseSign1(decodeBase32(text.slice('NZCP:/1/'.length)) ?? new Uint8Array(0));
    if (cose !== null) return cose;
  }
  const opened = openHc1(text);
  if (opened.stage !== 'opened') throw new Error(`not opened: ${opened.stage}`);
  return opened.cose;
}

/** A benchmark of refusals would be a benchmark of nothing. */
function mustBeVerified(state: string): void {
  if (state !== 'verified') throw new Error(`not verified: ${state}`);
}

const TD1 = 'IDVNM0990000004001099000000<<09901011M3901012VNM<<<<<<<<<<<4NGUYEN<<VAN<A<<<<<<<<<<<<<<<<<';
const TD3 = 'P<VNMNGUYEN<<VAN<A<<<<<<<<<<<<<<<<<<<<<<<<<<C0000000<4VNM9901018M3901016<<<<<<<<<<<<<<<8';
