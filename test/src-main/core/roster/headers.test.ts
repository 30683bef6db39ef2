import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROSTER_COLUMNS } from '../../../../src-main/core/entry/roster.ts';
import { findHeaderRow, guessColumns } from '../../../../src-main/core/roster/headers.ts';
import { TEMPLATE_HEADERS } from '../../../../src-main/core/roster/template.ts';

describe('headers of a list', () => {
  test.each(['vi', 'en'] as const)('of our own template are known, in %s', (language) => {
    const columns = Object.keys(TEMPLATE_HEADERS[language]);
    expect(guessColumns(Object.values(TEMPLATE_HEADERS[language]))).toEqual(columns);
    expect(columns.toSorted()).toEqual([...ROSTER_COLUMNS].sort());
  });

  test.each([
    [
      ['STT', 'Họ và tên', 'Số CCCD/CMND', 'Mã NV', 'Bộ phận'],
      [null, 'name', 'number', 'staffCode', 'department'],
    ],
    [
      ['STT', 'HO VA TEN', 'CCCD', 'MANV', 'TO'],
      [null, 'name', 'number', 'staffCode', 'department'],
    ],
    [
      ['Tên nhân viên', 'Mã thẻ từ', 'Phòng ban', 'Ghi chú'],
      ['name', 'badge', 'department', 'note'],
    ],
    [
      ['Employee ID', 'Full Name', 'Department', 'Card No.'],
      ['staffCode', 'name', 'department', 'badge'],
    ],
    [
      ['Full name', 'Company', 'Valid from', 'To', 'Gate'],
      ['name', 'department', 'validFrom', 'validUntil', 'lanes'],
    ],
    [
      ['Họ tên khách', 'Gặp ai', 'Từ ngày', 'Đến ngày'],
      ['name', 'host', 'validFrom', 'validUntil'],
    ],
    [
      ['Ten\u0302n', 'Thẻ'],
      [null, 'badge'],
    ],
  ])('%j', (headers, columns) => {
    expect(guessColumns(headers)).toEqual(columns);
  });

  test('may stand below a title, or not at all', () => {
    expect(findHeaderRow([['DANH SÁCH CÔNG NHÂN THÁNG 11'], [''], ['STT', 'Họ tên', 'CCCD'], ['1', 'A', '001']])).toBe(
      2,
    );
    expect(
      findHeaderRow([
        ['Nguyễn Văn A', '001099000000'],
        ['Trần B', '001099000000'],
      ]),
    ).toBe(-1);
  });

  test('give each column at most once, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.constantFrom('Họ tên', 'CCCD', 'to', 'Ngày')), {
          maxLength: 50,
        }),
        (headers) => {
          const columns = guessColumns(headers);
          expect(columns).toHaveLength(headers.length);
          const known = columns.filter((column) => column !== null);
          expect(new Set(known).size).toBe(known.length);
        },
      ),
    );
  });
});
