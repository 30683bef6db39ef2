/** How are settings signed away from the collector that hands them out? On the authority's own machine, with a key that is nowhere else. */

import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SignedFile } from '../contract/fleet-settings.ts';
import {
  FLEET_FILE_FORMAT,
  fleetDocument,
  MAX_FLEET_DOCUMENT_BYTES,
  settingsPublicKey,
  signedTextOf,
} from '../contract/fleet-settings.ts';
import { readJsonFile } from '../files/json-file.ts';
import { newSigningPair, signText } from '../vault/signed-text.ts';
import type { AuthorityAnswer } from './authority-command.ts';

const PRIVATE_MODE = 0o600;

const privateFile = z.strictObject({
  for: z.literal('gac-cong settings'),
  publicKey: settingsPublicKey,
  /** Ed25519, the 32 raw bytes as base64url. */
  privateKey: settingsPublicKey,
});

/** Two files: what a collector and its gates are told, and what stays here. Neither replaces a file that is there. */
export function newSettingsKey(folder: string): AuthorityAnswer {
  const pair = newSigningPair();
  const files = { private: join(folder, 'settings-key.private.json'), public: join(folder, 'settings-key.json') };
  const trouble =
    writeNew(files.private, { for: 'gac-cong settings', ...pair }, PRIVATE_MODE) ??
    writeNew(files.public, { publicKey: pair.publicKey });
  return trouble === null ? { json: { type: 'made', publicKey: pair.publicKey, files }, status: 0 } : refused(trouble);
}

/** Checked whole before it is signed, and said in full: whoever signs answers for it. */
export function signSettings(documentPath: string, keyPath: string, outPath: string): AuthorityAnswer {
  const parsed = fleetDocument.safeParse(readJsonFile(documentPath)).data;
  if (parsed === undefined) return refused('wrong-document');
  const key = privateFile.safeParse(readJsonFile(keyPath)).data;
  if (key === undefined) return refused('no-private-key');
  const bytes = Buffer.from(JSON.stringify(parsed), 'utf8');
  if (bytes.length > MAX_FLEET_DOCUMENT_BYTES) return refused('too-large');
  const document = bytes.toString('base64url');
  const { publicKey: x, privateKey: d } = key;
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
  const signature = signText(privateKey, signedTextOf(document));
  const signed: SignedFile = { format: FLEET_FILE_FORMAT, version: 1, document, signature };
  const trouble = writeNew(outPath, signed);
  return trouble === null ? { json: { type: 'signed', file: outPath, document: parsed }, status: 0 } : refused(trouble);
}

/** Why not, or `null`. */
function writeNew(path: string, content: unknown, mode = 0o644): string | null {
  try {
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'cannot-write';
  }
}

function refused(reason: string): AuthorityAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
