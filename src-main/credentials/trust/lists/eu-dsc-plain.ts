/** Which signers does an EU DSC list of bare public keys name? */

import { objectOf } from '../../json.ts';
import type { DccUsage, TrustedKey } from '../trust.ts';
import { keyOfCertificate, keyOfSpki } from './key-of.ts';
import type { ListRead } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const USAGES: Readonly<Record<string, DccUsage>> = { v: 'vaccination', t: 'test', r: 'recovery' };
const KEY_ID = /^[A-Za-z0-9+/_-]{6,64}={0,2}$/;

/**
 * `{"<kid>": "<key>"}`, or a list of keys to each id with what they may sign, as the Netherlands publish it: `{"eu_keys":
 * {"<kid>": [{"subjectPk": "<key>", "keyUsage": ["v", "t", "r"]}]}}`. A key is a public key or a certificate, DER in base64.
 */
export function readPlainList(json: unknown): ListRead {
  const object = objectOf(json);
  const byId = Object.entries(objectOf(object?.eu_keys) ?? object ?? {});
  if (byId.length === 0 || !byId.every(([kid]) => KEY_ID.test(kid))) return refusedList('not-readable');
  const found = byId.flatMap(([kid, held]) => (Array.isArray(held) ? held : [held]).map((entry) => ({ kid, entry })));
  if (found.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = found.flatMap(({ kid, entry }) => keyOfEntry(kid, entry) ?? []);
  return listOf('eu-dsc-plain', 'eu-dsc-plain', { keys, skipped: found.length - keys.length });
}

export function isPlainList(json: unknown): boolean {
  const object = objectOf(json);
  if (object === null) return false;
  if (objectOf(object.eu_keys) !== null) return true;
  const entries = Object.entries(object);
  return entries.length > 0 && entries.every(([kid, key]) => KEY_ID.test(kid) && typeof key === 'string');
}

function keyOfEntry(kid: string, entry: unknown): TrustedKey | null {
  const named = objectOf(entry);
  const text = named === null ? entry : named.subjectPk;
  if (typeof text !== 'string') return null;
  const der = Buffer.from(text, 'base64');
  const key = keyOfSpki('eu-dcc', der, '', kid) ?? keyOfCertificate('eu-dcc', der, { kid });
  if (key === null || !Array.isArray(named?.keyUsage) || named.keyUsage.length === 0) return key;
  return { ...key, usages: named.keyUsage.flatMap((usage) => USAGES[String(usage)] ?? []) };
}
