import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addPerson,
  addSketch,
  decodeSketch,
  emptySketch,
  encodeSketch,
  estimatePersons,
  SKETCH_ERROR,
} from '../../../src-collector/figures/person-sketch.ts';

const tagOf = (person: number): string => createHmac('sha256', 'a key').update(String(person)).digest('hex');

function sketchOf(persons: Iterable<number>) {
  const sketch = emptySketch();
  for (const person of persons) addPerson(sketch, tagOf(person));
  return sketch;
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

test('nobody is nobody, and one is one however often seen', () => {
  expect(estimatePersons(emptySketch())).toBe(0);
  expect(estimatePersons(sketchOf([7, 7, 7]))).toBe(1);
});

test.each([10, 100, 1_000, 5_000, 12_000, 100_000])(
  '%i persons are counted to within three standard errors',
  (count) => {
    const errors = range(0, count > 10_000 ? 1 : 10).map((seed) => {
      const counted = estimatePersons(sketchOf(range(seed * 1_000_000, count)));
      return (counted - count) / count;
    });
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(3 * SKETCH_ERROR);
  },
);

test('put together, in any order and twice, sketches are the sketch of all', () => {
  const persons = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 400 });
  fc.assert(
    fc.property(persons, persons, (some, others) => {
      const [left, right] = [sketchOf(some), sketchOf(others)];
      addSketch(left, sketchOf(others));
      addSketch(left, right);
      addSketch(right, sketchOf(some));
      expect(left).toEqual(right);
      expect(left).toEqual(sketchOf([...others, ...some]));
    }),
    { numRuns: 100 },
  );
});

test('a tag goes to the register of its first twelve bits, ranked by the zeros after them, as its 64 bits say', () => {
  const half = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const tag = fc.tuple(half, half, fc.nat({ max: 63 })).map(([upper, lower, shift]) => {
    const bits = ((BigInt(upper) << 32n) | BigInt(lower)) >> BigInt(shift);
    return bits.toString(16).padStart(16, '0');
  });
  fc.assert(
    fc.property(tag, (hex) => {
      const sketch = emptySketch();
      addPerson(sketch, hex);
      const bits = BigInt(`0x${hex}`).toString(2).padStart(64, '0');
      const first = bits.slice(12).indexOf('1');
      expect(sketch[Number.parseInt(bits.slice(0, 12), 2)]).toBe(first === -1 ? 53 : first + 1);
      expect(sketch.filter((rank) => rank > 0)).toHaveLength(1);
    }),
    { examples: [['0000000000000000'], ['fff0000000000001'], ['0000000010000000'], ['000000000fffffff']] },
  );
});

test('comes back from its bytes, few persons in few bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6_000 }), (count) => {
      const sketch = sketchOf(range(0, count));
      const bytes = encodeSketch(sketch);
      expect(decodeSketch(bytes)).toEqual(sketch);
      expect(bytes.length).toBeLessThanOrEqual(Math.min(3 * count, 4_096));
    }),
    { numRuns: 30 },
  );
});

test('what is no tag or no sketch is refused', () => {
  for (const tag of ['', 'abc', 'G'.repeat(64), 'A'.repeat(64)]) {
    expect(() => addPerson(emptySketch(), tag)).toThrow('not a tag');
  }
  for (const bytes of [[1], [0xff, 0xff, 1], [0, 0, 60], Array(4_095).fill(0)]) {
    expect(() => decodeSketch(Uint8Array.from(bytes))).toThrow('not a sketch');
  }
});
