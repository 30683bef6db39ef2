/** An outbox that a test can look into. */

import type { StoredEntry } from '../../src-main/core/entry/entry.ts';
import type { Outbox, UploadState } from '../../src-main/core/ports.ts';

export const TEST_DEVICE = '5b0f7f0e-7c1d-4f43-9d4e-0d8f6a1c2b3d';
export const TEST_EPOCH = '0123456789abcdef0123456789abcdef';

export type MemoryOutbox = Outbox & {
  readonly stateOf: (seq: number) => 'pending' | 'done' | 'quarantined';
  /** One more pending entry. */
  readonly add: () => void;
};

/** `count` pending entries of fake people, seq from 1. */
export function memoryOutbox(count: number): MemoryOutbox {
  const entries = Array.from({ length: count }, (_, index) => testEntry(index + 1));
  const states = new Map<number, 'pending' | 'done' | 'quarantined'>(entries.map(({ id }) => [id.seq, 'pending']));
  let state: UploadState = { failures: 0, nextAttemptAtUtcMs: 0, batchLimit: 500, lastAcknowledgedAtUtcMs: null };
  const inState = (wanted: string) => entries.filter(({ id }) => states.get(id.seq) === wanted);
  return {
    pending: (limit, after) =>
      inState('pending')
        .filter(({ id }) => id.seq > (after?.seq ?? 0))
        .slice(0, limit),
    acknowledge: (_epoch, ranges) => {
      for (const { from, to } of ranges) for (let seq = from; seq <= to; seq += 1) states.set(seq, 'done');
    },
    quarantine: (_epoch, refusals) => {
      for (const { seq } of refusals) states.set(seq, 'quarantined');
    },
    retryQuarantined: () => {
      const aside = inState('quarantined');
      for (const { id } of aside) states.set(id.seq, 'pending');
      return aside.length;
    },
    counts: () => ({
      pending: inState('pending').length,
      oldestPendingAtUtcMs: inState('pending')[0]?.at.wallUtcMs ?? null,
      quarantined: inState('quarantined').length,
    }),
    uploadState: () => state,
    saveUploadState: (next) => {
      state = next;
    },
    add: () => {
      const entry = testEntry(entries.length + 1);
      entries.push(entry);
      states.set(entry.id.seq, 'pending');
    },
    stateOf: (seq) => states.get(seq) ?? 'pending',
  };
}

/** One entry of a fake person, as the log would hold it. */
export function testEntry(seq: number): StoredEntry {
  return {
    id: { device: TEST_DEVICE, epoch: TEST_EPOCH, seq },
    at: {
      wallUtcMs: Date.UTC(2026, 10, 23) + seq,
      monotonicMs: seq,
      bootId: 'boot',
      clockOffsetMs: null,
      clockUncertaintyMs: null,
    },
    laneId: 'lane-1',
    direction: 'in',
    inferred: false,
    readerKind: 'serial',
    codeKind: 'cccd',
    subjectTag: seq.toString(16).padStart(64, '0'),
    codeLength: null,
    personal: {
      maskedName: 'Nguyễn Văn ***',
      maskedNumber: '******000000',
      name: 'Nguyễn Văn Bí Mật',
      number: '001099000000',
      birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
      sex: 'male',
      phone: '0900000000',
      address: null,
      note: null,
    },
    verification: 'unsigned',
    issuer: null,
    trustVersion: null,
    verdict: 'admit',
    reasons: [],
    rulesVersion: '1-test',
    corrects: null,
    tracing: null,
    forAuthority: null,
    previousHash: '0'.repeat(64),
    hash: seq.toString(16).padStart(64, 'a'),
  };
}
