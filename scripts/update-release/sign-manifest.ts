/** How is a release signed, so that gates take it and nobody else's? */

import { createHash, generateKeyPairSync } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { CompactSign, importJWK } from 'jose';
import { z } from 'zod';
import type { UpdateFile, UpdateManifest } from '../../src-main/core/update/manifest.ts';
import { PRODUCT } from '../../src-main/core/update/manifest.ts';
import { GOES_BACK_TO } from '../../src-main/store/migrations/migrate.ts';
import { MANIFEST_TYPE, updateManifest } from '../../src-main/update/read-manifest.ts';

const DAY_MS = 86_400_000;
const privateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** `publicKey` is what gates are given: raw, in base64url. */
export function newReleaseKey(): { readonly privateText: string; readonly publicKey: string } {
  const jwk = privateKey.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  return { privateText: `${JSON.stringify(jwk)}\n`, publicKey: jwk.x };
}

export type SignInput = {
  readonly privateText: string;
  readonly version: string;
  readonly channel: string;
  readonly minimumVersion: string;
  readonly sharePercent: number;
  readonly validDays: number;
  readonly notes: { readonly vi: string; readonly en: string };
  readonly files: readonly { readonly platform: string; readonly path: string }[];
  readonly nowUtcMs: number;
  /** The oldest form of the data whose program can go on; what the sources say unless given. */
  readonly dataGoesBackTo?: number;
};

/** Throws where what would be signed is nothing that a gate could read. */
export async function signManifest(
  input: SignInput,
): Promise<{ readonly jws: string; readonly manifest: UpdateManifest }> {
  const manifest = updateManifest.parse({
    channel: input.channel,
    dataGoesBackTo: input.dataGoesBackTo ?? GOES_BACK_TO,
    files: await Promise.all(input.files.map(describeFile)),
    minimumVersion: input.minimumVersion,
    notAfterUtcMs: input.nowUtcMs + input.validDays * DAY_MS,
    notes: input.notes,
    product: PRODUCT,
    releasedAtUtcMs: input.nowUtcMs,
    sharePercent: input.sharePercent,
    version: input.version,
  });
  return { jws: await signText(JSON.stringify(manifest), input.privateText), manifest };
}

export async function signText(text: string, privateText: string, type = MANIFEST_TYPE): Promise<string> {
  const key = await importJWK(privateKey.parse(JSON.parse(privateText)), 'EdDSA');
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: 'EdDSA', typ: type }).sign(key);
}

/** What the operating system installs is known by its ending; everything else is a version. */
async function describeFile({ platform, path }: { platform: string; path: string }): Promise<UpdateFile> {
  const kind = /\.(exe|deb|msi|AppImage)$/.test(path) ? 'installer' : 'version';
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const sizeBytes = statSync(path).size;
  const unpackedBytes = kind === 'installer' ? sizeBytes : await lengthUnpacked(path);
  return { platform, kind, name: basename(path), sizeBytes, unpackedBytes, sha512: hash.digest('hex') };
}

async function lengthUnpacked(path: string): Promise<number> {
  let length = 0;
  for await (const chunk of createReadStream(path).pipe(createGunzip())) length += (chunk as Buffer).length;
  return length;
}
