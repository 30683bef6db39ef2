/** Which exact text of an entry is hashed into the chain? */

import type { Digest } from '../ports.ts';
import type { EntryDraft, EntryId } from './entry.ts';

/** What the first entry of an epoch names as its predecessor. */
export const CHAIN_START = '0'.repeat(64);

/** Names the list of fields below: another list, or another order, is another version. */
const FORM = 'gac-cong-entry-1';
/** The same list with issuer and trust version at its end: entries of signed codes. */
const SIGNED_FORM = 'gac-cong-entry-2';
/** That list with the seq of the entry that is taken back at its end: corrections. */
const CORRECTION_FORM = 'gac-cong-entry-3';
/** That list, its last item perhaps `null`, with the digest of the block for the authority at its end. */
const AUTHORITY_FORM = 'gac-cong-entry-4';
/** That list, its last item perhaps `null`, with key and tag of the authority's tracing at its end. */
const TRACING_FORM = 'gac-cong-entry-5';

/** Everything of an entry but the person. */
export type PlainEntry = Omit<EntryDraft, 'personal'>;

/** A block of the person as the chain sees it: under which key, and the SHA-256 (lower-case hex) of its sealed bytes. */
export type SealedDigest = { readonly keyId: string; readonly sha256: string };

/**
 * The one text of an entry: a JSON array, fixed order, no spaces, numbers and strings as RFC 8785 writes them. Two
 * different entries never have the same text. The person takes part by the digest of the sealed block alone, so
 * the chain can be checked without any key; who lacks the block (the collector) can check that links follow each
 * other, but cannot compute a link anew.
 *
 * Throws on a number that is not finite and on text with half a surrogate pair: neither comes back from a disk
 * as it went, and neither is in anything that a reader or the contract lets through.
 */
export function canonicalText(
  id: EntryId,
  entry: PlainEntry,
  sealed: SealedDigest | null,
  forAuthority: SealedDigest | null = null,
): string {
  const [form, more] = formOf(entry, forAuthority);
  return JSON.stringify([
    form,
    wellFormed(id.device),
    wellFormed(id.epoch),
    finite(id.seq),
    finite(entry.at.wallUtcMs),
    finite(entry.at.monotonicMs),
    wellFormed(entry.at.bootId),
    orNull(entry.at.clockOffsetMs, finite),
    orNull(entry.at.clockUncertaintyMs, finite),
    wellFormed(entry.laneId),
    entry.direction,
    entry.inferred,
    entry.readerKind,
    entry.codeKind,
    orNull(entry.subjectTag, wellFormed),
    orNull(entry.codeLength, finite),
    entry.verification,
    entry.verdict,
    entry.reasons,
    wellFormed(entry.rulesVersion),
    digestItem(sealed),
    ...more,
  ]);
}

/** An entry has the oldest form that holds all it says, so that a form once released is hashed the same for ever. */
function formOf(
  { issuer, trustVersion, corrects, tracing }: PlainEntry,
  forAuthority: SealedDigest | null,
): readonly [string, readonly (string | number | null | readonly string[])[]] {
  const signed = [orNull(issuer, wellFormed), orNull(trustVersion, wellFormed)];
  if (tracing !== null) {
    const traced = [wellFormed(tracing.keyId), wellFormed(tracing.tag)];
    return [TRACING_FORM, [...signed, orNull(corrects, finite), digestItem(forAuthority), traced]];
  }
  if (forAuthority !== null) return [AUTHORITY_FORM, [...signed, orNull(corrects, finite), digestItem(forAuthority)]];
  if (corrects !== null) return [CORRECTION_FORM, [...signed, finite(corrects)]];
  return issuer === null && trustVersion === null ? [FORM, []] : [SIGNED_FORM, signed];
}

function digestItem(sealed: SealedDigest | null): readonly string[] | null {
  return sealed === null ? null : [wellFormed(sealed.keyId), sealed.sha256];
}

/** The hash of an entry: it covers the entry and, through the hash before, all that came before it. */
export function linkHash(digest: Digest, previousHash: string, canonical: string): string {
  return digest(`${previousHash}\n${canonical}`);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError('an entry holds a number that is not finite');
  return value;
}

function wellFormed(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('an entry holds text that is not well formed');
  return value;
}

function orNull<T>(value: T | null, check: (value: T) => T): T | null {
  return value === null ? null : check(value);
}
