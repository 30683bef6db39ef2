/** Is a symbol read from its modules, damaged ones too, and never read wrong? */

import fc from 'fast-check';
import type { QRCodeErrorCorrectionLevel } from 'qrcode';
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { decodeGrid } from '../../../src-decode/qr/decode-grid.ts';

const LEVELS = ['L', 'M', 'Q', 'H'] as const;

describe('a whole symbol', () => {
  test('of every version and level is read byte for byte', () => {
    for (let version = 1; version <= 40; version += 1) {
      for (const errorCorrectionLevel of LEVELS) {
        const bytes = Uint8Array.from({ length: 4 + version }, (_, at) => (at * 37 + version) & 0xff);
        const { soft, dimension } = gridOf(bytes, errorCorrectionLevel, version);
        expect(dimension).toBe(17 + 4 * version);
        expect(decodeGrid(soft, dimension).symbol?.bytes).toEqual(bytes);
      }
    }
  });

  test('in a mirror is read too', () => {
    const { soft, dimension } = gridOf(new TextEncoder().encode('mirror'), 'M');
    const turned = Float32Array.from(
      soft,
      (_, at) => soft[(at % dimension) * dimension + Math.floor(at / dimension)] ?? 0,
    );
    expect(decodeGrid(turned, dimension).symbol?.bytes).toEqual(new TextEncoder().encode('mirror'));
  });

  test.each([
    ['digits', '0123456789012345'],
    ['capitals', 'HC1:ABC $%*+-./:7'],
    ['both and bytes', 'abc0123456789012345678901234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ])('of %s is read', (_, text) => {
    const { modules } = create(text);
    const soft = Float32Array.from(modules.data, (module) => (module ? 1 : -1));
    expect(decodeGrid(soft, modules.size).symbol).toEqual({
      bytes: new TextEncoder().encode(text),
      declaredText: null,
    });
  });
});

describe('a damaged symbol', () => {
  const bytes = new TextEncoder().encode('001099000000|012345678|Nguyễn Văn A|01011999|Nam|Xã X, Tỉnh Y|15042021');

  test('is read although a part of it says nothing', () => {
    const { soft, dimension } = gridOf(bytes, 'M');
    for (let row = 10; row < 22; row += 1) soft.fill(0, row * dimension + 10, row * dimension + 21);
    expect(decodeGrid(soft, dimension).symbol?.bytes).toEqual(bytes);
  });

  test('is read right or not at all, however many modules are wrong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.integer({ min: 0, max: 60 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (level, share, stream) => {
          const { soft, dimension } = gridOf(bytes, level);
          const random = (): number => stream.next().value ?? 0;
          const damaged = soft.map((value) => (random() * 200 < share ? -value * random() : value));
          const { symbol } = decodeGrid(damaged, dimension);
          if (symbol !== null) expect(symbol.bytes).toEqual(bytes);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('noise is nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(21, 25, 29, 33, 45),
        fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
        (dimension, stream) => {
          const soft = Float32Array.from({ length: dimension * dimension }, () => stream.next().value ?? 0);
          expect(decodeGrid(soft, dimension).symbol).toBeNull();
        },
      ),
      { numRuns: 150 },
    );
  });
});

function gridOf(
  bytes: Uint8Array,
  errorCorrectionLevel: QRCodeErrorCorrectionLevel,
  version?: number,
): { soft: Float32Array; dimension: number } {
  const { modules } = create([{ data: bytes, mode: 'byte' }], {
    errorCorrectionLevel,
    ...(version === undefined ? {} : { version }),
  });
  return { soft: Float32Array.from(modules.data, (module) => (module ? 1 : -1)), dimension: modules.size };
}
