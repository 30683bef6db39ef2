/** How does a test stand before a collector as a gate, honest or not? */

import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import type { UploadedEntry } from '../../src-main/contract/upload-protocol.ts';
import { toUploadedEntry } from '../../src-main/upload/to-uploaded-entry.ts';
import { TEST_EPOCH, testEntry } from '../support/memory-outbox.ts';

export type TestGate = { readonly device: string; readonly publicKeyRaw: Uint8Array; readonly privateKey: KeyObject };
export type Change = {
  readonly authorization?: string;
  readonly body?: (body: Buffer) => Buffer;
  /** The signature is over the changed body. */
  readonly signsChanged?: boolean;
  readonly agedBySeconds?: number;
  readonly asDevice?: string;
};
export type Sent = { readonly status: number } & Partial<
  Record<'acknowledged' | 'refused' | 'serverTimeUtcMs', unknown>
>;

export function newKeys(): TestGate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyRaw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { device: randomUUID(), publicKeyRaw, privateKey };
}

export function entryOf(seq: number): UploadedEntry {
  return toUploadedEntry(testEntry(seq));
}

export async function post(url: string, gate: TestGate, entries: readonly unknown[], change: Change): Promise<Sent> {
  const batch = { device: change.asDevice ?? gate.device, epoch: TEST_EPOCH, entries };
  const honest = gzipSync(JSON.stringify(batch));
  const body = change.body?.(honest) ?? honest;
  const signed = change.signsChanged === true ? body : honest;
  const proof = await proofOf(gate, signed, change.agedBySeconds);
  const response = await fetch(`${url}/v1/entries`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      authorization: change.authorization ?? proof,
    },
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The `Authorization` of an upload of these bytes. */
export async function proofOf(gate: TestGate, bytes: Uint8Array, agedBySeconds = 0): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1_000) - agedBySeconds;
  const token = await new SignJWT({ body: createHash('sha256').update(bytes).digest('base64url') })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(gate.device)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 120)
    .sign(gate.privateKey);
  return `Bearer ${token}`;
}
