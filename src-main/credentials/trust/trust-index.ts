/** What do all lists together say? Looked up in memory, by key id and by hash. */

import { hash } from 'node:crypto';
import type { CredentialKind } from '../../core/code/code.ts';
import type { HashSet } from './hash-set.ts';
import { takeHashes } from './hash-set.ts';
import type { ListContent, RevokedCard } from './lists/list-read.ts';
import type { CardRevocationId, Trust, TrustedKey } from './trust.ts';
import { NO_TRUST } from './trust.ts';

/** Smaller hash lists are put together: the EU publishes thousands of batches, and each would be a search of its own. */
const SMALL_SET = 100_000;

/** One list in force, with the SHA-256 of its file. */
export type ListInForce = { readonly content: ListContent; readonly sha256: string };

/** The trust that these lists give. The order of the lists does not matter. */
export function createTrust(lists: readonly ListInForce[]): Trust {
  const counted = lists.filter(({ content }) => isOfTrust(content));
  if (counted.length === 0) return NO_TRUST;
  const keys = sorted(counted.flatMap(({ content }) => content.keys));
  const byId = groupBy(keys, ({ kind, kid }) => `${poolOf(kind)} ${kid}`);
  const byKind = groupBy(keys, ({ kind }) => kind);
  const sets = together(counted.flatMap(({ content }) => content.hashes ?? []));
  const cards = new Map(counted.flatMap(({ content }) => content.cards).map((card) => [nameOf(card), card]));
  return {
    version: versionOf(counted),
    findKeys: (kind, kid) => byId.get(`${poolOf(kind)} ${kid}`) ?? [],
    keysOf: (kind) => byKind.get(kind) ?? [],
    isHashRevoked: (hashes) => sets.some((set) => hashes.some((each) => set.has(each))),
    isCardRevoked: (card) => isTakenBack(card, cards.get(nameOf(card)) ?? cards.get(nameOf({ ...card, issuer: null }))),
  };
}

function isOfTrust({ keys, hashes, cards }: ListContent): boolean {
  return keys.length > 0 || hashes !== null || cards.length > 0;
}

/** EU DCC and WHO DDCC share their envelope and their signers: a key of either list may sign either. */
function poolOf(kind: CredentialKind): CredentialKind {
  return kind === 'who-ddcc' ? 'eu-dcc' : kind;
}

/** A key that comes with its certificate is asked first: the certificate says until when it may sign, and what. */
function sorted(keys: readonly TrustedKey[]): readonly TrustedKey[] {
  return keys.toSorted((left, right) => Number(left.certificate === null) - Number(right.certificate === null));
}

function groupBy(keys: readonly TrustedKey[], nameOf: (key: TrustedKey) => string): ReadonlyMap<string, TrustedKey[]> {
  const groups = new Map<string, TrustedKey[]>();
  for (const key of keys) {
    const name = nameOf(key);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [key]);
    else group.push(key);
  }
  return groups;
}

function together(sets: readonly HashSet[]): readonly HashSet[] {
  const small = sets.filter(({ count }) => count < SMALL_SET);
  const large = sets.filter(({ count }) => count >= SMALL_SET);
  if (small.length < 2) return sets;
  return [...large, takeHashes(new Uint8Array(Buffer.concat(small.map(({ bytes }) => bytes))))];
}

function nameOf({ issuer, kid, rid }: Pick<RevokedCard, 'issuer' | 'kid' | 'rid'>): string {
  return JSON.stringify([issuer, kid, rid]);
}

function isTakenBack({ issuedAtS }: CardRevocationId, revoked: RevokedCard | undefined): boolean {
  return revoked !== undefined && (revoked.beforeS === null || issuedAtS < revoked.beforeS);
}

function versionOf(lists: readonly ListInForce[]): string {
  const names = lists.map(({ content, sha256 }) => `${content.source} ${sha256}`).toSorted();
  return `trust-${hash('sha256', names.join('\n')).slice(0, 16)}`;
}
