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
  const { width, height } = grey;
  const thresholds = localThresholds(grey);
  const limits = new Float32Array(width);
  const edges = new Float64Array(width + 1);
  for (let y = step >> 1; y < height; y += step) {
    thresholdsOfRow(thresholds, y, limits);
    const { count, isDarkAtStart } = findEdges(grey, y, limits, edges);
    for (let at = 5; at < count; at += 1) {
      const module = moduleAt(edges, at);
      if (module === 0) continue;
      // An odd number of edges away from where the row begins, it is the other way round.
      const isDarkAfter = isDarkAtStart === (at % 2 === 1);
      const threshold = thresholdOf(grey, y, edges, at - 5, isDarkAfter);
      const x = ((edges[at - 3] as number) + (edges[at - 2] as number)) / 2;
      onSeed({ x, y: y + 0.5, module, threshold, isInverted: isDarkAfter });
    }
  }
}

/** Writes where along the row dark and light meet, and says how often. */
function findEdges(
  { data, width }: Grey,
  y: number,
  limits: Float32Array,
  into: Float64Array,
): { readonly count: number; readonly isDarkAtStart: boolean } {
  const from = y * width;
  let before = (data[from] as number) - (limits[0] as number);
  const isDarkAtStart = before < 0;
  let isDark = isDarkAtStart;
  let crossing = 0;
  let count = 0;
  for (let x = 1; x < width; x += 1) {
    const now = (data[from + x] as number) - (limits[x] as number);
    if (now < 0 !== before < 0) crossing = x - 0.5 + before / (before - now);
    before = now;
    if (isDark ? now > HYSTERESIS : now < -HYSTERESIS) {
      isDark = !isDark;
      into[count] = crossing;
      count += 1;
    }
  }
  return { count, isDarkAtStart };
}

/** Width of a module where the six edges up to this one are those of a finder pattern, else 0. */
function moduleAt(edges: Float64Array, at: number): number {
  const a = edges[at - 5] as number;
  const e = edges[at - 1] as number;
  const b = edges[at - 4] as number;
  const f = edges[at] as number;
  const module = (e - a + f - b) / 12;
  if (!(module >= LEAST_MODULE_PX && module <= MOST_MODULE_PX)) return 0;
  const c = edges[at - 3] as number;
  const d = edges[at - 2] as number;
  const tolerance = TOLERANCE_MODULES * module + TOLERANCE_PX;
  const isPattern =
    Math.abs(c - a - 2 * module) <= tolerance &&
    Math.abs(d - b - 4 * module) <= tolerance &&
    Math.abs(e - c - 4 * module) <= tolerance &&
    Math.abs(f - d - 2 * module) <= tolerance;
  return isPattern ? module : 0;
}

/** Halfway between the brightest of the light and the darkest of the dark runs around the middle. */
function thresholdOf(grey: Grey, y: number, edges: Float64Array, first: number, isInverted: boolean): number {
  const { data, width } = grey;
  let sum = 0;
  for (let run = 0; run < 5; run += 1) {
    if (run === 2) continue;
    const isBright = (run % 2 === 1) !== isInverted;
    let most = isBright ? 0 : 255;
    const from = Math.max(0, Math.floor(edges[first + run] as number));
    const to = Math.min(width - 1, Math.ceil(edges[first + run + 1] as number));
    for (let x = from; x < to; x += 1) {
      const value = data[y * width + x] as number;
      if (isBright ? value > most : value < most) most = value;
    }
    sum += most;
  }
  return sum / 4;
}
