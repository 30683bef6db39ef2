/** With which key are settings signed for gates, and is it this collector's own or kept elsewhere? */

import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { FleetDocument, SignedFile } from '../../src-main/contract/fleet-settings.ts';
import {
  FLEET_FILE_FORMAT,
  fleetDocument,
  MAX_FLEET_DOCUMENT_BYTES,
  signedTextOf,
} from '../../src-main/contract/fleet-settings.ts';
import type { Connection } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

type OwnKey = { readonly publicKey: string; readonly privateKey: KeyObject };

function ownKey({ settingsSeed }: ConsoleSecret): OwnKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, settingsSeed]),
    format: 'der',
    type: 'pkcs8',
  });
  return { privateKey, publicKey: createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '' };
}

/** Which signatures gates believe now: by this collector's own key, until one that is kept elsewhere took its place. */
export async function settingsKey(
  { query }: Connection,
  secret: ConsoleSecret,
): Promise<{ readonly publicKey: string; readonly isOwn: boolean }> {
  const [moved] = await query<{ publicKey: string }>(
    `select public_key as "publicKey" from fleet_settings where kind = 'key' order by version desc limit 1`,
  );
  const own = ownKey(secret).publicKey;
  return { publicKey: moved?.publicKey ?? own, isOwn: moved === undefined || moved.publicKey === own };
}

/** Signed by this collector's own key; `null` where it is longer than a gate takes. */
export function signDocument(secret: ConsoleSecret, said: FleetDocument): SignedFile | null {
  const bytes = Buffer.from(JSON.stringify(said), 'utf8');
  if (bytes.length > MAX_FLEET_DOCUMENT_BYTES) return null;
  const document = bytes.toString('base64url');
  const signature = sign(null, Buffer.from(signedTextOf(document), 'utf8'), ownKey(secret).privateKey);
  return { format: FLEET_FILE_FORMAT, version: 1, document, signature: signature.toString('base64url') };
}

/** What a file says that this key signed; why not, else. */
export function openFile(
  { document, signature }: SignedFile,
  publicKey: string,
): FleetDocument | 'forged' | 'wrong-document' {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const isSigned = verify(null, Buffer.from(signedTextOf(document), 'utf8'), key, Buffer.from(signature, 'base64url'));
  if (!isSigned) return 'forged';
  return fleetDocument.safeParse(parseJson(document)).data ?? 'wrong-document';
}

function parseJson(document: string): unknown {
  try {
    return JSON.parse(Buffer.from(document, 'base64url').toString('utf8'));
  } catch {
    return undefined; // Refused by the schema.
  }
}
