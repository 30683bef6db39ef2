/**
 * What of an entry leaves the device? Masked data, keyed hashes and the decision; what names the person only where it is
 * sealed for the authority.
 */

import type { UploadedEntry } from '../contract/upload-protocol.ts';
import type { StoredEntry } from '../core/entry/entry.ts';

export function toUploadedEntry(entry: StoredEntry): UploadedEntry {
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
