/** Which people does a table hold, and which of its lines hold none, and why? */

import type { RosterColumn, RosterGroup, RosterRowTrouble } from '../entry/roster.ts';
import { dayStartUtcMs } from '../entry/tally.ts';
import type { ColumnMap } from './headers.ts';
import type { RosterPerson } from './person.ts';
import { MOST_BADGES, plainBadge } from './person.ts';
import { hasLostZeros, insuranceOfCell, numberOfCell } from './repair-number.ts';

/** `isQuantity`: the sheet held a number, not text. */
export type Cell = { readonly text: string; readonly isQuantity: boolean };
export type Table = readonly (readonly Cell[])[];

export type ReadOptions = {
  readonly columns: ColumnMap;
  /** The first row that is a person's, counted from 0. */
  readonly firstRow: number;
  readonly group: RosterGroup;
  readonly lanes: readonly { readonly id: string; readonly name: string }[];
  /** Of guests: the day, where the list names none. `null` = no limit. */
  readonly dayUtcMs: number | null;
  readonly nowUtcMs: number;
};

/** `row` is the line as a spreadsheet numbers it. */
export type RowTrouble = { readonly row: number; readonly reason: RosterRowTrouble };

export type ReadRows = {
  readonly people: readonly RosterPerson[];
  readonly troubles: readonly RowTrouble[];
  /** Numbers whose leading zeros were put back. */
  readonly repaired: number;
};

const DAY_MS = 86_400_000;
const LONGEST = { name: 120, department: 120, host: 120, note: 200 } as const;

/** Reads the table from top to bottom; of two lines with the same number or badge the first counts. Pure, and never throws. */
export function readRows(table: Table, options: ReadOptions): ReadRows {
  const rows = table.slice(options.firstRow);
  const at = (column: RosterColumn): number => options.columns.indexOf(column);
  const numberAt = at('number');
  const zerosLost = numberAt >= 0 && hasLostZeros(rows.map((row) => row[numberAt]?.text ?? ''));
  const thisYear = new Date(options.nowUtcMs).getUTCFullYear();
  const seenNumbers = new Set<string>();
  const seenBadges = new Set<string>();
  const people: RosterPerson[] = [];
  const troubles: RowTrouble[] = [];
  let repaired = 0;

  rows.forEach((row, index) => {
    if (row.every(({ text }) => text.trim() === '')) return;
    const read = readRow(row);
    if (typeof read === 'string') troubles.push({ row: options.firstRow + index + 1, reason: read });
    else people.push(read);
  });
  return { people, troubles, repaired };

  function readRow(row: readonly Cell[]): RosterPerson | RosterRowTrouble {
    const textOf = (column: RosterColumn): string => unescaped(row[at(column)]?.text ?? '');
    const name = textOf('name').replace(/\s+/gu, ' ').normalize('NFC').slice(0, LONGEST.name);
    if (!/\p{L}/u.test(name)) return 'no-name';
    const cell = row[numberAt];
    const number = numberOfCell(textOf('number'), cell?.isQuantity === true || zerosLost, thisYear);
    if (number.type === 'trouble') return number.reason;
    const badges = badgesOf(textOf);
    if (badges === null) return 'badge-odd';
    const insurance = insuranceOfCell(textOf('insuranceNumber'), row[at('insuranceNumber')]?.isQuantity === true);
    if (insurance.type === 'trouble') return insurance.reason;
    const plain = number.type === 'number' ? number.number : null;
    const insured = insurance.type === 'number' && insurance.number !== plain ? insurance.number : null;
    const numbers = [plain, insured].filter((each) => each !== null);
    const isKnownByNothing = numbers.length === 0 && badges.length === 0;
    if (isKnownByNothing && (options.group === 'staff' || options.group === 'contractor')) return 'nothing-to-know-by';
    const days = daysOf(textOf);
    if (typeof days === 'string') return days;
    const laneIds = lanesOf(textOf('lanes'), options.lanes);
    if (laneIds === 'lane-unknown') return laneIds;
    if (numbers.some((each) => seenNumbers.has(each))) return 'number-twice';
    if (badges.some((badge) => seenBadges.has(badge))) return 'badge-twice';
    for (const each of numbers) seenNumbers.add(each);
    for (const badge of badges) seenBadges.add(badge);
    if ([number, insurance].some((each) => each.type === 'number' && each.isRepaired)) repaired += 1;
    return {
      group: options.group,
      name,
      number: plain,
      insuranceNumber: insured,
      badges,
      department: orNull(textOf('department'), LONGEST.department),
      host: orNull(textOf('host'), LONGEST.host),
      note: orNull(textOf('note'), LONGEST.note),
      laneIds,
      ...days,
      isBadgeOut: false,
    };
  }

  function daysOf(
    textOf: (column: RosterColumn) => string,
  ): Pick<RosterPerson, 'validFromUtcMs' | 'validUntilUtcMs'> | 'date-odd' | 'ends-before-it-begins' {
    const [from, until] = [dayOf(textOf('validFrom')), dayOf(textOf('validUntil'))];
    if (from === 'date-odd' || until === 'date-odd') return 'date-odd';
    const isOneDay = options.group === 'guest' || options.group === 'visitor';
    const start = from ?? (isOneDay ? options.dayUtcMs : null);
    const end = until ?? (isOneDay ? start : null);
    if (start !== null && end !== null && end < start) return 'ends-before-it-begins';
    return { validFromUtcMs: start, validUntilUtcMs: end === null ? null : end + DAY_MS };
  }
}

/** What an export of ours put before text that a spreadsheet would take for a formula. */
function unescaped(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, '');
}

function badgesOf(textOf: (column: RosterColumn) => string): string[] | null {
  const written = [textOf('staffCode'), ...textOf('badge').split(/[;\n]/)].filter((text) => text.trim() !== '');
  const badges = written.map(plainBadge);
  if (badges.length > MOST_BADGES || badges.includes(null)) return null;
  return [...new Set(badges.filter((badge) => badge !== null))];
}

function lanesOf(text: string, lanes: ReadOptions['lanes']): string[] | null | 'lane-unknown' {
  const named = text
    .split(/[;,]/)
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
  if (named.length === 0) return null;
  const ids = named.map((each) => lanes.find(({ id, name }) => id === each || name.trim().toLowerCase() === each)?.id);
  return ids.includes(undefined) ? 'lane-unknown' : [...new Set(ids.filter((id) => id !== undefined))];
}

/** `31/12/2026`, `31-12-26`, `2026-12-31`: the beginning of that day in Vietnam. */
export function dayOf(text: string): number | null | 'date-odd' {
  const written = text.trim();
  if (written === '') return null;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(written);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?$/.exec(written);
  const [day, month, year] = iso === null ? [local?.[1], local?.[2], local?.[3]] : [iso[3], iso[2], iso[1]];
  if (day === undefined || month === undefined || year === undefined) return 'date-odd';
  const fullYear = Number(year) + (year.length === 2 ? 2_000 : 0);
  const date = new Date(Date.UTC(fullYear, Number(month) - 1, Number(day), 12));
  const isReal = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return isReal && fullYear >= 2_000 && fullYear < 2_100 ? dayStartUtcMs(date.getTime()) : 'date-odd';
}

function orNull(text: string, longest: number): string | null {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longest);
  return line === '' ? null : line;
}
