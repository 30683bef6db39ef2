import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCard } from '../../../../../src-main/core/code/formats/card.ts';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { repairCard, repairText } from '../../../../../src-main/core/code/repair/repair-card.ts';
import { canCuocText, cccdText, FAKE_PEOPLE } from '../../../../../src-main/devices/simulated/fake-people.ts';
import { FAKE_CARDS, PROFILES, textOf } from '../garbled-corpus.ts';
import { person } from '../person.ts';

const card = (name: string, sex = 'Nam', address = 'Long An') =>
  `001099000000||${name}|01011999|${sex}|${address}|15042021`;

describe('a name that was garbled', () => {
  test.each([
    ['HÆ°á»ng', 'Tá»• 1', 'Hường'],
    ['Tiá»|n', 'Tá»• 1', 'Tiền'],
    ['Tiá»\\n', 'Tá»• 1', 'Tiền'],
    ['Ngá»c', 'Tá»• 1', 'Ngọc'],
    ['Äinh', 'Tá»• 1', 'Đinh'],
    ['TrÃ ng', 'Tá»• 1', 'Tràng'],
    ['HÃ  Nam', 'Tá»• 1', 'Hà Nam'],
    ['Ng022501870141c', 'T022501870149 1', 'Ngọc'],
    ['Nguy7877n V259n', 'T7893 1', 'Nguyễn Văn'],
    ['272224m H432ng', 'T7893 1', 'Đàm Hưng'],
    ['Nguy&#7877;n', 'T&#7893; 1', 'Nguyễn'],
    ['Nguy%E1%BB%85n', 'T%E1%BB%95 1', 'Nguyễn'],
    ['Nguy%u1EC5n', 'T%u1ED5 1', 'Nguyễn'],
    ['Nguyeenx Vawn', 'Toor 1', 'Nguyễn Văn'],
  ])('%s is repaired with certainty, and says so', (garbled, address, name) => {
    const code = person(card(garbled, 'Nam', address));
    expect(code.fields).toMatchObject({ name, sex: 'male', address: 'Tổ 1' });
    expect(code.warnings).toEqual(['text-repaired']);
  });

  test('is repaired too where Latin-1 lost its controls', () => {
    const code = person(card('VÄn', 'Nam', 'XÃ£ TÃ¢n'));
    expect(code.fields).toMatchObject({ name: 'Văn', address: 'Xã Tân' });
    expect(code.warnings).toEqual(['text-repaired']);
  });

  test('by Caps Lock is turned round', () => {
    const code = person(card('nGUYỄN vĂN', 'nAM', 'tỔ 1'));
    expect(code.fields).toMatchObject({ name: 'Nguyễn Văn', sex: 'male', address: 'Tổ 1' });
    expect(code.warnings).toEqual(['text-repaired']);
  });

  test.each([
    ['Thá»', 'Tá»• 1', 'Th\uFFFD', 'three letters would fit'],
    ['Ãnh', 'Tá»• 1', '\uFFFDnh', 'two letters would fit'],
    ['Tríi', 'H┘i An', 'Tr\uFFFDi', 'nothing but the address tells'],
    ['L≥n', 'Long An', 'L\uFFFDn', 'letters vanish on that way'],
    ['Nguy?n', 'Long An', 'Nguy?n', 'the letter is gone'],
    ['Nguyn Vn', 'Long An', 'Nguyn Vn', 'the letters are gone'],
    ['Nguy12n', 'Long An', 'Nguy\uFFFDn', 'no letter has that number'],
    ['nGUYN vN', 'lONG aN', 'nGUYN vN', 'it is garbled in two ways'],
  ])('%s of %s is shown as %s and flagged: %s', (garbled, address, name) => {
    const code = person(card(garbled, 'Nam', address));
    expect(code.fields.name).toBe(name);
    expect(code.fields.address).toBeNull();
    expect(code.warnings).toEqual(['text-garbled']);
  });

  test('of figures only is nobody’s, and warns of both', () => {
    expect(person(card('12 34')).warnings).toEqual(['name-unreadable', 'text-garbled']);
  });
});

describe('an address', () => {
  test.each([
    ['S7889 10, T7893 225, Ph4327901ng 3, B12-05, KP3', 'Số 10, Tổ 225, Phường 3, B12-05, KP3'],
    ['L244 1', null],
    ['Số 10', null],
    ['H224 N7897i', null],
    ['S7889 212', null],
  ])('in numbers, %s, keeps its own figures or stays open', (garbled, address) => {
    const code = person(card('Nguy7877n', 'N7919', garbled));
    expect(code.fields.address).toBe(address);
    expect(code.fields.number).toBe('001099000000');
  });
});

describe('what is no damage', () => {
  test.each([
    'H’Ñah Kbuôr',
    "K' Brŏ",
    'Y-Bhin Êban',
    'Ktŭl Kčĕ',
    'NGUYỄN VĂN A',
    'Nguyen Van A',
    'Âu Ý',
    'Lã Ỷ',
    'Rơ̆ Ƀlŭ',
  ])('the name %s', (name) => {
    const text = card(name, 'Nữ', 'Số 7885A, Tổ 7877, Ấp Ông Ích, Xã Ea Ô, TP. Đà Nẵng (cũ), "Làng" A+B/5');
    expect(person(text).warnings).toEqual(['sex-differs-from-number']);
    expect(person(text).fields.name).toBe(name.normalize('NFC'));
  });

  test('is left as it is: all fake people’s cards are read as without repair', () => {
    for (const text of [
      ...FAKE_PEOPLE.flatMap((one) => [cccdText(one), canCuocText(one)]),
      ...FAKE_CARDS.map(textOf),
    ]) {
      expect(recognise(text, 'utf-8')).toEqual(readCard(text.normalize('NFC')));
    }
  });
});

test('the parents’ names and the cancelled number of a garbled card go no further either', () => {
  const parents = 'LÃª Thá»‹ Máº«u|Trần Văn Mẫu|001099000001';
  for (const name of ['LÃª', 'Thá»', 'L┘', 'Lê']) {
    const code = person(`${card(name)}|${parents}|`);
    expect(code.kind).toBe('can-cuoc');
    expect(JSON.stringify(code)).not.toMatch(/Máº|Mẫu|001099000001/u);
  }
});

test('another key for the separator is a card whose letters nobody vouches for', () => {
  const code = person(card('Nguyễn Văn A').replaceAll('|', '\\'));
  expect(code.key?.value).toBe('001099000000');
  expect(code.fields).toMatchObject({ name: 'Nguyễn Văn A', sex: 'male', address: null });
  expect(code.warnings).toEqual(['text-garbled']);
});

describe('whatever came', () => {
  const garbled = fc
    .tuple(fc.constantFrom(...FAKE_CARDS), fc.constantFrom(...PROFILES), fc.constantFrom(...PROFILES))
    .map(([one, { garble }, other]) => other.garble(garble(textOf(one))));
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'á»',
      'Ã ',
      'Ä',
      '|',
      '\\',
      '7877',
      '225',
      '0225018701',
      '&#',
      ';',
      '%',
      '%E1',
      '\\u',
      'aa',
      'w',
      '6',
      'Ñ',
    ),
  );
  const field = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const anything = fc.oneof(
    garbled,
    fc.tuple(field, field).map(([name, address]) => card(name, 'Nam', address)),
  );

  test('repair never throws, and changes no figure', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const read = readCard(text);
        const repaired = read === null ? repairText(text) : repairCard(text, read);
        if (read === null || repaired === null) return;
        expect(repaired.key).toEqual(read.key);
        expect(repaired.kind).toBe(read.kind);
        expect(repaired.fields.birthDate).toEqual(read.fields.birthDate);
        expect(repaired.fields.issuedOn).toEqual(read.fields.issuedOn);
        if (read.fields.sex !== null) expect(repaired.fields.sex).toBe(read.fields.sex);
        if (repaired !== read)
          expect(repaired.warnings.filter((warning) => warning.startsWith('text-'))).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what was repaired is clean: reading it again changes nothing', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const code = recognise(text, 'utf-8');
        if (code.type !== 'person' || !code.warnings.includes('text-repaired')) return;
        const { number, name, sex, address } = code.fields;
        const again = person(
          `${number}||${name}|01011999|${sex === 'male' ? 'Nam' : 'Nữ'}|${address ?? 'Phường 1'}|15042021`,
        );
        expect(again.warnings.filter((warning) => warning.startsWith('text-'))).toEqual([]);
        expect(again.fields.name).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
