import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { checkZip } from '../../../../src-main/gate/roster/check-zip.ts';
import { readList } from '../../../../src-main/gate/roster/read-list.ts';
import { csvHeaders, csvPeople } from '../../../../src-main/gate/roster/roster-csv.ts';

const TEXT = 'Họ tên;Số CCCD\r\n"Nguyễn Văn Ấn; Bình";001099000000\r\n';
const ROWS = [
  ['Họ tên', 'Số CCCD'],
  ['Nguyễn Văn Ấn; Bình', '001099000000'],
];

async function texts(bytes: Uint8Array, mostRows = 100) {
  const read = await readList(bytes, mostRows);
  return read.type === 'table'
    ? { rows: read.table.map((row) => row.map(({ text }) => text)), encoding: read.encoding }
    : read;
}
function utf16(text: string, withMark: boolean): Buffer {
  return Buffer.from(`${withMark ? '\uFEFF' : ''}${text}`, 'utf16le');
}

describe('a list as text', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['decomposed letters', Buffer.from(TEXT.normalize('NFD')), 'utf-8'],
    ['UTF-16 as Excel writes it', utf16(TEXT.replaceAll(';001', '\t001').replace('tên;', 'tên\t'), true), 'utf-16'],
    ['UTF-16 without its mark', utf16(TEXT, false), 'utf-16'],
    ['UTF-16, big end first', utf16(TEXT, true).swap16(), 'utf-16'],
  ])('is read whatever program wrote it: %s', async (_, bytes, encoding) => {
    expect(await texts(bytes)).toEqual({ rows: ROWS, encoding });
  });

  test('of the old Windows code page is read as well as it can be', async () => {
    // `Họ` and `Nguyễn` as windows-1258 writes them: letter, then mark.
    const bytes = Buffer.from([0x48, 0x6f, 0xf2, 0x2c, 0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e, 0x0a]);
    expect(await texts(bytes)).toEqual({ rows: [['Họ', 'Nguyễn']], encoding: 'windows-1258' });
  });

  test.each([[','], [';'], ['\t']])(
    'knows its separator, and leaves others within quotes alone: %j',
    async (separator) => {
      const text = `a${separator}b${separator}c\n"x;,\t;;,,"${separator}1${separator}2\n`;
      expect(await texts(Buffer.from(text))).toMatchObject({
        rows: [
          ['a', 'b', 'c'],
          ['x;,\t;;,,', '1', '2'],
        ],
      });
    },
  );

  test('may name its separator, as Excel does', async () => {
    expect(await texts(Buffer.from('sep=|\r\na|b\r\n'))).toMatchObject({ rows: [['a', 'b']] });
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['white lines', Buffer.from(' \n,,\n'), 'empty'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'not-a-list'],
    ['a line without end', Buffer.from(`a,"${'x'.repeat(200_000)}`), 'not-a-list'],
    ['too many lines', Buffer.from('a,b\n'.repeat(102)), 'too-many-rows'],
    ['a zip of nothing', Buffer.from('PK\x05\x06 no zip at all'), 'not-a-list'],
  ])('that is none is refused with a reason: %s', async (_, bytes, reason) => {
    expect(await texts(bytes)).toEqual({ type: 'refused', reason });
  });

  test('whatever the bytes are, it is a table or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(['table', 'refused']).toContain((await readList(bytes, 20)).type);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a workbook', () => {
  test('gives text as text, quantities as such, and days as days', async () => {
    const bytes = await writeExcelFile([
      [{ value: 'Họ tên' }, { value: 'CCCD' }, { value: 'Từ ngày' }],
      [
        { value: 'Nguyễn Văn A' },
        { value: 38_099_000_000, type: Number },
        { value: new Date(Date.UTC(2026, 10, 2)), type: Date, format: 'dd/mm/yyyy' },
      ],
      [{ value: 'Trần B' }, { value: '001099000000', type: String }, null],
    ]).toBuffer();
    const read = await readList(new Uint8Array(bytes), 100);
    expect(read).toMatchObject({ type: 'table', encoding: 'xlsx' });
    expect(read.type === 'table' && read.table[1]).toEqual([
      { text: 'Nguyễn Văn A', isQuantity: false },
      { text: '38099000000', isQuantity: true },
      { text: '2026-11-02', isQuantity: false },
    ]);
    expect(read.type === 'table' && read.table[2]?.[1]).toEqual({ text: '001099000000', isQuantity: false });
  });

  test('that would fill the machine is not unpacked, whatever it says of its size', () => {
    expect(checkZip(zipOf(Buffer.alloc(120 * 1024 * 1024), 10))).toBe('too-large');
    expect(checkZip(zipOf(Buffer.from('small'), 5))).toBe('ok');
    expect(checkZip(zipOf(Buffer.from('small'), 5).subarray(0, 20))).toBe('not-a-list');
  });

  test('that is damaged anywhere is an answer, never an end', () => {
    const whole = zipOf(Buffer.from('some sheet'), 10);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        expect(['ok', 'too-large', 'not-a-list']).toContain(checkZip(damaged));
      }),
    );
  });
});

test('what the gate writes, a spreadsheet takes for text, and the gate reads back', async () => {
  const csv =
    csvHeaders('vi') +
    csvPeople(
      [
        {
          group: 'staff',
          name: '=HYPERLINK("x")',
          number: '001099000000',
          insuranceNumber: null,
          badges: ['+1', 'NV;2'],
          department: '@a',
          host: null,
          note: '-1',
          laneIds: ['lane-1'],
          validFromUtcMs: null,
          validUntilUtcMs: Date.UTC(2026, 10, 2, 17),
          isBadgeOut: false,
        },
      ],
      new Map([['lane-1', 'Cổng 1']]),
    );
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv).not.toMatch(/(^|[,\n"])[=+@-]/m);
  expect(await texts(Buffer.from(csv))).toMatchObject({
    rows: [
      expect.arrayContaining(['Họ tên', 'Số CCCD']),
      expect.arrayContaining(['\'=HYPERLINK("x")', '001099000000', '02/11/2026', 'Cổng 1']),
    ],
  });
});

/** A zip of one deflated file that says another size of itself. */
function zipOf(content: Buffer, saysBytes: number): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(saysBytes, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
}
