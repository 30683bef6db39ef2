import { describe, expect, test } from 'vitest';
import { pieceOf } from '../../../../src-main/core/code/half-code.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  maskedUnifiedText,
  unifiedText,
} from '../../../../src-main/devices/simulated/fake-people.ts';

const NAME = '4e677579e1bb856e2056c4836e2041';

describe('a piece of a code', () => {
  test('is every beginning of a card, from the first separator on', () => {
    for (const one of FAKE_PEOPLE.slice(0, 5)) {
      const text = cccdText(one);
      for (let length = 13; length < text.length; length += 1) expect(pieceOf(text.slice(0, length))).toBe('begin');
      expect(pieceOf(text)).toBeNull();
      expect(pieceOf(text.slice(0, 12))).toBeNull();
    }
  });

  test('is every beginning of an insurance card, from the first separator on', () => {
    for (const one of FAKE_PEOPLE.slice(0, 5)) {
      for (const text of [bhytAText(one), bhytBText(one)]) {
        for (let length = text.indexOf('|') + 1; length < text.length; length += 1) {
          expect(pieceOf(text.slice(0, length))).toBe('begin');
        }
      }
    }
  });

  test('is every beginning of a unified code from the year on, up to its last field', () => {
    for (const one of FAKE_PEOPLE.slice(0, 5)) {
      for (const text of [unifiedText(one), maskedUnifiedText(one)]) {
        for (let length = text.indexOf('-') + 1; length <= text.lastIndexOf('|'); length += 1) {
          expect(pieceOf(text.slice(0, length))).toBe('begin');
        }
      }
    }
  });

  test('is the end of an insurance card, and what may be left of an ID card', () => {
    expect(pieceOf('$')).toBe('rest');
    expect(pieceOf('0123456789abcdef-7102|$')).toBe('rest');
    expect(pieceOf('||||')).toBe('rest');
  });

  test.each([
    ['twelve digits', '001099000000'],
    ['another number behind twelve digits', '001099000000|0123456789'],
    ['words behind twelve digits', '001099000000|Nguyễn Văn A'],
    ['a short birth date', '001099000000||Nguyễn Văn A|0101199|Nam'],
    ['another sex', '001099000000||Nguyễn Văn A|01011999|X|Số 1'],
    ['a whole card too many', `${canCuocText(FAKE_PEOPLE[0])}|||||`],
    ['digits that spell no name', '1234567890|20260101'],
    ['no hexadecimal name', '1234567890|pallet'],
    ['an impossible birth date', `1234567890|${NAME}|1/1/1999|1|`],
    ['two hundred separators', '|'.repeat(200)],
    ['a price', '100$'],
    ['words', 'a ticket'],
  ])('is not %s', (_what, text) => {
    expect(pieceOf(text)).toBeNull();
  });
});
