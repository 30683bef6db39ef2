import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfCutHex, textOfHex } from '../../../../src-main/core/code/hex-text.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictly(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null; // Not UTF-8.
  }
}

describe('hexadecimal text', () => {
  test('is UTF-8', () => {
    expect(textOfHex('4e677579e1bb856e2056c4836e2041')).toBe('Nguyễn Văn A');
    expect(textOfHex('4E677579E1BB856E')).toBe('Nguyễn');
    expect(textOfHex('')).toBe('');
  });

  test.each(['4', '4g', '4e 6', '-', 'c080', 'eda080', 'f4908080', 'e1bb', '85', 'ff'])('is not in %s', (hex) => {
    expect(textOfHex(hex)).toBeNull();
  });

  test('is decoded exactly as strictly as a strict decoder would', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.string({ unit: 'grapheme' }).map((text) => new Uint8Array(Buffer.from(text, 'utf8'))),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        expect(textOfHex(Buffer.from(some).toString('hex'))).toBe(strictly(some));
      }),
      { numRuns: 2_000 },
    );
  });

  test('that was cut anywhere still gives its whole letters', () => {
    const hex = Buffer.from('Nguyễn 𝒜', 'utf8').toString('hex');
    for (let length = 0; length <= hex.length; length += 1) {
      expect('Nguyễn 𝒜'.startsWith(textOfCutHex(hex.slice(0, length)) ?? 'none')).toBe(true);
    }
    expect(textOfCutHex('4e677579e1bb8')).toBe('Nguy');
    expect(textOfCutHex(hex)).toBe('Nguyễn 𝒜');
  });

  test('that is wrong before the cut gives nothing', () => {
    expect(textOfCutHex('ff4e677579')).toBeNull();
    expect(textOfCutHex('ffffffffff')).toBeNull();
  });
});
