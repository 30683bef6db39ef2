import { describe, expect, test } from 'vitest';
import { isSyllable } from '../../../../../src-main/core/code/repair/syllable.ts';
import { FAKE_PEOPLE } from '../../../../../src-main/devices/simulated/fake-people.ts';

const words = (text: string) => text.split(' ');

describe('the spelling of a syllable', () => {
  test.each(
    words(
      'Nguyễn Hoà Hòa Thúy Thuý Quỳnh Quốc Quý giêng gì gìn khuya nghĩa kỳ ghế ngà uống ươm ỷ oanh khuyến giường Đắk yên xoong thuở',
    ),
  )('is kept by %s', (word) => {
    expect(isSyllable(word)).toBe(true);
    expect(isSyllable(word.normalize('NFD'))).toBe(true);
    expect(isSyllable(word.toUpperCase())).toBe(true);
  });

  test.each(words('Tríi Ngềc Hưửng Phng Haũ Bùũ Ngỏc Cê Ka ngê Hoaf Tríí đLan Krông Nguyeenx a1 '))(
    'is not kept by %j',
    (word) => {
      expect(isSyllable(word)).toBe(false);
    },
  );

  test('is kept by all names of fake people but those of peoples who write otherwise', () => {
    const others = FAKE_PEOPLE.flatMap(({ name }) => words(name)).filter((word) => !isSyllable(word));
    expect(others.filter((word) => /^\p{Lu}\p{Ll}{2,}$/u.test(word))).toEqual(['Niê', 'Êban', 'Ksor']);
  });
});
