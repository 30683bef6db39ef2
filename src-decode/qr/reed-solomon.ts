/** Which bytes of a damaged block were other ones, where some are known to be doubtful? */

import { divide, multiply, power } from './galois.ts';

/** How a block was mended: at doubtful places (erasures) only the value was missing, at the others the place too. */
export type Mending = { readonly errors: number; readonly erasures: number };

/**
 * Mends `block` in place. Its last `checkCount` bytes are the check bytes; `erasures` are the places that are not
 * believed, each once. Whatever can be mended has 2 × errors + erasures ≤ `checkCount`; else `null`, and the block is as
 * it was. Reed-Solomon of ISO/IEC 18004 §7.5.2 (roots 2⁰, 2¹, …); Berlekamp-Massey with erasures, Chien, Forney.
 */
export function mend(block: Uint8Array, checkCount: number, erasures: readonly number[]): Mending | null {
  if (erasures.length > checkCount) return null;
  const syndromes = syndromesOf(block, checkCount);
  if (syndromes.every((syndrome) => syndrome === 0)) return { errors: 0, erasures: erasures.length };
  const locator = findLocator(syndromes, locatorOf(erasures, block.length), erasures.length);
  const places = locator === null ? null : rootsOf(locator, block.length);
  if (locator === null || places === null) return null;
  const values = valuesAt(places, locator, syndromes, block.length);
  if (values === null) return null;
  for (const [index, place] of places.entries()) block[place] = (block[place] ?? 0) ^ (values[index] ?? 0);
  if (syndromesOf(block, checkCount).every((syndrome) => syndrome === 0)) {
    const doubted = new Set(erasures);
    const errors = places.filter((place, index) => !doubted.has(place) && values[index] !== 0).length;
    return { errors, erasures: erasures.length };
  }
  for (const [index, place] of places.entries()) block[place] = (block[place] ?? 0) ^ (values[index] ?? 0);
  return null;
}

function syndromesOf(block: Uint8Array, checkCount: number): Uint8Array {
  const syndromes = new Uint8Array(checkCount);
  for (let root = 0; root < checkCount; root += 1) {
    const factor = power(root);
    let sum = 0;
    for (const byte of block) sum = multiply(sum, factor) ^ byte;
    syndromes[root] = sum;
  }
  return syndromes;
}

/** The polynomial, lowest power first, that has a root for each of the places. */
function locatorOf(places: readonly number[], length: number): number[] {
  let locator = [1];
  for (const place of places) {
    const factor = power(length - 1 - place);
    const next = [...locator, 0];
    for (let at = 0; at < locator.length; at += 1)
      next[at + 1] = (next[at + 1] ?? 0) ^ multiply(locator[at] ?? 0, factor);
    locator = next;
  }
  return locator;
}

/** Berlekamp-Massey, begun with the erasures; `null` where there are more errors than check bytes can place. */
function findLocator(syndromes: Uint8Array, begun: number[], erasureCount: number): number[] | null {
  let locator = begun;
  let previous = begun;
  let degree = erasureCount;
  for (let step = erasureCount; step < syndromes.length; step += 1) {
    let discrepancy = 0;
    for (let at = 0; at < locator.length && at <= step; at += 1) {
      discrepancy ^= multiply(locator[at] ?? 0, syndromes[step - at] ?? 0);
    }
    previous = [0, ...previous];
    if (discrepancy === 0) continue;
    const next = sumOf(locator, scaled(previous, discrepancy));
    if (2 * degree <= step + erasureCount) {
      previous = scaled(locator, divide(1, discrepancy));
      degree = step + 1 + erasureCount - degree;
    }
    locator = next;
  }
  while (locator.length > 1 && locator.at(-1) === 0) locator.pop();
  const errors = locator.length - 1 - erasureCount;
  return errors >= 0 && 2 * errors + erasureCount <= syndromes.length ? locator : null;
}

/** The places at which the locator is zero: as many as its degree, or it locates nothing. */
function rootsOf(locator: readonly number[], length: number): number[] | null {
  const places: number[] = [];
  for (let place = 0; place < length; place += 1) {
    const inverse = (255 - (length - 1 - place)) % 255;
    if (valueAt(locator, inverse) === 0) places.push(place);
  }
  return places.length === locator.length - 1 ? places : null;
}

/** Forney: what to add at each place. */
function valuesAt(
  places: readonly number[],
  locator: readonly number[],
  syndromes: Uint8Array,
  length: number,
): number[] | null {
  const evaluator = new Array<number>(syndromes.length).fill(0);
  for (let left = 0; left < locator.length; left += 1) {
    for (let right = 0; left + right < syndromes.length; right += 1) {
      evaluator[left + right] = (evaluator[left + right] ?? 0) ^ multiply(locator[left] ?? 0, syndromes[right] ?? 0);
    }
  }
  // In this field the derivative keeps the odd powers, one lower.
  const derivative = locator.map((_, at) => (at % 2 === 0 ? (locator[at + 1] ?? 0) : 0));
  const values: number[] = [];
  for (const place of places) {
    const exponent = length - 1 - place;
    const inverse = (255 - exponent) % 255;
    const slope = valueAt(derivative, inverse);
    if (slope === 0) return null;
    values.push(multiply(power(exponent), divide(valueAt(evaluator, inverse), slope)));
  }
  return values;
}

/** The polynomial, lowest power first, at 2 to the power of `exponent`. */
function valueAt(polynomial: readonly number[], exponent: number): number {
  let sum = 0;
  for (let at = 0; at < polynomial.length; at += 1) sum ^= multiply(polynomial[at] ?? 0, power((exponent * at) % 255));
  return sum;
}

function scaled(polynomial: readonly number[], factor: number): number[] {
  return polynomial.map((coefficient) => multiply(coefficient, factor));
}

function sumOf(left: readonly number[], right: readonly number[]): number[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => (left[at] ?? 0) ^ (right[at] ?? 0));
}
