/** How fast do entries leave a terminal that sends each in a POST of its own, as terminals usually do? */

import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { UploadedEntry } from '../../src-main/contract/upload-protocol.ts';
import {
  SETUP_CODE_PREFIX,
  setupCode as setupCodeSchema,
  uploadAnswer,
} from '../../src-main/contract/upload-protocol.ts';
import type { Wire } from './counting-wire.ts';

export type OnePerPost = { readonly perS: number; readonly bytesPerEntry: number; readonly entries: number };

/** Plain JSON on one connection that stays open, one entry a request, the next when the one before is answered. */
export async function measureOnePerPost(
  wire: Wire,
  setupCode: string,
  epoch: string,
  entries: readonly UploadedEntry[],
): Promise<OnePerPost> {
  const device = randomUUID();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const code: unknown = JSON.parse(Buffer.from(setupCode.slice(SETUP_CODE_PREFIX.length), 'base64url').toString());
  const { token } = setupCodeSchema.parse(code);
  const enrolled = await fetch(`${wire.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, device, publicKey: publicKey.export({ format: 'jwk' }).x }),
  });
  if (enrolled.status !== 200) throw new Error(`the terminal was not enrolled: ${enrolled.status}`);
  await enrolled.arrayBuffer();
  const before = wire.counts().upBytes;
  const startedAtMs = performance.now();
  for (const entry of entries) await post(wire.url, device, privateKey, { device, epoch, entries: [entry] });
  const tookMs = performance.now() - startedAtMs;
  return {
    perS: (entries.length / tookMs) * 1_000,
    bytesPerEntry: (wire.counts().upBytes - before) / entries.length,
    entries: entries.length,
  };
}

async function post(url: string, device: string, privateKey: KeyObject, batch: object): Promise<void> {
  const body = JSON.stringify(batch);
  const issuedAtS = Math.floor(Date.now() / 1_000);
  const proof = await new SignJWT({ body: createHash('sha256').update(body).digest('base64url') })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(device)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + 120)
    .sign(privateKey);
  const response = await fetch(`${url}/v1/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${proof}` },
    body,
  });
  const answer = uploadAnswer.parse(await response.json());
  if (answer.acknowledged.length !== 1) throw new Error('a single entry was refused');
}
