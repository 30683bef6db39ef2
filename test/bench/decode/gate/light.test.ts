/** Does light get lost or added on its way through lens and camera? */

import { expect, test } from 'vitest';
import type { Canvas } from '../../../../bench/decode/gate/canvas.ts';
import { canvasOf, fillBox } from '../../../../bench/decode/gate/canvas.ts';
import { defocused, moved } from '../../../../bench/decode/gate/optics.ts';
import { takePicture } from '../../../../bench/decode/gate/sensor.ts';
import { randomOf } from '../../../../bench/decode/random.ts';

function spot(): Canvas {
  const canvas = canvasOf(64, 64, 0);
  fillBox(canvas, { left: 31, top: 31, width: 1, height: 1 }, 1);
  return canvas;
}

/** Sum, and standard deviation along the direction in which it is widest. */
function spreadOf({ light, width }: Canvas): { readonly sum: number; readonly width: number } {
  let [sum, xx, yy, xy] = [0, 0, 0, 0];
  for (const [at, value] of light.entries()) {
    const [x, y] = [(at % width) - 31, Math.floor(at / width) - 31];
    [sum, xx, yy, xy] = [sum + value, xx + value * x * x, yy + value * y * y, xy + value * x * y];
  }
  const widest = (xx + yy + Math.hypot(xx - yy, 2 * xy)) / 2 / sum;
  return { sum, width: Math.sqrt(widest) };
}

test('out of focus, a point has the same light over the width that was asked for', () => {
  const { sum, width } = spreadOf(defocused(spot(), 2));
  expect(sum).toBeCloseTo(1, 4);
  expect(width).toBeCloseTo(2, 1);
});

test('in motion, a point has the same light along a line of the length that was asked for', () => {
  const { sum, width } = spreadOf(moved(spot(), 12, 0.7));
  expect(sum).toBeCloseTo(1, 4);
  // A line of length l spreads by l / √12.
  expect(Math.abs(width - 12 / Math.sqrt(12))).toBeLessThan(0.2);
});

test('with light enough, a grey surface is that grey; with little, it is noise around it', () => {
  const surface = canvasOf(64, 64, 0.5);
  const noiseAt = (whiteElectrons: number): { mean: number; noise: number } => {
    const { data } = takePicture(surface, { whiteElectrons, sharpening: 0, quality: 100 }, randomOf('noise'));
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    return { mean, noise: Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length) };
  };
  // Exposed at 0.85 of what saturates, on a curve of 1 / 2.2.
  const expected = 255 * (0.5 * 0.85) ** (1 / 2.2);
  expect(Math.abs(noiseAt(1e6).mean - expected)).toBeLessThan(1);
  expect(noiseAt(1e6).noise).toBeLessThan(1);
  // Poisson and read-out noise of 50 electrons, relative, through the slope of the curve.
  const relative = Math.sqrt(50 + 2.5 ** 2) / 50 / 2.2;
  expect(noiseAt(100).noise / expected / relative).toBeGreaterThan(0.9);
  expect(noiseAt(100).noise / expected / relative).toBeLessThan(1.1);
});

test('strong compression leaves less of the noise', () => {
  const surface = canvasOf(64, 64, 0.5);
  const values = (quality: number): number =>
    new Set(takePicture(surface, { whiteElectrons: 400, sharpening: 0, quality }, randomOf('noise')).data).size;
  expect(values(20)).toBeLessThan(values(95) / 2);
});
