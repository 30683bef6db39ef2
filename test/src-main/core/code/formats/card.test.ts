import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { person } from '../person.ts';

const CCCD = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
const CAN_CUOC = '079303000000||Trần Thị B|05032003|Nữ|12 Đường C, Phường D, TP. Hồ Chí Minh|12112025||||';

describe('an ID card', () => {
  test('with 7 fields is a CCCD, with all that it says', () => {
    expect(recognise(CCCD, 'utf-8')).toEqual({
      type: 'person',
      kind: 'cccd',
      key: { scheme: 'citizen', value: '001099000000' },
      fields: {
        number: '001099000000',
        name: 'Nguyễn Văn A',
        birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
        sex: 'male',
        address: 'Số 1, Phường X, Quận Y, Hà Nội',
        phone: null,
        issuedOn: { precision: 'day', year: 2021, month: 4, day: 15 },
        validFrom: null,
        validTo: null,
      },
      warnings: [],
    });
  });

  test('without an old number keeps every field in its place', () => {
    const code = person('001199000000||Trần Thị B|02031999|Nữ|Thôn 3, Xã Z, Huyện K, Hà Nội|15042021');
    expect(code.kind).toBe('cccd');
    expect(code.fields.name).toBe('Trần Thị B');
    expect(code.fields.birthDate).toEqual({ precision: 'day', year: 1999, month: 3, day: 2 });
    expect(code.fields.sex).toBe('female');
    expect(code.warnings).toEqual([]);
  });

  test('with four empty fields more is a Căn cước card', () => {
    const code = person(CAN_CUOC);
    expect(code.kind).toBe('can-cuoc');
    expect(code.key).toEqual({ scheme: 'citizen', value: '079303000000' });
    expect(code.fields.name).toBe('Trần Thị B');
    expect(code.fields.issuedOn).toEqual({ precision: 'day', year: 2025, month: 11, day: 12 });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('is a Căn cước card with %i trailing fields', (count) => {
    expect(person(CCCD + '|'.repeat(count)).kind).toBe('can-cuoc');
  });

  test('with nine trailing fields is not known', () => {
    expect(recognise(CCCD + '|'.repeat(9), 'utf-8').type).toBe('opaque');
  });

  test('keeps nothing of the trailing fields: neither a cancelled number nor the parents', () => {
    const code = person('079303000000||Trần Thị B|05032003|Nữ|Đường C|12112025|079303000001|Trần Văn C|Lê Thị D|');
    expect(code.kind).toBe('can-cuoc');
    expect(JSON.stringify(code)).not.toMatch(/079303000001|Văn C|Thị D/u);
  });

  test('is told apart by its shape, whatever its day of issue', () => {
    expect(person(CCCD.replace('15042021', '15042025')).kind).toBe('cccd');
    expect(person(CAN_CUOC.replace('12112025', '12112021')).kind).toBe('can-cuoc');
  });

  test.each(['Nữ', 'Nu', 'nữ', 'NỮ', 'Nữ'.normalize('NFD')])('says female as %s', (sex) => {
    const code = person(`001199000000||Trần Thị B|02031999|${sex}|Thôn 3|15042021`);
    expect(code.fields.sex).toBe('female');
    expect(code.warnings).toEqual([]);
  });

  test('tolerates stray spaces around and inside fields', () => {
    const code = person(' 001 099000000 |  | Nguyễn  Văn   A | 0101 1999| Nam |Số 1, , Hà Nội |15042021 ');
    expect(code.key?.value).toBe('001099000000');
    expect(code.fields.name).toBe('Nguyễn Văn A');
    expect(code.fields.address).toBe('Số 1, , Hà Nội');
    expect(code.warnings).toEqual([]);
  });

  test('loses a trailing NUL and the marks around it to no field', () => {
    expect(recognise(`\u0002\uFEFF${CCCD}\u0003\r\n\0`, 'utf-8')).toEqual(recognise(CCCD, 'utf-8'));
  });

  test('may have no address', () => {
    expect(person('001099000000||Nguyễn Văn A|01011999|Nam||15042021').fields.address).toBeNull();
  });

  test('may have an address of eight digits, which is no date', () => {
    const code = person('001099000000||Nguyễn Văn A|01011999|Nam|12345678|15042021');
    expect(code.kind).toBe('cccd');
    expect(code.fields.address).toBe('12345678');
  });

  test('with a day that no calendar has is read, and warns', () => {
    const code = person('001099000000||Nguyễn Văn A|31021999|Nam|Số 1|31112021');
    expect(code.fields.birthDate).toBeNull();
    expect(code.fields.issuedOn).toBeNull();
    expect(code.warnings).toEqual(['birth-date-impossible', 'issue-date-impossible']);
    expect(code.key?.value).toBe('001099000000');
  });

  test('without a name is read, and warns', () => {
    const code = person('001099000000|||01011999|Nam|Số 1|15042021');
    expect(code.fields.name).toBeNull();
    expect(code.warnings).toEqual(['name-unreadable']);
  });

  test('whose number says another year or sex is read, and warns', () => {
    expect(person('001098000000||Nguyễn Văn A|01011999|Nam|Số 1|15042021').warnings).toEqual([
      'birth-year-differs-from-number',
    ]);
    expect(person('001199000000||Nguyễn Văn A|01011999|Nam|Số 1|15042021').warnings).toEqual([
      'sex-differs-from-number',
    ]);
  });

  test.each(["H' Hen Niê", 'H’Mai Êban', 'Y-Bhin Ktŭl', 'Y Bŏ Kčĕ', 'Rơ Ô`Nam', 'A~Nu Ñi', 'Nguyễn-Văn A'])(
    'keeps the name %s as it is written',
    (name) => {
      const code = person(`001099000000||${name}|01011999|Nam|Số 1|15042021`);
      expect(code.fields.name).toBe(name.normalize('NFC'));
      expect(code.warnings).toEqual([]);
    },
  );
});

describe('a card that came garbled', () => {
  test('keeps number and dates, and is flagged, whatever became of the letters', () => {
    const code = person('001199000000||Tr?n Th? B|02031999|N?|Th\uFFFDn 3|15042021');
    expect(code.key).toEqual({ scheme: 'citizen', value: '001199000000' });
    expect(code.fields.birthDate).toEqual({ precision: 'day', year: 1999, month: 3, day: 2 });
    expect(code.fields.sex).toBeNull();
    expect(code.warnings).toEqual(['text-garbled']);
  });

  test('is flagged by a sex that cannot be read, or an unknown letter in the address', () => {
    expect(person('001199000000||Trần Thị B|02031999|N÷|Thôn 3|15042021')).toMatchObject({
      fields: { sex: null },
      warnings: ['text-garbled'],
    });
    for (const address of ['Th\uFFFDn 3', 'Th\u0003n 3']) {
      expect(person(`001199000000||Trần Thị B|02031999|Nữ|${address}|15042021`).warnings).toEqual(['text-garbled']);
    }
  });

  test('is flagged by the code page by which its reader had to read it', () => {
    expect(person(CCCD, 'windows-1258').warnings).toEqual(['text-garbled']);
    expect(person(CCCD, 'windows-1252').warnings).toEqual(['text-garbled']);
  });

  test('is flagged by signs and digits within the name', () => {
    for (const name of ['TrÆ°Æ¡ng', 'Nguy7877n', 'L≥n', 'Ngh)a', 'Nguy&#7877;n']) {
      expect(person(`001099000000||${name}|01011999|Nam|Số 1|15042021`).warnings).toEqual(['text-garbled']);
    }
  });

  test('is found between separators that bad letters brought with them', () => {
    const code = person('001099000000||Nguyá»|n VÄn A|01011999|Nam|Phưá»|ng X, Huyá»|n Y|15042021||||', 'windows-1252');
    expect(code.kind).toBe('can-cuoc');
    expect(code.key?.value).toBe('001099000000');
    expect(code.fields.birthDate?.year).toBe(1999);
    expect(code.fields.issuedOn?.year).toBe(2021);
    expect(code.warnings).toEqual(['text-garbled']);
  });
});

describe('what is no card', () => {
  test.each([
    ['11 digits', '00109900000||Nguyễn Văn A|01011999|Nam|Số 1|15042021'],
    ['an old number of 8 digits', '001099000000|01234567|Nguyễn Văn A|01011999|Nam|Số 1|15042021'],
    ['no field for the old number', '001099000000|Nguyễn Văn A|01011999|Nam|Số 1|15042021'],
    ['no field for the address', '001099000000||Nguyễn Văn A|01011999|Nam|15042021||'],
    ['another order', '001099000000|Nguyễn Văn A|Nam|01011999|Số 1|15042021|'],
    ['dates with strokes', '001099000000||Nguyễn Văn A|01/01/1999|Nam|Số 1|15/04/2021'],
    ['another sex', '001099000000||Nguyễn Văn A|01011999|X|Số 1|15042021'],
  ])('%s', (_what, text) => {
    expect(recognise(text, 'utf-8').type).toBe('opaque');
  });
});
