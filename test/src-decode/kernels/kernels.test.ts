/** Do the fast kernels start here, and return the very bytes of the plain ones, for pictures of any size? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grey } from '../../../src-decode/grey.ts';
import type { KernelSet } from '../../../src-decode/kernels/kernel-set.ts';
import { kernels } from '../../../src-decode/kernels/kernels.ts';
import { KERNELS_WASM_BASE64 } from '../../../src-decode/kernels/kernels-wasm.ts';
import { PLAIN_KERNELS } from '../../../src-decode/kernels/plain-kernels.ts';
import { startSimdKernels } from '../../../src-decode/kernels/simd-kernels.ts';

const LARGEST = 70;

/** Noise, flat parts and hard edges in one picture. */
const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: LARGEST }),
    height: fc.integer({ min: 1, max: LARGEST }),
    pixels: fc.uint8Array({ minLength: LARGEST * LARGEST, maxLength: LARGEST * LARGEST }),
    coarseness: fc.constantFrom(1, 3, 16),
  })
  .map(({ width, height, pixels, coarseness }): Grey => {
    const data = Uint8Array.from({ length: width * height }, (_, at) => pixels[Math.floor(at / coarseness)] ?? 0);
    return { data, width, height };
  });

const OPERATIONS: readonly (readonly [string, (kernels: KernelSet, grey: Grey, size: number) => Grey])[] = [
  ['enlarged', (set, grey) => set.enlarged(grey)],
  ['halved', (set, grey) => set.halved(grey)],
  ['smoothed', (set, grey, size) => set.smoothed(grey, size % 6)],
  ['sharpened', (set, grey, size) => set.sharpened(grey, (size % 129) / 16, 1 + (size % 5))],
  ['evened', (set, grey, size) => set.evened(grey, 1 + (size % 100))],
];

describe.each(OPERATIONS)('a picture %s', (_, operation) => {
  test('has the same bytes from both sets of kernels, and memory of its own', () => {
    const simd = startSimd();
    fc.assert(
      fc.property(pictures, fc.nat(1_000), (grey, size) => {
        const before = grey.data.slice();
        const expected = operation(PLAIN_KERNELS, grey, size);
        const found = operation(simd, grey, size);
        expect([found.width, found.height]).toEqual([expected.width, expected.height]);
        expect(Buffer.compare(found.data, expected.data)).toBe(0);
        // A second picture does not disturb the first.
        operation(simd, { ...grey, data: grey.data.map((value) => 255 - value) }, size);
        expect(Buffer.compare(found.data, expected.data)).toBe(0);
        expect(grey.data).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  test('reads no further than its own pixels, where they lie in a larger buffer', () => {
    fc.assert(
      fc.property(pictures, fc.nat(1_000), (grey, size) => {
        const padded = new Uint8Array(grey.data.length + 100).fill(255);
        padded.set(grey.data);
        for (const set of [PLAIN_KERNELS, startSimd()]) {
          const within = operation(set, { ...grey, data: padded }, size);
          expect(Buffer.compare(within.data, operation(set, grey, size).data)).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('what the kernels mean', () => {
  test('an even picture stays as it is, larger, smaller, smoother and sharper', () => {
    for (const brightness of [0, 1, 127, 254, 255]) {
      const grey: Grey = { data: new Uint8Array(20 * 20).fill(brightness), width: 20, height: 20 };
      for (const made of [
        PLAIN_KERNELS.enlarged(grey),
        PLAIN_KERNELS.halved(grey),
        PLAIN_KERNELS.smoothed(grey, 3),
        PLAIN_KERNELS.sharpened(grey, 5, 4),
      ]) {
        expect(new Set(made.data)).toEqual(new Set([brightness]));
      }
    }
  });

  test('a faint pattern in a shadow and a plain one in the light come out alike when evened', () => {
    const [width, height] = [120, 60];
    const data = Uint8Array.from({ length: width * height }, (_, at) => {
      const column = at % width;
      const isDark = (column >> 2) % 2 === ((Math.floor(at / width) >> 2) & 1);
      return column < width / 2 ? (isDark ? 20 : 36) : isDark ? 60 : 220;
    });
    const { data: even } = PLAIN_KERNELS.evened({ data, width, height }, 12);
    const contrastAt = (left: number): number => {
      const row = even.subarray(30 * width + left, 30 * width + left + 16);
      return Math.max(...row) - Math.min(...row);
    };
    expect(contrastAt(10)).toBeGreaterThan(130);
    expect(contrastAt(90)).toBeGreaterThan(130);
  });
});

describe('the choice', () => {
  test('falls on the fast kernels here', () => {
    expect(kernels().name).toBe('simd');
  });

  test('is none where WebAssembly is not allowed', () => {
    const { Module } = WebAssembly;
    const forbidden = (): never => {
      throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
    };
    Object.defineProperty(WebAssembly, 'Module', { value: forbidden, configurable: true, writable: true });
    try {
      expect(startSimdKernels()).toBeNull();
    } finally {
      Object.defineProperty(WebAssembly, 'Module', { value: Module, configurable: true, writable: true });
    }
  });
});

test('the compiled kernels are what their source compiles to, bit for bit', async () => {
  const { compileKernels } = await import('../../../scripts/compile-kernels.ts');
  expect(Buffer.from(await compileKernels()).toString('base64')).toBe(KERNELS_WASM_BASE64);
}, 60_000);

function startSimd(): KernelSet {
  const simd = startSimdKernels();
  if (simd === null) throw new Error('the fast kernels do not start');
  return simd;
}
