/** Which numbers fulfil as many linear equations, whose matrix is symmetric and positive? */

/** Cholesky's way; overwrites both. `null` where the equations do not determine the numbers. */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array, size: number): Float64Array | null {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at += 1) {
        sum -= (matrix[row * size + at] as number) * (matrix[column * size + at] as number);
      }
      if (row !== column) matrix[row * size + column] = sum / (matrix[column * size + column] as number);
      else if (sum > 1e-12) matrix[row * size + row] = Math.sqrt(sum);
      else return null;
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = vector[row] as number;
    for (let at = 0; at < row; at += 1) sum -= (matrix[row * size + at] as number) * (vector[at] as number);
    vector[row] = sum / (matrix[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] as number;
    for (let at = row + 1; at < size; at += 1) sum -= (matrix[at * size + row] as number) * (vector[at] as number);
    vector[row] = sum / (matrix[row * size + row] as number);
  }
  return vector;
}
