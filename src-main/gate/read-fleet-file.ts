/** What does a signed file of settings say, and may this gate believe it? */

import type { FleetDocument, FleetRefusal, SignedFile } from '../contract/fleet-settings.ts';
import {
  FLEET_FILE_FORMAT,
  fleetDocument,
  MAX_FLEET_FILE_BYTES,
  signedFile,
  signedTextOf,
} from '../contract/fleet-settings.ts';
import { parseJson } from '../core/parse-json.ts';
import { isSignedBy } from '../vault/signed-text.ts';

export type ReadFleetFile =
  | { readonly type: 'read'; readonly document: FleetDocument }
  | { readonly type: 'refused'; readonly reason: FleetRefusal };

/** Whether this text means to be such a file; what is wrong with it is said by who reads it. */
export function isFleetFile(text: string): boolean {
  const candidate = parseJson(text);
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'format' in candidate &&
    candidate.format === FLEET_FILE_FORMAT
  );
}

/** `null` where it is none, or too long to be one. */
export function fleetFileOf(text: string): SignedFile | null {
  if (text.length > MAX_FLEET_FILE_BYTES) return null;
  return signedFile.safeParse(parseJson(text)).data ?? null;
}

/** The signature first: nothing is made of bytes that nobody answers for. */
export function readFleetFile({ document, signature }: SignedFile, publicKey: string | null): ReadFleetFile {
  if (publicKey === null) return { type: 'refused', reason: 'no-settings-key' };
  if (!isSignedBy(publicKey, signedTextOf(document), signature)) return { type: 'refused', reason: 'forged' };
  const parsed = fleetDocument.safeParse(parseJson(Buffer.from(document, 'base64url').toString('utf8')));
  return parsed.success ? { type: 'read', document: parsed.data } : { type: 'refused', reason: 'wrong-document' };
}
