import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROSTER_COLUMNS } from '../../../../src-main/core/entry/roster.ts';
import type { ReadOptions } from '../../../../src-main/core/roster/read-rows.ts';
import { dayOf, readRows } from '../../../../src-main/core/roster/read-rows.ts';

const NOON_UTC_MS = Date.UTC(2026, 10, 2, 5);
const DAY_UTC_MS = Date.UTC(2026, 10, 1, 17);
const DAY_MS = 86_400_000;
const LANES = [
  { id: 'lane-1', name: 'Cổng chính' },
  { id: 'lane-2', name: 'Cổng xe' },
];
const OPTIONS: ReadOptions = {
  columns: ['name', 'number', 'badge', 'validFrom', 'validUntil', 'lanes'],
  firstRow: 1,
  group: 'staff',
  lanes: LANES,
  dayUtcMs: null,
  nowUtcMs: NOON_UTC_MS,
};
const table = (...rows: readonly (readonly string[])[]) =>
  [['header'], ...rows].map((row) => row.map((text) => ({ text, isQuantity: false })));
const read = (rows: readonly (readonly string[])[], changes: Partial<ReadOptions> = {}) =>
  readRows(table(...rows), { ...OPTIONS, ...changes });

describe('lines of a list', () => {
  test('become people, from day to day and for their lanes', () => {
    const { people, troubles } = read([
      ['  Nguyễn   Văn A ', '001099000000', 'NV1; NV2', '01/11/2026', '2/11/2026', 'cổng XE'],
    ]);
    expect(troubles).toEqual([]);
    expect(people).toEqual([
      {
        group: 'staff',
        name: 'Nguyễn Văn A',
        number: '001099000000',
        insuranceNumber: null,
        badges: ['NV1', 'NV2'],
        department: null,
        host: null,
        note: null,
        laneIds: ['lane-2'],
        validFromUtcMs: DAY_UTC_MS - DAY_MS,
        validUntilUtcMs: DAY_UTC_MS + DAY_MS,
        isBadgeOut: false,
      },
    ]);
  });

  test('may have a number of the health insurance beside that of the ID card', () => {
    const columns = ['name', 'number', 'insuranceNumber'] as const;
    const { people, troubles } = read(
      [
        ['A', '001099000000', 'gd4 79 0123000000'],
        ['B', '', '0456000000'],
        ['C', '001098000000', '001098000000'],
        ['D', '001097000000', '0456000000'],
        ['E', '001096000000', '12345'],
        ['F', '001095000000', 'XX9790123000000'],
      ],
      { columns },
    );
    expect(people.map(({ name, number, insuranceNumber }) => [name, number, insuranceNumber])).toEqual([
      ['A', '001099000000', 'GD4790123000000'],
      ['B', null, '0456000000'],
      ['C', '001098000000', null],
    ]);
    expect(troubles.map(({ reason }) => reason)).toEqual(['number-twice', 'number-short', 'number-odd']);
    // A sheet that took it for a quantity took its zero too.
    const cells = ['G', '', '456000000'].map((text) => ({ text, isQuantity: text !== 'G' }));
    expect(readRows([[], cells], { ...OPTIONS, columns })).toMatchObject({
      people: [{ insuranceNumber: '0456000000' }],
      repaired: 1,
    });
  });

  test('that cannot be somebody are named by their row in the sheet, each with its reason', () => {
    const { people, troubles } = read([
      ['', '001099000000'],
      ['A', ''],
      [''],
      ['B', '3.8E+11'],
      ['C', '12'],
      ['D', '001099000000', '', '31/02/2026'],
      ['E', '001099000000', '', '02/11/2026', '01/11/2026'],
      ['F', '001099000000', '', '', '', 'Cổng sau'],
      ['G', '001099000000', 'AB'],
      ['H', '001099000000', 'BADGE'],
      ['I', '001099000000'],
      ['J', '', 'BADGE'],
    ]);
    expect(people.map(({ name }) => name)).toEqual(['H']);
    expect(troubles).toEqual([
      { row: 2, reason: 'no-name' },
      { row: 3, reason: 'nothing-to-know-by' },
      { row: 5, reason: 'number-rounded' },
      { row: 6, reason: 'number-short' },
      { row: 7, reason: 'date-odd' },
      { row: 8, reason: 'ends-before-it-begins' },
      { row: 9, reason: 'lane-unknown' },
      { row: 10, reason: 'badge-odd' },
      { row: 12, reason: 'number-twice' },
      { row: 13, reason: 'badge-twice' },
    ]);
  });

  test('of guests need no number, and are for the one day that somebody chose', () => {
    const { people } = read([['Trần Thị B']], { group: 'guest', dayUtcMs: DAY_UTC_MS });
    expect(people).toMatchObject([
      { number: null, badges: [], validFromUtcMs: DAY_UTC_MS, validUntilUtcMs: DAY_UTC_MS + DAY_MS },
    ]);
  });

  test('of a list whose zeros are gone get them back, all by the same sign', () => {
    expect(
      read([
        ['A', '38099000000'],
        ['B', '1099000000'],
      ]),
    ).toMatchObject({
      repaired: 2,
      people: [{ number: '038099000000' }, { number: '001099000000' }],
    });
    expect(
      read([
        ['A', '38099000000'],
        ['B', '001099000000'],
      ]),
    ).toMatchObject({ repaired: 0, troubles: [{ row: 2 }] });
  });

  test('that an export protected from being formulas come back as they were', () => {
    expect(read([["'=A", '001099000000', "'-12345"]]).people).toMatchObject([{ name: '=A', badges: ['-12345'] }]);
  });

  test('whatever they hold, every line is a person, a trouble, or empty', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 30 }),
      fc.constantFrom('', 'A', '001099000000', '1/1/26', '38099000000'),
    );
    const columns = fc.array(fc.option(fc.constantFrom(...ROSTER_COLUMNS), { nil: null }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), columns, (rows, map) => {
        const { people, troubles } = read(rows, { columns: map });
        const filled = rows.filter((row) => row.some((text) => text.trim() !== '')).length;
        expect(people.length + troubles.length).toBe(filled);
      }),
    );
  });
});

test.each([
  ['2/11/2026', DAY_UTC_MS],
  ['02-11-26', DAY_UTC_MS],
  ['2026-11-02', DAY_UTC_MS],
  ['2026-11-02T00:00:00', DAY_UTC_MS],
  ['', null],
  ['31/04/2026', 'date-odd'],
  ['11/2026', 'date-odd'],
  ['46000', 'date-odd'],
])('the day %s', (text, day) => {
  expect(dayOf(text)).toBe(day);
});
