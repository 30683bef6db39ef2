/** What can a screen ask about who is expected here? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ROSTER_COLUMNS, ROSTER_GROUPS, ROSTER_ROW_TROUBLES } from '../core/entry/roster.ts';
import { LONGEST_BADGE, MOST_BADGES } from '../core/roster/person.ts';
import { CANNOT_NOTE } from './access-api.ts';
import { cleanLine } from './clean-line.ts';

const utcMs = z.number();
const count = z.int().min(0);
const id = z.int().min(1);
const group = z.enum(ROSTER_GROUPS);
const laneId = z.string().max(40);
const orNull = (max: number) => cleanLine(max).min(1).nullable();

/** The largest list that is read, and the most people that it may hold. */
export const MOST_LIST_BYTES = 5_000_000;
export const MOST_LIST_ROWS = 50_000;
/** A piece of a file, as base64: with its frame well below what a screen may send at once. */
export const LONGEST_PIECE = 160_000;
/** As many as one page of the list shows. */
export const MOST_FOUND = 60;

/** What everybody at the gate may see. */
export const personItem = z.strictObject({
  id,
  group,
  /** `null` where the key of the row is lost. */
  name: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  department: z.string().nullable(),
  host: z.string().nullable(),
  badges: count,
  isBadgeOut: z.boolean(),
  hasArrived: z.boolean(),
  validFromUtcMs: utcMs.nullable(),
  validUntilUtcMs: utcMs.nullable(),
});

export const personFields = z.strictObject({
  group,
  name: cleanLine(120).min(1),
  number: cleanLine(40).nullable(),
  insuranceNumber: cleanLine(40).nullable(),
  badges: z.array(cleanLine(LONGEST_BADGE)).max(MOST_BADGES),
  department: orNull(120),
  host: orNull(120),
  note: orNull(200),
  laneIds: z.array(laneId).min(1).max(16).nullable(),
  validFromUtcMs: utcMs.nullable(),
  validUntilUtcMs: utcMs.nullable(),
});

export const PERSON_REFUSALS = [
  'unknown-person',
  'number-odd',
  'badge-odd',
  'badge-taken',
  'nothing-to-know-by',
  'ends-too-early',
  'unknown-lane',
  'cannot-write',
  CANNOT_NOTE,
] as const;
const savedOrRefused = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('saved'), id }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(PERSON_REFUSALS) }),
]);

export const rosterSummary = z.strictObject({
  groups: z.array(z.strictObject({ group, total: count, expected: count, arrived: count })),
  badgesOut: count,
  /** Rows that had to go with their keys: their lists have to be brought in again. */
  lost: count,
});

export const LIST_TROUBLES = [
  'empty',
  'too-large',
  'too-many-rows',
  'not-a-list',
  'not-read',
  'gone',
  'cannot-write',
] as const;
const listRefused = z.strictObject({ type: z.literal('refused'), reason: z.enum(LIST_TROUBLES) });

const columnMap = z.array(z.enum(ROSTER_COLUMNS).nullable()).max(60);
const listChoice = z.strictObject({
  importId: z.string().max(40),
  group,
  /** `null` = as guessed. */
  columns: columnMap.nullable(),
  /** Of visitors and guests whose line names no day. */
  dayUtcMs: utcMs.nullable(),
});

export const listPreview = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('preview'),
    /** As they stand in the file; empty cells and all. */
    headers: z.array(z.string()),
    columns: columnMap,
    /** The first lines below the headers. */
    sample: z.array(z.array(z.string())),
    people: count,
    repaired: count,
    troubles: z.array(z.strictObject({ row: count, reason: z.enum(ROSTER_ROW_TROUBLES) })),
    /** All of them, also those that `troubles` has no room for. */
    troubleCount: count,
    encoding: z.enum(['utf-8', 'utf-16', 'windows-1258', 'xlsx']),
  }),
  listRefused,
]);

const laneLoad = z.strictObject({
  laneId: z.string(),
  lastHour: z.array(z.number()),
  perMinute: z.number(),
  isAtCeiling: z.boolean(),
});

export const loadView = z.strictObject({
  atUtcMs: utcMs,
  perMinute: z.number(),
  lanes: z.array(laneLoad),
  today: z.array(z.number()),
  arrived: count,
  /** 0 = nobody said, and no list says. */
  expected: count,
  slowestLaneId: z.string().nullable(),
});

export const rosterCalls = {
  rosterSummary: oc.output(rosterSummary),
  /** By number or badge exactly, by a part of the name, or the newest. */
  findPeople: oc
    .input(
      z.strictObject({
        group: group.nullable(),
        text: cleanLine(LONGEST_BADGE),
        only: z.enum(['all', 'not-arrived', 'badge-out']),
        /** The last one of the page before. */
        beforeId: id.nullable(),
      }),
    )
    .output(z.strictObject({ people: z.array(personItem), nextBeforeId: id.nullable() })),
  openPerson: oc
    .input(z.strictObject({ id }))
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('person'), person: personFields }),
        z.strictObject({ type: z.literal('refused'), reason: z.enum(PERSON_REFUSALS) }),
      ]),
    ),
  /** Adds where `id` is `null`. */
  savePerson: oc.input(z.strictObject({ id: id.nullable(), person: personFields })).output(savedOrRefused),
  removePerson: oc
    .input(z.strictObject({ id }))
    .output(z.strictObject({ type: z.enum(['removed', 'unknown-person']) })),
  /** For today; with a badge, that badge is the visitor's until it comes back. */
  addVisitor: oc
    .input(
      z.strictObject({
        name: cleanLine(120).min(1),
        number: cleanLine(40).nullable(),
        company: orNull(120),
        host: orNull(120),
        badge: orNull(LONGEST_BADGE),
      }),
    )
    .output(savedOrRefused),
  returnBadge: oc
    .input(z.strictObject({ id }))
    .output(z.strictObject({ type: z.enum(['returned', 'unknown-person']) })),
  /** Somebody of the list stands there without card and badge, and the guard knows who it is. */
  admitPerson: oc
    .input(z.strictObject({ id, laneId }))
    .output(z.strictObject({ type: z.enum(['shown', 'unknown-person', 'unknown-lane']) })),
  /** The next code that is read on this lane becomes this person's badge, and is not recorded. */
  linkBadge: oc
    .input(z.strictObject({ id, laneId }))
    .output(z.strictObject({ type: z.enum(['waiting', 'unknown-person', 'unknown-lane']) })),
  linkState: oc.output(z.strictObject({ state: z.enum(['none', 'waiting', 'linked', 'taken', 'unreadable', 'over']) })),
  beginImport: oc
    .input(z.strictObject({ bytes: z.int().min(1).max(MOST_LIST_BYTES) }))
    .output(z.strictObject({ importId: z.string() })),
  sendImportPiece: oc
    .input(z.strictObject({ importId: z.string().max(40), index: count, base64: z.base64().max(LONGEST_PIECE) }))
    .output(z.strictObject({ type: z.enum(['taken', 'gone']) })),
  previewImport: oc.input(listChoice).output(listPreview),
  importRoster: oc.input(listChoice.extend({ how: z.enum(['replace', 'add']) })).output(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('imported'),
        people: count,
        leftOut: count,
        ms: z.number(),
        longestStepMs: z.number(),
      }),
      listRefused,
    ]),
  ),
  cancelImport: oc.input(z.strictObject({ importId: z.string().max(40) })).output(z.void()),
  /** The right headers, to be filled in. */
  rosterTemplate: oc
    .input(z.strictObject({ language: z.enum(['vi', 'en']) }))
    .output(z.strictObject({ csv: z.string() })),
  exportRoster: oc
    .input(z.strictObject({ group, language: z.enum(['vi', 'en']) }))
    .output(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('exported'), csv: z.string(), people: count }),
        z.strictObject({ type: z.literal('refused'), reason: z.literal(CANNOT_NOTE) }),
      ]),
    ),
  loadView: oc.output(loadView),
};

export type PersonItem = z.infer<typeof personItem>;
export type PersonInput = z.infer<typeof personFields>;
export type PersonRefusal = (typeof PERSON_REFUSALS)[number];
export type RosterSummary = z.infer<typeof rosterSummary>;
export type ListPreview = z.infer<typeof listPreview>;
export type ListTrouble = (typeof LIST_TROUBLES)[number];
export type LoadView = z.infer<typeof loadView>;

type Calls = typeof rosterCalls;
type SchemaOf<Call, Side extends string> = Call extends { readonly '~orpc': infer Definition }
  ? Definition extends { readonly [Key in Side]?: infer Schema }
    ? Extract<Schema, z.ZodType>
    : never
  : never;
type ArgumentsOf<Call> = [SchemaOf<Call, 'inputSchema'>] extends [never]
  ? []
  : [input: z.infer<SchemaOf<Call, 'inputSchema'>>];
type OutputOf<Call> = z.infer<SchemaOf<Call, 'outputSchema'>>;
/** What the gate answers them with. */
export type RosterGate = {
  readonly [Name in keyof Calls]: (
    ...input: ArgumentsOf<Calls[Name]>
  ) => OutputOf<Calls[Name]> | Promise<OutputOf<Calls[Name]>>;
};
