/** How much of a module's darkness comes from its neighbours, and what is it without them? */

import type { Samples } from './sample-modules.ts';
import { MARGIN } from './sample-modules.ts';

/** Neighbours up to so far away in each direction. */
const REACH = 2;
const TAPS = (2 * REACH + 1) ** 2 + 1;
/** Keeps the weights small where few modules teach them (ridge regression). */
const RIDGE = 2;

/** The weights of the twenty-five samples around a module, and one constant. */
export type Equaliser = Float64Array;

/**
 * Learns from modules that are known: `labels` by place: 1 dark, 0 light, −1 not known; `weights`: how far each is
 * believed. Least squares: blur, motion and sharpening by the camera mix neighbouring modules linearly.
 */
export function learnEqualiser(samples: Samples, labels: Int8Array, weights: Float32Array): Equaliser {
  const { values, side, dimension } = samples;
  const products = new Float64Array(TAPS * TAPS);
  const targets = new Float64Array(TAPS);
  const seen = new Float64Array(TAPS);
  for (let place = 0; place < labels.length; place += 1) {
    const label = labels[place] as number;
    const weight = weights[place] as number;
    if (label === -1 || weight <= 0) continue;
    lookAround(values, side, Math.floor(place / dimension), place % dimension, seen);
    const target = label === 1 ? weight : -weight;
    for (let one = 0; one < TAPS; one += 1) {
      const value = seen[one] as number;
      targets[one] = (targets[one] as number) + value * target;
      const weighted = value * weight;
      for (let other = one; other < TAPS; other += 1) {
        const at = one * TAPS + other;
        products[at] = (products[at] as number) + weighted * (seen[other] as number);
      }
    }
  }
  for (let one = 0; one < TAPS; one += 1) {
    for (let other = 0; other < one; other += 1) products[one * TAPS + other] = products[other * TAPS + one] as number;
    products[one * TAPS + one] = (products[one * TAPS + one] as number) + RIDGE;
  }
  return solve(products, targets, TAPS);
}

/** How dark each module is without its neighbours: the higher the darker, about ±1. */
export function equalise(samples: Samples, equaliser: Equaliser): Float32Array {
  const { values, side, dimension } = samples;
  const modules = new Float32Array(dimension * dimension);
  const seen = new Float64Array(TAPS);
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      lookAround(values, side, row, column, seen);
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap += 1) sum += (equaliser[tap] as number) * (seen[tap] as number);
      modules[row * dimension + column] = sum;
    }
  }
  return modules;
}

function lookAround(values: Float32Array, side: number, row: number, column: number, seen: Float64Array): void {
  let tap = 0;
  for (let down = -REACH; down <= REACH; down += 1) {
    const from = (row + MARGIN + down) * side + column + MARGIN;
    for (let right = -REACH; right <= REACH; right += 1) {
      seen[tap] = values[from + right] as number;
      tap += 1;
    }
  }
  seen[tap] = 1;
}

/** Gaussian elimination with pivots; the ridge keeps the matrix regular. */
function solve(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(matrix[row * size + column] as number) > Math.abs(matrix[pivot * size + column] as number))
        pivot = row;
    }
    if (pivot !== column) swapRows(matrix, vector, size, pivot, column);
    const divisor = matrix[column * size + column] as number;
    for (let row = column + 1; row < size; row += 1) {
      const factor = (matrix[row * size + column] as number) / divisor;
      if (factor === 0) continue;
      for (let at = column; at < size; at += 1) {
        matrix[row * size + at] = (matrix[row * size + at] as number) - factor * (matrix[column * size + at] as number);
      }
      vector[row] = (vector[row] as number) - factor * (vector[column] as number);
    }
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] as number;
    for (let at = row + 1; at < size; at += 1) sum -= (matrix[row * size + at] as number) * (vector[at] as number);
    vector[row] = sum / (matrix[row * size + row] as number);
  }
  return vector;
}

function swapRows(matrix: Float64Array, vector: Float64Array, size: number, one: number, other: number): void {
  for (let at = 0; at < size; at += 1) {
    const kept = matrix[one * size + at] as number;
    matrix[one * size + at] = matrix[other * size + at] as number;
    matrix[other * size + at] = kept;
  }
  const kept = vector[one] as number;
  vector[one] = vector[other] as number;
  vector[other] = kept;
}
