/** Of which form is this file, and what does it say? */

import { isUtf8 } from 'node:buffer';
import { objectOf } from '../../json.ts';
import { readDer } from '../der.ts';
import { readDidDocument } from './did-document.ts';
import { readGermanList } from './eu-dsc-german.ts';
import { isPlainList, readPlainList } from './eu-dsc-plain.ts';
import { readSwedishList } from './eu-dsc-swedish.ts';
import { readHashBlock, readRevocationBatches } from './hash-revocations.ts';
import { readMasterList } from './icao-master-list.ts';
import { readCertificate } from './key-of.ts';
import { parseListJson } from './list-json.ts';
import type { ListRead, ListSigners } from './list-read.ts';
import { listOf, refusedList } from './list-read.ts';
import { pemOf, readPem } from './pem.ts';
import { readCardRevocations, readIssuerKeys, readVciSnapshot } from './smart-issuers.ts';
import { readSnapshot } from './snapshot.ts';
import { readVenuePasses } from './venue-passes.ts';

/** Ten million hashes of a block are 80 MB. */
export const MAX_LIST_BYTES = 200_000_000;

const HASH_BLOCK_NAME = /\.(?:hashes|bin)$/i;
const RULES_FORM = 'gac-cong-rules-1';
const PASSES_FORM = 'gac-cong-passes-1';

/**
 * Tells the form by the content, and by the name where the content does not say it (hash blocks, PEM folders, issuers' keys).
 * `name` may have folders, with `/`. Takes the bytes over. Never throws.
 */
export function readList(name: string, bytes: Uint8Array, signers: ListSigners): ListRead {
  if (bytes.length > MAX_LIST_BYTES) return refusedList('too-large');
  return readForm(name, bytes, signers);
}

function readForm(name: string, bytes: Uint8Array, signers: ListSigners): ListRead {
  if (readDer(bytes) !== null) {
    return readCertificate(bytes) === null ? readMasterList(bytes, signers) : readPem(pemOf(bytes), name);
  }
  if (HASH_BLOCK_NAME.test(name)) return readHashBlock(bytes, name);
  if (!isUtf8(bytes)) return refusedList('unknown-form');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  if (text.includes('-----BEGIN ')) {
    const isSnapshot = text.trimStart().startsWith('{');
    return isSnapshot ? readSnapshot(text) : readPem(text, name);
  }
  return readText(name, text, signers);
}

function readText(name: string, text: string, signers: ListSigners): ListRead {
  const trimmed = text.trim();
  if (/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(trimmed)) return readSwedishList(trimmed, signers);
  if (/^[A-Za-z0-9+/=]+\s+\{/.test(trimmed)) return readGermanList(text, signers);
  const json = parseListJson(trimmed);
  if (json === undefined)
    return /^\{.*\}\s*\n\s*\{/.test(trimmed) ? readSnapshot(trimmed) : refusedList('unknown-form');
  return readJson(name, json, text, signers);
}

function readJson(name: string, json: unknown, text: string, signers: ListSigners): ListRead {
  const object = objectOf(json);
  const first = Array.isArray(json) ? objectOf(json[0]) : object;
  if (first !== null && 'hashType' in first) return readRevocationBatches(json, name);
  if (object?.form === RULES_FORM || (Array.isArray(json) && first !== null && 'Logic' in first)) {
    return listOf('rules', 'rules', { rulesText: text });
  }
  if (object === null) return refusedList('unknown-form');
  if (object.form === PASSES_FORM) return readVenuePasses(object);
  if (Array.isArray(object.certificates)) return readGermanList(text, signers);
  if (typeof object.id === 'string' && object.id.startsWith('did:')) return readDidDocument(object);
  if (Array.isArray(object.issuerInfo)) return readVciSnapshot(object);
  if (Array.isArray(object.rids)) return readCardRevocations(object);
  if (typeof object.framework === 'string') return readSnapshot(text.trim());
  if (Array.isArray(object.keys)) {
    const issuer = issuerOf(name);
    return issuer === null ? refusedList('unknown-form') : readIssuerKeys(object, issuer);
  }
  return isPlainList(object) ? readPlainList(object) : refusedList('unknown-form');
}

/** `https://issuer.example/path/.well-known/jwks.json`, or a file `issuer.example_path.json`. */
function issuerOf(name: string): string | null {
  const address = /^(https:\/\/.+)\/\.well-known\/jwks\.json$/.exec(name)?.[1];
  if (address !== undefined) return address;
  const base = (name.split('/').at(-1) ?? '').replace(/\.json$/, '');
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:_[\w.-]+)*$/i.test(base) ? `https://${base.replaceAll('_', '/')}` : null;
}
