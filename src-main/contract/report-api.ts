/** What can a supervisor look up, count and hand out? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { PersonalFields } from '../core/entry/entry.ts';
import { READER_KINDS, VERDICTS } from '../core/entry/verdict.ts';
import { PERIOD_KINDS } from '../core/report/period.ts';
import { CANNOT_NOTE } from './access-api.ts';
import { cleanLine } from './clean-line.ts';
import { EXPORT_FORMATS } from './export-settings.ts';
import { subjectInput } from './subject-api.ts';

const count = z.number().min(0);
const utcMs = z.number();
const laneId = z.string().max(40);
const direction = z.enum(['in', 'out']);
/** Why somebody looks, noted for good; long enough to be one. */
export const SHORTEST_REASON = 5;
const reason = cleanLine(200).min(SHORTEST_REASON);

const counts = { scans: count, admittedIn: count, admittedOut: count, checked: count, refused: count, manual: count };
const figures = z.strictObject({ ...counts, persons: count.nullable(), untagged: count, takenBack: count });
const byWord = z.record(z.string(), count);

export const report = z.strictObject({
  period: z.strictObject({ kind: z.enum(PERIOD_KINDS), fromUtcMs: utcMs, untilUtcMs: utcMs }),
  countedUntilUtcMs: utcMs,
  figures,
  before: figures,
  beforeFromUtcMs: utcMs,
  beforeUntilUtcMs: utcMs,
  days: z.array(
    z.strictObject({
      dayStartUtcMs: utcMs,
      scans: count,
      persons: count,
      refused: count,
      manual: count,
      sevenDayMean: z.number().nullable(),
    }),
  ),
  hours: z.array(count).length(24),
  lanes: z.record(z.string(), z.strictObject({ ...counts, hours: z.array(count) })),
  readers: byWord,
  refusals: byWord,
  checks: byWord,
  peak: z.strictObject({ scans: count, fromUtcMs: utcMs }).nullable(),
  silent: z.array(z.strictObject({ dayStartUtcMs: utcMs, laneId: laneId.nullable() })),
  missingDays: z.array(utcMs),
});

const failed = z.strictObject({ type: z.literal('refused'), reason: z.literal('failed') });

export const reportInput = z.strictObject({ kind: z.enum(PERIOD_KINDS), atUtcMs: utcMs });
const reportAnswer = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('counted'), report }), failed]);

const place = z.strictObject({ wallUtcMs: utcMs, id: z.int() });
const filter = {
  fromUtcMs: utcMs,
  untilUtcMs: utcMs,
  /** `null` = all. */
  laneIds: z.array(laneId).max(64).nullable(),
  verdicts: z.array(z.enum(VERDICTS)).max(VERDICTS.length).nullable(),
};
export const searchInput = z.strictObject({
  ...filter,
  number: subjectInput.shape.number.nullable(),
  name: cleanLine(120).min(2).nullable(),
  after: place.nullable(),
});

/** Masked. What a guard wrote as the reason of a manual entry may name somebody: it is shown when the entry is opened. */
export const foundEntry = z.strictObject({
  epoch: z.string(),
  seq: z.int(),
  atUtcMs: utcMs,
  laneId: z.string(),
  direction,
  readerKind: z.enum(READER_KINDS),
  codeKind: z.string(),
  verdict: z.enum(VERDICTS),
  reasons: z.array(z.string()),
  maskedName: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  /** False: nobody, or the key is lost. */
  hasPerson: z.boolean(),
  isTakenBack: z.boolean(),
  isUploaded: z.boolean(),
});

const searchAnswer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('found'),
    entries: z.array(foundEntry),
    next: place.nullable(),
    /** Nobody looked at what is older than this. */
    cutShortAtUtcMs: utcMs.nullable(),
  }),
  failed,
]);

export const revealInput = z.strictObject({ epoch: z.string().max(64), seq: z.int().min(1), reason });
const revealAnswer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('revealed'),
    person: z.custom<PersonalFields>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(['failed', 'unknown-entry', 'no-person', CANNOT_NOTE]) }),
]);

const what = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('report'), ...reportInput.shape }),
  z.strictObject({ type: z.literal('entries'), ...filter }),
]);
/** `folder` empty = that of the settings. */
const exportOrder = { what, format: z.enum(EXPORT_FORMATS), folder: z.string().trim().max(500) };
export const exportInput = z.strictObject(exportOrder);
export const fullExportInput = z.strictObject({ ...exportOrder, reason });
export const subjectFileInput = z.strictObject({
  number: subjectInput.shape.number,
  folder: exportOrder.folder,
  reason,
});

export const EXPORT_REFUSALS = [
  'folder-gone',
  'no-permission',
  'full',
  'not-a-folder',
  'too-many',
  'nobody',
  CANNOT_NOTE,
  'other',
] as const;
const exportAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('written'), path: z.string(), rows: z.int().min(0) }),
  z.strictObject({
    type: z.literal('refused'),
    reason: z.enum(EXPORT_REFUSALS),
    /** Of `too-many`: how many rows a file of this format takes. */
    most: z.int().nullable(),
  }),
]);

export const exportStatus = z.strictObject({
  /** `off`: nothing is exported by itself. `waiting`: nothing was due yet. */
  state: z.enum(['off', 'waiting', 'ok', 'failing']),
  trouble: z.enum(EXPORT_REFUSALS).nullable(),
  lastAtUtcMs: utcMs.nullable(),
});

/** A lane that is busy at this hour as a rule, and has seen nobody. */
export const silentLane = z.strictObject({ laneId, usualScans: count });

export const reportCalls = {
  report: oc.input(reportInput).output(reportAnswer),
  searchEntries: oc.input(searchInput).output(searchAnswer),
  /** Opens one entry's person; who did and why is noted. */
  revealEntry: oc.input(revealInput).output(revealAnswer),
  /** People masked; a list of them is noted all the same. */
  writeExport: oc.input(exportInput).output(exportAnswer),
  /** People as they are; who did and why is noted. */
  writeFullExport: oc.input(fullExportInput).output(exportAnswer),
  /** All that is held of one person, for that person, as a file. */
  writeSubjectFile: oc.input(subjectFileInput).output(exportAnswer),
};

export type ReportInput = z.infer<typeof reportInput>;
export type ReportAnswer = z.infer<typeof reportAnswer>;
export type ReportView = z.infer<typeof report>;
export type SearchInput = z.infer<typeof searchInput>;
export type SearchAnswer = z.infer<typeof searchAnswer>;
export type FoundEntryView = z.infer<typeof foundEntry>;
export type RevealInput = z.infer<typeof revealInput>;
export type RevealAnswer = z.infer<typeof revealAnswer>;
export type ExportInput = z.infer<typeof exportInput>;
export type FullExportInput = z.infer<typeof fullExportInput>;
export type SubjectFileInput = z.infer<typeof subjectFileInput>;
export type ExportAnswer = z.infer<typeof exportAnswer>;
export type ExportStatus = z.infer<typeof exportStatus>;
export type SilentLane = z.infer<typeof silentLane>;
export type ExportWhat = z.infer<typeof what>;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
