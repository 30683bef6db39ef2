import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TEXT_ENCODINGS } from '../../../src-main/core/code/code.ts';
import { readSignedText } from '../../../src-main/core/code/signed-text.ts';
import { decodeText } from '../../../src-main/devices/decode-text.ts';

/** Windows-1258: a letter's own byte, then the tone's: CC `̀`, D2 `̉`, DE `̃`, EC `́`, F2 `̣`. */
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('bytes become text', () => {
  test('as UTF-8, in the form in which it was written', () => {
    for (const text of ['Nguyễn Văn A', 'Nguyễn Văn A'.normalize('NFD'), 'a\0b']) {
      expect(decodeText(Buffer.from(text, 'utf8'))).toEqual({ text, encoding: 'utf-8' });
    }
  });

  test.each([
    ['Nguy\xea\xden V\xe3n A', 'Nguyễn Văn A'],
    ['\xd0\xf4\xcc Th\xf2i', null],
    ['Tr\xe2\xccn Th\xe2\xf2p \xd0\xf5\xcci', 'Trần Thập Đời'],
    ['N\xfd\xde', 'Nữ'],
    ['NGUY\xca\xdeN \xd5\xcc', 'NGUYỄN Ờ'],
    ['\xd0\xe3k L\xe3k', 'Đăk Lăk'],
  ])('as windows-1258, composed, where every tone mark stands on a vowel (%#)', (bytes, text) => {
    const decoded = decodeText(latin1(bytes));
    if (text === null) expect(decoded.encoding).toBe('windows-1252');
    else expect(decoded).toEqual({ text, encoding: 'windows-1258' });
  });

  test.each([
    ['L\xf2 V\xecn', 'Lò Vìn'],
    ['a\xe0\xcc', 'aàÌ'],
    ['\x93na\x94 \x8e', '“na” Ž'],
  ])('as windows-1252 where windows-1258 would make no sense (%#)', (bytes, text) => {
    expect(decodeText(latin1(bytes))).toEqual({ text, encoding: 'windows-1252' });
  });

  test('as Base64 where they are a zip, which is no text even if it could be read as one', () => {
    const zip = Buffer.from('PK\x03\x04 certificate.json', 'latin1');
    expect(decodeText(zip)).toEqual({ text: `B64:${zip.toString('base64')}`, encoding: 'utf-8' });
    const { text } = decodeText(Uint8Array.from([...zip, 0xff, 0]));
    expect(readSignedText(text)).toEqual({ type: 'signed', text });
    expect(decodeText(latin1('PK\x03')).text).toBe('PK\x03');
  });

  test('as windows-1258 in doubt, for that is the Vietnamese page', () => {
    expect(decodeText(latin1('L\xfd'))).toEqual({ text: 'Lư', encoding: 'windows-1258' });
  });
});

test('any bytes become some text, composed unless it came as UTF-8', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { text, encoding } = decodeText(bytes);
      expect(TEXT_ENCODINGS).toContain(encoding);
      if (encoding === 'windows-1258') expect(text).toBe(text.normalize('NFC'));
      if (encoding !== 'utf-8') expect(text.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test('any text comes back from its UTF-8, but for a byte order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.startsWith('\ufeff'));
      expect(decodeText(Buffer.from(text, 'utf8'))).toEqual({ text, encoding: 'utf-8' });
    }),
  );
});
