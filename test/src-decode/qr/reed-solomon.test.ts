/** Is a block mended up to its limit, and left alone beyond it? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiply, power } from '../../../src-decode/qr/galois.ts';
import { mend } from '../../../src-decode/qr/reed-solomon.ts';

type Damage = {
  readonly data: number[];
  readonly checkCount: number;
  readonly errors: number;
  readonly erasures: number;
  readonly order: number[];
  readonly flips: number[];
};

const damages: fc.Arbitrary<Damage> = fc
  .record({ dataCount: fc.integer({ min: 1, max: 120 }), checkCount: fc.integer({ min: 7, max: 30 }) })
  .chain(({ dataCount, checkCount }) =>
    fc
      .record({
        data: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: dataCount, maxLength: dataCount }),
        checkCount: fc.constant(checkCount),
        erasures: fc.integer({ min: 0, max: checkCount }),
        order: fc.shuffledSubarray(
          Array.from({ length: dataCount + checkCount }, (_, at) => at),
          { minLength: Math.min(dataCount + checkCount, checkCount) },
        ),
        flips: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: checkCount, maxLength: checkCount }),
      })
      .map((damage) => ({ ...damage, errors: Math.floor((checkCount - damage.erasures) / 2) })),
  );

test('a block is mended as long as twice its errors and its erasures are no more than its check bytes', () => {
  fc.assert(
    fc.property(damages, ({ data, checkCount, errors, erasures, order, flips }) => {
      const whole = withChecks(data, checkCount);
      const block = Uint8Array.from(whole);
      for (const [index, place] of order.slice(0, errors + erasures).entries()) {
        block[place] = (block[place] ?? 0) ^ (flips[index % flips.length] ?? 1);
      }
      const mending = mend(block, checkCount, order.slice(errors, errors + erasures));
      expect(mending).toEqual({ errors, erasures });
      expect(block).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

test('a block damaged beyond that is left as it is, or was another one', () => {
  fc.assert(
    fc.property(damages, ({ data, checkCount, order, flips }) => {
      const damaged = Uint8Array.from(withChecks(data, checkCount));
      for (const [index, place] of order.entries())
        damaged[place] = (damaged[place] ?? 0) ^ (flips[index % flips.length] ?? 1);
      const block = Uint8Array.from(damaged);
      const mending = mend(block, checkCount, []);
      if (mending === null) expect(block).toEqual(damaged);
      else expect(Uint8Array.from(withChecks([...block].slice(0, data.length), checkCount))).toEqual(block);
    }),
    { numRuns: 300 },
  );
});

test('more doubtful bytes than check bytes are refused', () => {
  expect(mend(new Uint8Array(30), 7, [0, 1, 2, 3, 4, 5, 6, 7])).toBeNull();
});

/** Divides by (x − 2⁰)(x − 2¹)…: what is left over are the check bytes. */
function withChecks(data: readonly number[], checkCount: number): Uint8Array {
  let generator = [1];
  for (let root = 0; root < checkCount; root += 1) {
    const next = [...generator, 0];
    for (const [at, coefficient] of generator.entries())
      next[at + 1] = (next[at + 1] ?? 0) ^ multiply(coefficient, power(root));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(checkCount).fill(0)];
  for (let at = 0; at < data.length; at += 1) {
    const factor = rest[at] ?? 0;
    for (const [index, coefficient] of generator.entries())
      rest[at + index] = (rest[at + index] ?? 0) ^ multiply(coefficient, factor);
  }
  return Uint8Array.from([...data, ...rest.slice(data.length)]);
}
