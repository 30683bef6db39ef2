/** What can a screen ask of the gate, and what does it hear? One contract for every transport. */

import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { BARRIER_TROUBLES } from '../core/barrier/barrier.ts';
import { CODE_KINDS, MAX_CODE_LENGTH, TEXT_ENCODINGS } from '../core/code/code.ts';
import { ROSTER_GROUPS } from '../core/entry/roster.ts';
import { READER_KINDS, VERDICTS, VERIFICATIONS } from '../core/entry/verdict.ts';
import { UPLOAD_FAILURES } from '../core/outbox/plan.ts';
import { accessCalls, accessState } from './access-api.ts';
import { cleanLine } from './clean-line.ts';
import { ENROL_REFUSALS } from './enrol-refusals.ts';
import { entryId, reason } from './entry-words.ts';
import { guardCalls } from './guard-api.ts';
import { makePassesAnswer, passItem, passOrder } from './pass-api.ts';
import { exportStatus, reportCalls, silentLane } from './report-api.ts';
import { rosterCalls } from './roster-api.ts';
import { settings } from './settings.ts';
import { setupCalls } from './setup-api.ts';
import { eraseInput, subjectErased, subjectExport, subjectInput, subjectSummary } from './subject-api.ts';
import { laneTrip, tripCalls } from './trip-api.ts';
import { trustImport, trustListItem, trustSource } from './trust-api.ts';
import { visitCalls } from './visit-api.ts';

const utcMs = z.number();
const count = z.int().min(0);
const direction = z.enum(['in', 'out']);

export const shown = z.strictObject({
  laneId: z.string(),
  direction,
  readerKind: z.enum(READER_KINDS),
  verdict: z.enum(VERDICTS),
  reasons: z.array(reason).readonly(),
  codeKind: z.enum(CODE_KINDS).nullable(),
  maskedName: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  verification: z.enum(VERIFICATIONS),
  issuer: z.string().max(200).nullable(),
  group: z.enum(ROSTER_GROUPS).optional(),
  atUtcMs: utcMs,
  entry: entryId.nullable(),
  recordedAtUtcMs: utcMs.nullable(),
});

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

export const tally = z.strictObject({
  dayStartUtcMs: utcMs,
  admittedIn: count,
  admittedOut: count,
  checked: count,
  refused: count,
  manual: count,
  repeats: count,
  unreadable: count,
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
});

export const laneView = z.strictObject({ id: z.string(), name: z.string(), direction });

/** What the desks of hospitals and stations have: `revision` counts up with every change, so that their pages look anew. */
export const deskView = z.strictObject({ laneTrips: z.array(laneTrip), revision: count });

export const gateSnapshot = z.strictObject({
  version: z.string(),
  settings,
  lanes: z.array(laneView),
  status: gateStatus,
  tally,
  desk: deskView,
});

/** What the gate would have done with a code on a lane that is being tried out. Nothing of it was written. */
export const tried = z.strictObject({
  readerId: z.string(),
  encoding: z.enum(TEXT_ENCODINGS),
  /** Of the code as it was read, in characters. */
  length: count,
  /** How it came over a serial line; `null` for other readers. */
  line: z.strictObject({ bytes: count, isMarked: z.boolean() }).nullable(),
  shown,
});

/** The first event of a watch is always a snapshot; the others replace their part of it. */
export const gateEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snapshot'), snapshot: gateSnapshot }),
  z.strictObject({ type: z.literal('shown'), shown, tally }),
  z.strictObject({ type: z.literal('tried'), tried }),
  /** An entry was taken back, by a barrier whose sensor saw nobody pass, or by a guard. `why`: the word that the log has for it. */
  z.strictObject({ type: z.literal('taken-back'), laneId: z.string(), entry: entryId, why: reason, tally }),
  z.strictObject({ type: z.literal('status'), status: gateStatus }),
  z.strictObject({ type: z.literal('lanes'), lanes: z.array(laneView) }),
  z.strictObject({ type: z.literal('settings'), settings }),
  /** What this very connection may do; follows each snapshot, and comes whenever it is another. */
  z.strictObject({ type: z.literal('access'), access: accessState }),
  z.strictObject({ type: z.literal('desk'), desk: deskView }),
]);

/** Text longer than the limit is cut by the reader to one character more, so that the gate says *too long*. */
export const readingInput = z.strictObject({
  laneId: z.string().max(40),
  readerId: z.string().max(40),
  readerKind: z.enum(['camera', 'wedge']),
  text: z.string().max(MAX_CODE_LENGTH + 1),
  encoding: z.enum(TEXT_ENCODINGS),
});

export const manualEntryInput = z.strictObject({
  laneId: z.string().max(40),
  name: cleanLine(120).min(1),
  number: cleanLine(20)
    .regex(/^[0-9A-Za-z]{6,20}$/)
    .nullable(),
  phone: cleanLine(20)
    .regex(/^\+?\d{8,15}$/)
    .nullable(),
  note: cleanLine(200).min(1),
});

/** The guard opens for a vehicle, a delivery, helpers: nobody's name, only what it is. */
export const vehicleInput = z.strictObject({ laneId: z.string().max(40), note: cleanLine(200).min(1) });

export const watchListItem = z.strictObject({
  id: z.int(),
  maskedNumber: z.string(),
  action: z.enum(['check', 'refuse']),
  addedAtUtcMs: utcMs,
  /** `null` = until somebody takes the number off. */
  untilUtcMs: utcMs.nullable(),
});

export const serialPort = z.strictObject({
  path: z.string(),
  manufacturer: z.string().nullable(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** Maker and model, where the device is a known scanner. */
  scanner: z.string().nullable(),
});

/** A known scanner that is plugged in and types like a keyboard, or speaks in another way that no serial reader hears. */
export const wrongModeScanner = z.strictObject({
  name: z.string(),
  mode: z.enum(['keyboard', 'other']),
  /** Under which heading of docs/scanners.md its switch to USB-COM stands. */
  maker: z.string(),
});

const savedOrRefused = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('saved') }),
  z.strictObject({
    type: z.literal('refused'),
    reason: z.enum(['invalid', 'cannot-write']),
    field: z.string().nullable(),
  }),
]);

const enrolAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('enrolled'), collectorName: z.string() }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(ENROL_REFUSALS) }),
]);

const unknownLane = z.strictObject({ type: z.literal('unknown-lane') });
const shownAnswer = z.strictObject({ type: z.literal('shown'), shown });
const entryAnswer = z.discriminatedUnion('type', [shownAnswer, unknownLane]);
const readingAnswer = z.discriminatedUnion('type', [
  shownAnswer,
  z.strictObject({ type: z.literal('tried'), tried }),
  unknownLane,
]);

export const gateContract = {
  ...rosterCalls,
  ...setupCalls,
  watch: oc.output(eventIterator(gateEvent)),
  submitReading: oc.input(readingInput).output(readingAnswer),
  submitManualEntry: oc.input(manualEntryInput).output(entryAnswer),
  openByHand: oc.input(vehicleInput).output(entryAnswer),
  ...guardCalls,
  /**
   * Tries a lane's readers out: until it is ended, or not asked for again in time, codes on this lane are recognised
   * and judged, and nothing is recorded.
   */
  testLane: oc
    .input(z.strictObject({ laneId: z.string().max(40), isOn: z.boolean() }))
    .output(z.discriminatedUnion('type', [z.strictObject({ type: z.literal('set') }), unknownLane])),
  /** Opens a lane's barrier once, for whoever sets it up; no entry is written and nobody is waited for. */
  testBarrier: oc
    .input(z.strictObject({ laneId: z.string().max(40) }))
    .output(z.strictObject({ type: z.enum(['opened', 'no-barrier', 'out-of-order']) })),
  setDirection: oc
    .input(z.strictObject({ laneId: z.string().max(40), direction }))
    .output(z.discriminatedUnion('type', [z.strictObject({ type: z.literal('set') }), unknownLane])),
  /** What the screen knows of its own readers (camera, wedge). */
  reportReader: oc
    .input(
      z.strictObject({
        readerId: z.string().max(40),
        state: z.enum(['starting', 'ready', 'lost']),
        trouble: z.enum(READER_TROUBLES).nullable(),
      }),
    )
    .output(z.void()),
  /** The whole settings at once; checked whole, written whole, in force at once. */
  saveSettings: oc.input(z.strictObject({ settings: z.unknown() })).output(savedOrRefused),
  listSerialPorts: oc.output(z.array(serialPort)),
  listWrongModeScanners: oc.output(z.array(wrongModeScanner)),
  enrol: oc.input(z.strictObject({ setupCode: z.string().max(4_096) })).output(enrolAnswer),
  /** What the collector sent back waits for it again; `count` says how many entries that are. */
  retryQuarantined: oc.output(z.strictObject({ type: z.literal('retried'), count })),
  listWatched: oc.output(z.array(watchListItem)),
  addWatched: oc
    .input(
      z.strictObject({
        number: z
          .string()
          .trim()
          .regex(/^[0-9A-Za-z]{6,20}$/),
        action: z.enum(['check', 'refuse']),
        /** Taken off by itself afterwards; `null` = by hand alone. */
        keepDays: z.int().min(1).max(3_650).nullable().default(null),
      }),
    )
    .output(z.strictObject({ type: z.literal('added') })),
  removeWatched: oc.input(z.strictObject({ id: z.int() })).output(z.strictObject({ type: z.literal('removed') })),
  /** A person asks what is held of them, wants it, or wants to be taken out of it. */
  findSubject: oc.input(subjectInput).output(subjectSummary),
  exportSubject: oc.input(subjectInput).output(subjectExport),
  eraseSubject: oc.input(eraseInput).output(subjectErased),
  listTrust: oc.output(z.array(trustListItem)),
  importTrust: oc.input(trustSource).output(z.array(trustImport)),
  makePasses: oc.input(passOrder).output(makePassesAnswer),
  listPasses: oc.output(z.array(passItem)),
  revokePass: oc
    .input(z.strictObject({ id: z.string().max(40) }))
    .output(z.strictObject({ type: z.enum(['revoked', 'unknown-pass']) })),
  ...accessCalls,
  ...visitCalls,
  ...tripCalls,
  ...reportCalls,
};

export type GateEvent = z.infer<typeof gateEvent>;
export type GateSnapshot = z.infer<typeof gateSnapshot>;
export type DeskView = z.infer<typeof deskView>;
export type GateStatus = z.infer<typeof gateStatus>;
export type RetentionStatus = z.infer<typeof retentionStatus>;
export type BackupStatus = z.infer<typeof backupStatus>;
export type BarrierStatus = z.infer<typeof barrierStatus>;
export type ReaderHealth = z.infer<typeof readerHealth>;
export type ReaderStatus = z.infer<typeof readerStatus>;
export type ReaderTrouble = (typeof READER_TROUBLES)[number];
export type OutboxStatus = z.infer<typeof outboxStatus>;
export type LaneView = z.infer<typeof laneView>;
export type ReadingInput = z.infer<typeof readingInput>;
export type ManualEntryInput = z.infer<typeof manualEntryInput>;
export type VehicleInput = z.infer<typeof vehicleInput>;
export type WatchListItem = z.infer<typeof watchListItem>;
export type SerialPortInfo = z.infer<typeof serialPort>;
export type WrongModeScanner = z.infer<typeof wrongModeScanner>;
export type SaveAnswer = z.infer<typeof savedOrRefused>;
export type EnrolAnswer = z.infer<typeof enrolAnswer>;
export type Tried = z.infer<typeof tried>;
export type EntryAnswer = z.infer<typeof entryAnswer>;
export type ReadingAnswer = z.infer<typeof readingAnswer>;
