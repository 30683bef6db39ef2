/** Where does a row of the picture cross what may be a finder pattern: dark, light, three times dark, light, dark? */

import type { Grey } from '../grey.ts';
import { localThresholds, thresholdsOfRow } from './local-threshold.ts';

/** What may be the middle of a finder pattern, as seen along one row. */
export type Seed = {
  readonly x: number;
  readonly y: number;
  /** Width of a module along the row, in pixels. */
  readonly module: number;
  /** Brightness halfway between the pattern's own dark and light. */
  readonly threshold: number;
  readonly isInverted: boolean;
};

const LEAST_MODULE_PX = 1;
const MOST_MODULE_PX = 9;
/** How far a run, measured from edge to edge of the same kind, may differ from what it should be, in modules and pixels. */
const TOLERANCE_MODULES = 0.55;
const TOLERANCE_PX = 0.45;
/** Brightness by which a pixel must be beyond the threshold for a new run to begin. */
const HYSTERESIS = 2;

/**
 * Scans every `step`th row. Edges are placed between pixels where the brightness crosses the threshold, and runs are
 * compared from edge to edge of the same kind: blur widens dark or light, but not their sum.
 */
export function scanRows(grey: Grey, step: number, onSeed: (seed: Seed) => void): void {
  const { data, width, height } = grey;
  const thresholds = localThresholds(grey);
  const limits = new Float32Array(width);
  for (let y = step >> 1; y < height; y += step) {
    thresholdsOfRow(thresholds, y, limits);
    scanRow(data.subarray(y * width, (y + 1) * width), y, limits, onSeed);
  }
}

function scanRow(row: Uint8Array, y: number, limits: Float32Array, onSeed: (seed: Seed) => void): void {
  let before = (row[0] as number) - (limits[0] as number);
  let isDark = before < 0;
  let crossing = 0;
  // The last six edges, oldest first.
  let [a, b, c, d, e, f] = [-1e9, -1e9, -1e9, -1e9, -1e9, -1e9];
  for (let x = 1; x < row.length; x += 1) {
    const now = (row[x] as number) - (limits[x] as number);
    if (now < 0 !== before < 0) crossing = x - 0.5 + before / (before - now);
    before = now;
    if (isDark ? now <= HYSTERESIS : now >= -HYSTERESIS) continue;
    isDark = !isDark;
    a = b;
    b = c;
    c = d;
    d = e;
    e = f;
    f = crossing;
    const module = (e - a + f - b) / 12;
    if (!(module >= LEAST_MODULE_PX && module <= MOST_MODULE_PX)) continue;
    const tolerance = TOLERANCE_MODULES * module + TOLERANCE_PX;
    if (
      Math.abs(c - a - 2 * module) > tolerance ||
      Math.abs(d - b - 4 * module) > tolerance ||
      Math.abs(e - c - 4 * module) > tolerance ||
      Math.abs(f - d - 2 * module) > tolerance
    )
      continue;
    // After its last edge a dark pattern is followed by light.
    const threshold = thresholdOf(row, [a, b, c, d, e, f], isDark);
    onSeed({ x: (c + d) / 2, y: y + 0.5, module, threshold, isInverted: isDark });
  }
}

/** Halfway between the brightest of the light and the darkest of the dark runs around the middle. */
function thresholdOf(row: Uint8Array, edges: readonly number[], isInverted: boolean): number {
  let sum = 0;
  for (const run of [0, 1, 3, 4]) {
    const isBright = (run % 2 === 1) !== isInverted;
    let most = isBright ? 0 : 255;
    const from = Math.max(0, Math.floor(edges[run] as number));
    const to = Math.min(row.length - 1, Math.ceil(edges[run + 1] as number));
    for (let x = from; x < to; x += 1) {
      most = isBright ? Math.max(most, row[x] as number) : Math.min(most, row[x] as number);
    }
    sum += most;
  }
  return sum / 4;
}
