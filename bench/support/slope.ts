/** Does a series of figures rise, and how sure is that? */

export type Slope = {
  /** By least squares, in units an hour. */
  readonly perHour: number;
  /** Half the width of the 95 % interval around it, as if the residues were independent. */
  readonly uncertaintyPerHour: number;
};

const HOUR_MS = 3_600_000;

/** Needs three points and more; times in milliseconds. */
export function slopeOf(points: readonly { readonly atMs: number; readonly value: number }[]): Slope {
  if (points.length < 3) throw new Error('a slope needs three points');
  const meanAt = mean(points.map(({ atMs }) => atMs));
  const meanValue = mean(points.map(({ value }) => value));
  const spreadAt = sum(points.map(({ atMs }) => (atMs - meanAt) ** 2));
  const slope = sum(points.map(({ atMs, value }) => (atMs - meanAt) * (value - meanValue))) / spreadAt;
  const residues = sum(points.map(({ atMs, value }) => (value - meanValue - slope * (atMs - meanAt)) ** 2));
  const error = Math.sqrt(residues / (points.length - 2) / spreadAt);
  return { perHour: slope * HOUR_MS, uncertaintyPerHour: 1.96 * error * HOUR_MS };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
