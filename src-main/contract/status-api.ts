/** How is a gate doing: its readers, barriers, disk, clock, log, and what waits for the collector? */

import { z } from 'zod';
import { BARRIER_TROUBLES } from '../core/barrier/barrier.ts';
import { UPLOAD_FAILURES } from '../core/outbox/plan.ts';
import { fromAfarStatus } from './from-afar-api.ts';
import { exportStatus, silentLane } from './report-api.ts';
import { updateStatus } from './update-api.ts';

const utcMs = z.number();
const count = z.int().min(0);

/** Why a reader is not ready; the screen has a sentence of what to do for each. */
export const READER_TROUBLES = [
  'not-found',
  'no-permission',
  'in-use',
  'taken',
  'unplugged',
  'camera-dark',
  'camera-frozen',
  'camera-refused',
  'decoder-failed',
  'other',
] as const;

/** How a reader has done since this process opened it; numbers and times only. */
export const readerHealth = z.strictObject({
  /** When it came into the state that it is in. */
  sinceUtcMs: utcMs,
  codes: count,
  /** Codes that the plug cut, dropped. */
  halfCodes: count,
  /** Codes that waited when a babbling scanner was pulled out, dropped. */
  babbledCodes: count,
  /** Codes whose bytes were not UTF-8: names in them may be wrong. */
  decodeWarnings: count,
});

export const readerStatus = z.strictObject({
  id: z.string(),
  laneId: z.string(),
  kind: z.enum(['serial', 'camera', 'wedge', 'simulated']),
  /** `babbling`: a serial scanner that sends without end; it is read slowly, so that the other lanes are not. */
  state: z.enum(['starting', 'ready', 'babbling', 'lost']),
  trouble: z.enum(READER_TROUBLES).nullable(),
  lastReadingAtUtcMs: utcMs.nullable(),
  /** The serial port that is open now; the settings may say only `auto`. */
  port: z.string().nullable(),
  health: readerHealth,
});

export const outboxStatus = z.strictObject({
  pending: count,
  oldestPendingAtUtcMs: utcMs.nullable(),
  quarantined: count,
  lastAcknowledgedAtUtcMs: utcMs.nullable(),
  /** `alone`: no collector is set. `waiting`: one is set, nothing tried yet. */
  collector: z.enum(['alone', 'waiting', 'reachable', 'unreachable', 'refused']),
  /** Why the last upload failed; `null` where it did not. */
  trouble: z.enum(UPLOAD_FAILURES).nullable(),
});

export const barrierStatus = z.strictObject({
  laneId: z.string(),
  /** `out-of-order`: people are scanned as ever, and somebody has to open by hand. */
  state: z.enum(['starting', 'closed', 'open', 'out-of-order']),
  trouble: z.enum(BARRIER_TROUBLES).nullable(),
  /** Since this process opened it. */
  opened: count,
  notPassed: count,
  unexpected: count,
  breakdowns: count,
});

/** Why the log is on one disk only. */
export const BACKUP_TROUBLES = [
  'folder-gone',
  'no-permission',
  'full',
  'not-a-folder',
  'inside-data',
  'other',
] as const;

export const backupStatus = z.strictObject({
  /** `none`: no folder is set. `waiting`: the first round is not over. */
  state: z.enum(['none', 'waiting', 'ok', 'failing']),
  trouble: z.enum(BACKUP_TROUBLES).nullable(),
  /** When the backup last held all that the log did. */
  lastAtUtcMs: utcMs.nullable(),
});

/** Of the authority's keys of one sort. `without`: there should be one, and none is valid now. */
const authorityKeyStatus = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.enum(['sealing', 'expiring']), keyId: z.string(), untilUtcMs: utcMs }),
  z.strictObject({ type: z.literal('without'), sinceUtcMs: utcMs.nullable() }),
]);

export const retentionStatus = z.strictObject({
  /**
   * `starting`: the clock is not sure yet. `soon`: entries that no collector has will be deleted. `waits`: nothing is deleted, because the
   * clock may be wrong.
   */
  state: z.enum(['starting', 'ok', 'soon', 'waits']),
  /** Of `soon`: how many, counted to a thousand and no further; and when the first of them goes. */
  unsent: count,
  firstGoesAtUtcMs: utcMs.nullable(),
});

export const gateStatus = z.strictObject({
  readers: z.array(readerStatus),
  barriers: z.array(barrierStatus),
  clock: z.strictObject({ state: z.enum(['ok', 'doubtful']), offsetMs: z.number().nullable() }),
  disk: z.strictObject({ state: z.enum(['ok', 'low', 'full']), freeBytes: z.number().nullable() }),
  outbox: outboxStatus,
  /** False after a failed commit, until one succeeds: nothing may be admitted. */
  log: z.enum(['ok', 'failing']),
  /**
   * `restored`: the log was damaged, and the last backup was opened in its place. `begun-anew`: there was no backup. Both until
   * somebody has seen to the damaged file, which is kept.
   */
  damagedLog: z.enum(['none', 'restored', 'begun-anew']),
  /**
   * Said for some days. `older-copy`: the log lacked what it had held. `other-machine`: the data folder was last used elsewhere.
   * `contradicted`: the collector holds entries of this log that it does not. A new epoch was begun each time.
   */
  copiedLog: z.enum(['none', 'older-copy', 'other-machine', 'contradicted']),
  backup: backupStatus,
  retention: retentionStatus,
  exports: exportStatus,
  /** Lanes that are missed right now. */
  silentLanes: z.array(silentLane),
  /** Of the lists that say whose signatures count. `damaged`: one of them has to be imported again. */
  trust: z.strictObject({
    state: z.enum(['none', 'fresh', 'stale', 'damaged']),
    oldestAtUtcMs: utcMs.nullable(),
  }),
  /** The keys that entries are sealed under. */
  authority: authorityKeyStatus,
  /** The keys that people are traced under. */
  tracing: authorityKeyStatus,
  /** `lost`: the gate had to begin with new keys, and nobody has seen to it. `kept`: where its secrets are. */
  keys: z.strictObject({ state: z.enum(['ok', 'lost']), kept: z.enum(['file', 'key-store']) }),
  /** `unreadable`: settings.json could not be read, so the defaults hold; the file itself is kept. */
  settings: z.enum(['ok', 'unreadable']),
  /** Absent at a gate whose settings nobody may set from afar. */
  fromAfar: fromAfarStatus.optional(),
  updates: updateStatus,
});

export type GateStatus = z.infer<typeof gateStatus>;
export type RetentionStatus = z.infer<typeof retentionStatus>;
export type BackupStatus = z.infer<typeof backupStatus>;
export type BarrierStatus = z.infer<typeof barrierStatus>;
export type ReaderHealth = z.infer<typeof readerHealth>;
export type ReaderStatus = z.infer<typeof readerStatus>;
export type ReaderTrouble = (typeof READER_TROUBLES)[number];
export type OutboxStatus = z.infer<typeof outboxStatus>;
