/** How does an entry stand in a row, and how does it come back? */

import { hash } from 'node:crypto';
import type { PlainEntry, SealedDigest } from '../core/entry/canonical.ts';
import { canonicalText } from '../core/entry/canonical.ts';
import type { EntryDraft, EntryId, ForAuthority, StoredEntry, TracingTag } from '../core/entry/entry.ts';
import type { Sealer } from '../core/ports.ts';
import { openPersonal } from './personal.ts';

/**
 * A row with its epoch. The words in it were checked when they went in, and the chain shows whether they changed since;
 * a changed one is passed on as it is, for the collector to refuse, rather than dropped here.
 */
export type EntryRow = Pick<
  EntryDraft,
  | 'laneId'
  | 'direction'
  | 'readerKind'
  | 'codeKind'
  | 'subjectTag'
  | 'codeLength'
  | 'verification'
  | 'issuer'
  | 'trustVersion'
  | 'verdict'
  | 'rulesVersion'
  | 'corrects'
> & {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly wallUtcMs: number;
  readonly monotonicMs: number;
  readonly bootId: string;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly inferred: number;
  readonly keyId: string | null;
  readonly sealedPersonal: Uint8Array | null;
  readonly authorityKeyId: string | null;
  readonly sealedForAuthority: Uint8Array | null;
  readonly tracingKeyId: string | null;
  readonly tracingTag: string | null;
  readonly reasons: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** Reads `EntryRow`s; what follows may join, filter and order by the tables' own names. */
export const SELECT_ENTRY = `
  select epoch.device, epoch.name as epoch, entry.seq, entry.wall_utc_ms as wallUtcMs, entry.monotonic_ms as monotonicMs,
    entry.boot_id as bootId, entry.clock_offset_ms as clockOffsetMs, entry.clock_uncertainty_ms as clockUncertaintyMs,
    entry.lane_id as laneId, entry.direction, entry.inferred, entry.reader_kind as readerKind,
    entry.code_kind as codeKind, entry.subject_tag as subjectTag, entry.code_length as codeLength, entry.key_id as keyId,
    entry.sealed_personal as sealedPersonal, authority.key_id as authorityKeyId,
    authority.sealed as sealedForAuthority, tracing.key_id as tracingKeyId, tracing.tag as tracingTag, entry.verification, entry.issuer,
    entry.trust_version as trustVersion, entry.verdict, entry.reasons,
    entry.rules_version as rulesVersion, entry.corrects, entry.previous_hash as previousHash, entry.hash
  from entry join epoch on epoch.id = entry.epoch_id
    left join entry_for_authority as authority on authority.entry_id = entry.id
    left join entry_tracing as tracing on tracing.entry_id = entry.id`;

/** The entry as it was committed; the person is `null` where there was none, or where its key is lost. */
export function storedEntry(row: EntryRow, sealer: Sealer): StoredEntry {
  const id = idOf(row);
  return {
    ...plainEntry(row),
    personal: openPersonal(row.sealedPersonal, row.keyId, id, sealer),
    id,
    forAuthority: forAuthorityOf(row),
    previousHash: row.previousHash,
    hash: row.hash,
  };
}

/** The text that this row's hash must cover, from what stands in the row now. */
export function canonicalOfRow(row: EntryRow): string {
  const forAuthority = sealedDigest(row.sealedForAuthority, row.authorityKeyId);
  return canonicalText(idOf(row), plainEntry(row), sealedDigest(row.sealedPersonal, row.keyId), forAuthority);
}

/** What the chain knows of a sealed person. */
export function sealedDigest(sealed: Uint8Array | null, keyId: string | null): SealedDigest | null {
  return sealed === null || keyId === null ? null : { keyId, sha256: hash('sha256', sealed, 'hex') };
}

/** Reasons in one column: they are words, so a space separates them. */
export function joinReasons(reasons: EntryDraft['reasons']): string {
  return reasons.join(' ');
}

function forAuthorityOf({ authorityKeyId, sealedForAuthority }: EntryRow): ForAuthority | null {
  if (authorityKeyId === null || sealedForAuthority === null) return null;
  return { keyId: authorityKeyId, sealed: sealedForAuthority };
}

function tracingOf({ tracingKeyId, tracingTag }: EntryRow): TracingTag | null {
  return tracingKeyId === null || tracingTag === null ? null : { keyId: tracingKeyId, tag: tracingTag };
}

function idOf({ device, epoch, seq }: EntryRow): EntryId {
  return { device, epoch, seq };
}

function plainEntry(row: EntryRow): PlainEntry {
  return {
    at: {
      wallUtcMs: row.wallUtcMs,
      monotonicMs: row.monotonicMs,
      bootId: row.bootId,
      clockOffsetMs: row.clockOffsetMs,
      clockUncertaintyMs: row.clockUncertaintyMs,
    },
    laneId: row.laneId,
    direction: row.direction,
    inferred: row.inferred === 1,
    readerKind: row.readerKind,
    codeKind: row.codeKind,
    subjectTag: row.subjectTag,
    codeLength: row.codeLength,
    verification: row.verification,
    issuer: row.issuer,
    trustVersion: row.trustVersion,
    verdict: row.verdict,
    reasons: row.reasons === '' ? [] : (row.reasons.split(' ') as EntryDraft['reasons'][number][]),
    rulesVersion: row.rulesVersion,
    corrects: row.corrects,
    tracing: tracingOf(row),
  };
}
