import { describe, expect, test } from 'vitest';
import { isPlainName, nameOf } from '../../../../src-main/core/code/name.ts';

describe('a name', () => {
  test('keeps its letters and loses its spare spaces', () => {
    expect(nameOf('  Nguyễn \t Văn\u00a0A ')).toBe('Nguyễn Văn A');
    expect(nameOf("H' Hen Niê")).toBe("H' Hen Niê");
    expect(nameOf('Nguyễn'.normalize('NFD'))).toBe('Nguyễn'.normalize('NFC'));
  });

  test.each([null, '', '   ', '-', '***', '...', '123', '\uFFFD'])('is not there in %j', (text) => {
    expect(nameOf(text)).toBeNull();
  });

  test('has an end: what is longer than any name is none', () => {
    expect(nameOf('A'.repeat(120))).toHaveLength(120);
    expect(nameOf('A'.repeat(121))).toBeNull();
  });

  test('shows a mark for what would steer a screen or turn a line around', () => {
    expect(nameOf('A\u001bB\u202eC\u200dD')).toBe('A\uFFFDB\uFFFDC\uFFFDD');
  });

  test.each([
    "H' Hen",
    'H’Mai',
    'Y-Bhin',
    'Kčĕ ŏ ŭ ĭ Ñ',
    'A`B~C',
    'NGUYEN VAN A',
    'José María',
    'Nguyễn'.normalize('NFD'),
  ])('%s is plain', (name) => {
    expect(isPlainName(name)).toBe(true);
  });

  test.each(['Nguy?n', 'Nguy\uFFFDn', 'Nguy7877n', 'TrÆ°', 'L≥n', 'Ngh)a', 'A|B', ''])('%s is not plain', (name) => {
    expect(isPlainName(name)).toBe(false);
  });
});
