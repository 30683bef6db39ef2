/** Who is expected here, and what does a scan need to know of them? */

/** One list, four groups: which of them a venue uses is its own affair. */
export const ROSTER_GROUPS = ['staff', 'contractor', 'visitor', 'guest'] as const;
export type RosterGroup = (typeof ROSTER_GROUPS)[number];

/** What becomes of somebody who is not on the list, or not now, or not here. `off`: the list only says who it is. */
export const ROSTER_MODES = ['off', 'check', 'refuse'] as const;
export type RosterMode = (typeof ROSTER_MODES)[number];

/** What a column of an imported list can hold. `staffCode` is one more badge: many badges are just that code. */
export const ROSTER_COLUMNS = [
  'name',
  'number',
  'insuranceNumber',
  'badge',
  'staffCode',
  'department',
  'host',
  'validFrom',
  'validUntil',
  'lanes',
  'note',
] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

/** Why a line of an imported list is left out. */
export const ROSTER_ROW_TROUBLES = [
  'no-name',
  'nothing-to-know-by',
  'number-rounded',
  'number-short',
  'number-odd',
  'badge-odd',
  'date-odd',
  'ends-before-it-begins',
  'lane-unknown',
  'number-twice',
  'badge-twice',
] as const;
export type RosterRowTrouble = (typeof ROSTER_ROW_TROUBLES)[number];

/** A person of the list, as the scan that found them sees it. */
export type Expected = {
  readonly group: RosterGroup;
  /** `null` where the key of the row is lost. */
  readonly name: string | null;
  readonly number: string | null;
  /** The same for card and badge of one person: of the number where it is known. */
  readonly subjectTag: string | null;
  /** `null` = no limit. The end is exclusive. */
  readonly validFromUtcMs: number | null;
  readonly validUntilUtcMs: number | null;
  /** `null` = every lane. */
  readonly laneIds: readonly string[] | null;
  /** A visitor's badge was handed out and has not come back. */
  readonly isBadgeOut: boolean;
};
