/** Which column of a list is which? Guessed from what stands above them, in Vietnamese or English, with or without marks. */

import type { RosterColumn } from '../entry/roster.ts';
import { plainText } from './person.ts';

/** What the file's own columns hold; `null` = nothing of use. */
export type ColumnMap = readonly (RosterColumn | null)[];

/** As `bare` leaves them; the first one is what the template says. Longer ones are tried first. */
const WORDS: Readonly<Record<RosterColumn, readonly string[]>> = {
  name: [
    'ho ten',
    'ho va ten',
    'ho ten dem va ten',
    'ten nhan vien',
    'ten khach',
    'ten nguoi',
    'full name',
    'fullname',
    'name',
    'ten',
    'hoten',
  ],
  number: [
    'so cccd',
    'cccd',
    'can cuoc',
    'so can cuoc',
    'can cuoc cong dan',
    'cccd cmnd',
    'so cmnd',
    'cmnd',
    'so dinh danh',
    'ma dinh danh',
    'so giay to',
    'giay to',
    'ho chieu',
    'so ho chieu',
    'id number',
    'id no',
    'id card',
    'identity number',
    'national id',
    'citizen id',
    'passport',
    'passport no',
  ],
  insuranceNumber: [
    'so bhyt',
    'bhyt',
    'ma bhyt',
    'the bhyt',
    'so the bhyt',
    'ma the bhyt',
    'so bhxh',
    'ma so bhxh',
    'bhxh',
    'bao hiem y te',
    'so bao hiem y te',
    'so bao hiem xa hoi',
    'health insurance',
    'insurance number',
    'insurance no',
  ],
  badge: [
    'ma the',
    'so the',
    'the',
    'the tu',
    'ma the tu',
    'the ra vao',
    'ma vach',
    'ma qr',
    'barcode',
    'qr',
    'qr code',
    'rfid',
    'badge',
    'badge code',
    'badge no',
    'card',
    'card no',
    'card number',
  ],
  staffCode: [
    'ma nv',
    'ma nhan vien',
    'manv',
    'msnv',
    'ma so nv',
    'ma so nhan vien',
    'so the nv',
    'employee id',
    'employee code',
    'employee no',
    'staff id',
    'staff code',
    'staff no',
    'emp id',
    'ma so',
  ],
  department: [
    'bo phan',
    'phong ban',
    'phong',
    'to',
    'chuyen',
    'xuong',
    'don vi',
    'cong ty',
    'nha thau',
    'department',
    'dept',
    'team',
    'section',
    'company',
    'contractor',
    'organisation',
    'organization',
  ],
  host: [
    'gap ai',
    'nguoi gap',
    'nguoi tiep',
    'nguoi don',
    'nguoi bao lanh',
    'khach cua',
    'host',
    'visits',
    'meets',
    'contact person',
  ],
  validFrom: [
    'tu ngay',
    'ngay bat dau',
    'bat dau',
    'ngay vao',
    'hieu luc tu',
    'ngay den',
    'ngay',
    'valid from',
    'from',
    'from date',
    'start',
    'start date',
    'date',
  ],
  validUntil: [
    'den het ngay',
    'den ngay',
    'ngay ket thuc',
    'ket thuc',
    'het han',
    'han the',
    'hieu luc den',
    'valid until',
    'valid to',
    'until',
    'to',
    'to date',
    'end',
    'end date',
    'expiry',
    'expires',
  ],
  lanes: ['lan', 'cong', 'cua', 'lan duoc vao', 'lane', 'lanes', 'gate', 'gates'],
  note: ['ghi chu', 'note', 'notes', 'remark', 'remarks', 'comment'],
};

/** The words that both languages have for something else: `to` stands for a team in Vietnamese, for an end in English. */
const BY_COMPANY: Readonly<Record<string, (others: ReadonlySet<string>) => RosterColumn>> = {
  to: (others) => (others.has('from') || others.has('valid from') ? 'validUntil' : 'department'),
};

/** A header row lies within the first few: above it stand titles and dates. */
export const HEADER_WITHIN_ROWS = 10;

/** `Số CCCD/CMND:` → `so cccd cmnd`. */
function bare(header: string): string {
  return plainText(header)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Each column of the list at most once, the surest header first; what is not known stays `null`. */
export function guessColumns(headers: readonly string[]): ColumnMap {
  const texts = headers.map(bare);
  const all = new Set(texts);
  const guesses = texts.flatMap((text, index) => {
    const guess = guessOf(text, all);
    return guess === null ? [] : [{ index, ...guess }];
  });
  const map: (RosterColumn | null)[] = headers.map(() => null);
  for (const { index, column } of guesses.toSorted((one, other) => other.sureness - one.sureness)) {
    if (!map.includes(column)) map[index] = column;
  }
  return map;
}

/** The first row that reads like headers, or -1 where none does: then the list begins at once. */
export function findHeaderRow(rows: readonly (readonly string[])[]): number {
  return rows.slice(0, HEADER_WITHIN_ROWS).findIndex((row) => {
    const known = guessColumns(row).filter((column) => column !== null);
    return known.length >= 2 || (known.includes('name') && row.filter((cell) => cell.trim() !== '').length === 1);
  });
}

function guessOf(
  text: string,
  all: ReadonlySet<string>,
): { readonly column: RosterColumn; readonly sureness: number } | null {
  if (text === '') return null;
  const byCompany = BY_COMPANY[text]?.(all);
  if (byCompany !== undefined) return { column: byCompany, sureness: 1_000 };
  let best: { readonly column: RosterColumn; readonly sureness: number } | null = null;
  for (const [column, words] of Object.entries(WORDS) as [RosterColumn, readonly string[]][]) {
    for (const word of words) {
      // A header that is just the word, then one that has it in it; of two, the longer word says more.
      const sureness = text === word ? 1_000 : isWithin(text, word) ? word.length : 0;
      if (sureness > (best?.sureness ?? 0)) best = { column, sureness };
    }
  }
  return best;
}

/** As whole words, and not one of two or three letters, which stand in too much. */
function isWithin(text: string, word: string): boolean {
  return word.length > 3 && ` ${text} `.includes(` ${word} `);
}
