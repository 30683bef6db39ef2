import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSymbol } from '../../src-decode/decode-text.ts';
import { decodeText } from '../../src-main/devices/decode-text.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the bytes of a symbol become text', () => {
  test('as UTF-8 where they are UTF-8, whatever character set the symbol names', () => {
    const bytes = Buffer.from('Nguyễn Văn A', 'utf8');
    const expected = { text: 'Nguyễn Văn A', encoding: 'utf-8' };
    expect(decodeSymbol({ bytes, declaredText: null })).toEqual(expected);
    expect(decodeSymbol({ bytes, declaredText: bytes.toString('latin1') })).toEqual(expected);
  });

  test('as the symbol says where it says so and they are not UTF-8', () => {
    const symbol = { bytes: latin1('\xbb\xcf'), declaredText: 'Όψ' };
    expect(decodeSymbol(symbol)).toEqual({ text: 'Όψ', encoding: 'utf-8' });
  });

  test('by the Vietnamese code page where the symbol says UTF-8 and lies', () => {
    const symbol = { bytes: latin1('Nguy\xea\xden'), declaredText: 'Nguy\ufffd\ufffdn' };
    expect(decodeSymbol(symbol)).toEqual({ text: 'Nguyễn', encoding: 'windows-1258' });
  });
});

test('Japanese and Chinese are known where nothing else makes sense, and a garbled card is not taken for it', () => {
  const japanese = latin1('*\xc3\xde\xbb\xde\xb2\xddQR*');
  expect(decodeSymbol({ bytes: japanese, declaredText: null })).toEqual({ text: '*ﾃﾞｻﾞｲﾝQR*', encoding: 'shift_jis' });
  const beside = latin1('hype\x83\x82\x83o\x83C\x83\x8b');
  expect(decodeSymbol({ bytes: beside, declaredText: null })).toEqual({ text: 'hypeモバイル', encoding: 'shift_jis' });
  const chinese = latin1('SUB:\xb0\xa2;');
  expect(decodeSymbol({ bytes: chinese, declaredText: null })).toEqual({ text: 'SUB:阿;', encoding: 'gb18030' });
  const quoted = latin1('\x93Nguy\xea\xden\x94');
  expect(decodeSymbol({ bytes: quoted, declaredText: null })).toEqual({ text: '“Nguyễn”', encoding: 'windows-1258' });
  const tcvn = latin1('001099000000|NguyÔn V¨n A\x90|');
  expect(decodeSymbol({ bytes: tcvn, declaredText: null }).encoding).toBe('windows-1252');
});

test('a zip is handed over as Base64, whatever character set the symbol names', () => {
  const bytes = latin1('PK\x03\x04\x14\0\xff');
  const expected = { text: `B64:${Buffer.from(bytes).toString('base64')}`, encoding: 'utf-8' };
  expect(decodeSymbol({ bytes, declaredText: null })).toEqual(expected);
  expect(decodeSymbol({ bytes, declaredText: 'PK' })).toEqual(expected);
});

test('bytes without a declared set mean the same here and at a serial reader', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.from([...latin1('PK\x03\x04'), ...rest])),
    fc.constantFrom('Nguy\xea\xden V\xe3n A', 'L\xf2 V\xecn', 'a\xe0\xcc', '\x93na\x94 \x8e').map(latin1),
  );
  fc.assert(
    fc.property(bytes, (some) => {
      expect(decodeSymbol({ bytes: some, declaredText: null })).toEqual(decodeText(some));
    }),
  );
});
