/** Which keys stand in PEM files, and what for? */

import { createPublicKey } from 'node:crypto';
import type { CredentialKind } from '../../../core/code/code.ts';
import { CREDENTIAL_KINDS } from '../../../core/code/code.ts';
import { DER } from '../der.ts';
import type { TrustedKey } from '../trust.ts';
import { threeLetterCountry } from './countries.ts';
import { countryOf, keyOfCertificate, keyOfSpki, readCertificate } from './key-of.ts';
import type { ListRead } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const LIST_SIGNERS = 'list-signers';
/** A line before a block that says from which file it came; RFC 7468 §2 allows any text there. */
export const FILE_LINE = '# file: ';
const BLOCK = /^# file: (.+)$|-----BEGIN (CERTIFICATE|PUBLIC KEY)-----([A-Za-z0-9+/=\s]+)-----END \2-----/gm;

type Block = { readonly file: string; readonly der: Buffer };

/**
 * Certificates and public keys, one or many. The folder, or what stands before the first `.` or `-` in the file's name, says what
 * they sign (`vds-nc/japan.pem`, `divoc/did_india.pem`; else EU certificates); `list-signers/` are keys that may sign lists.
 */
export function readPem(text: string, name: string): ListRead {
  const blocks = blocksOf(text, name);
  if (blocks.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const areSigners = blocks.length > 0 && blocks.every(({ file }) => folderOf(file) === LIST_SIGNERS);
  if (areSigners) {
    const signers = blocks.flatMap(({ der }) => spkiOf(der)?.toString('base64') ?? []);
    return listOf('list-signers', `list-signers:${name}`, { signers, skipped: blocks.length - signers.length });
  }
  const keys = blocks.flatMap((block) => keyOfBlock(block) ?? []);
  return listOf('pem', `pem:${name}`, { keys, skipped: blocks.length - keys.length });
}

/** Some certificates come in bare DER under the same endings. */
export function pemOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  if (bytes[0] !== DER.sequence) return buffer.toString('utf8');
  return `-----BEGIN CERTIFICATE-----\n${buffer.toString('base64')}\n-----END CERTIFICATE-----`;
}

function blocksOf(text: string, name: string): readonly Block[] {
  const blocks: Block[] = [];
  let file = name;
  for (const [, named, , base64] of text.matchAll(BLOCK)) {
    if (named !== undefined) file = named.trim();
    else blocks.push({ file, der: Buffer.from(base64 ?? '', 'base64') });
  }
  return blocks;
}

function keyOfBlock({ file, der }: Block): TrustedKey | null {
  const kind = kindOf(file);
  const certificate = readCertificate(der);
  const baseName = (file.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
  if (kind === 'divoc') {
    const spki = spkiOf(der);
    const did = baseName.replace(/^divoc-/, '').replaceAll('_', ':');
    return spki === null ? null : keyOfSpki('divoc', spki, did, did);
  }
  if (certificate === null) return keyOfSpki(kind, der, '', baseName);
  const country = countryOf(certificate) ?? '';
  return keyOfCertificate(kind, der, { issuer: kind === 'vds-nc' ? threeLetterCountry(country) : country });
}

function kindOf(file: string): CredentialKind {
  const folder = folderOf(file);
  return CREDENTIAL_KINDS.find((kind) => kind === folder || baseStartsWith(file, kind)) ?? 'eu-dcc';
}

function baseStartsWith(file: string, kind: string): boolean {
  const base = file.split('/').at(-1) ?? '';
  return base.startsWith(`${kind}.`) || base.startsWith(`${kind}-`);
}

function folderOf(file: string): string {
  return file.split('/').at(-2) ?? '';
}

function spkiOf(der: Buffer): Buffer | null {
  const certificate = readCertificate(der);
  try {
    const key = certificate?.publicKey ?? createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.export({ format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
