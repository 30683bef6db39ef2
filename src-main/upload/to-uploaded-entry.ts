/**
 * What of an entry leaves the device? Masked data, keyed hashes and the decision; what names the person only where it is
 * sealed for the authority.
 */

import type { MasksBesideTag } from '../contract/authority-settings.ts';
import type { UploadedEntry } from '../contract/upload-protocol.ts';
import type { StoredEntry } from '../core/entry/entry.ts';

/**
 * Beside a tag of the week nothing goes out that is the same in another week: neither masks nor the gate's own tag. Whoever has the
 * collector's tables could tie the weeks together by them.
 */
export function toUploadedEntry(entry: StoredEntry): UploadedEntry {
  const sent = withMasks(entry);
  return entry.tracing === null ? sent : { ...sent, subjectTag: null, maskedName: null, maskedNumber: null };
}

/** As the venue has settled it. */
export function asSettled(entry: StoredEntry, masks: MasksBesideTag): UploadedEntry {
  return masks === 'sent' ? withMasks(entry) : toUploadedEntry(entry);
}

function withMasks(entry: StoredEntry): UploadedEntry {
  const { at, id, personal } = entry;
  return {
    seq: id.seq,
    wallUtcMs: at.wallUtcMs,
    monotonicMs: at.monotonicMs,
    bootId: at.bootId,
    clockOffsetMs: at.clockOffsetMs,
    clockUncertaintyMs: at.clockUncertaintyMs,
    laneId: entry.laneId,
    direction: entry.direction,
    inferred: entry.inferred,
    readerKind: entry.readerKind,
    codeKind: entry.codeKind,
    subjectTag: entry.subjectTag,
    codeLength: entry.codeLength,
    maskedName: personal?.maskedName ?? null,
    maskedNumber: personal?.maskedNumber ?? null,
    verification: entry.verification,
    issuer: entry.issuer,
    trustVersion: entry.trustVersion,
    verdict: entry.verdict,
    reasons: [...entry.reasons],
    rulesVersion: entry.rulesVersion,
    corrects: entry.corrects,
    sealed: entry.forAuthority === null ? null : Buffer.from(entry.forAuthority.sealed).toString('base64url'),
    sealedKeyId: entry.forAuthority?.keyId ?? null,
    ...(entry.tracing === null ? {} : { tracingTag: entry.tracing.tag, tracingKeyId: entry.tracing.keyId }),
    previousHash: entry.previousHash,
    hash: entry.hash,
  };
}
