/** What does the camera make of the light: noise, tone curve, sharpening, compression? */

import type { Grey } from '../../../src-decode/grey.ts';
import type { Random } from '../random.ts';
import type { Canvas } from './canvas.ts';

export type Sensor = {
  /** Electrons that a pixel collects of a white surface. */
  readonly whiteElectrons: number;
  /** How much of what a pixel differs from its neighbours is added to it. */
  readonly sharpening: number;
  /** As of JPEG, 1 … 100. */
  readonly quality: number;
};

/** Noise of reading a pixel out, in electrons. */
const READ_NOISE = 2.5;
/** What a white surface comes to of the brightest value: cameras expose so that it is not lost. */
const EXPOSURE = 0.85;
const GAMMA = 2.2;
const TONES = 4_096;
const NOISES = 1 << 16;
const BLOCK = 8;

/** How coarsely each frequency of a block is kept at quality 50 (ITU-T T.81, table K.1). */
const COARSENESS = [
  [16, 11, 10, 16, 24, 40, 51, 61],
  [12, 12, 14, 19, 26, 58, 60, 55],
  [14, 13, 16, 24, 40, 57, 69, 56],
  [14, 17, 22, 29, 51, 87, 80, 62],
  [18, 22, 37, 56, 68, 109, 103, 77],
  [24, 35, 55, 64, 81, 104, 113, 92],
  [49, 64, 78, 87, 103, 121, 120, 101],
  [72, 92, 95, 98, 112, 100, 103, 99],
].flat();

/** Width and height must be multiples of 8. */
export function takePicture(canvas: Canvas, { whiteElectrons, sharpening, quality }: Sensor, random: Random): Grey {
  const { width, height } = canvas;
  const developed = developedWith(noisy(canvas, whiteElectrons, random), width, height, sharpening);
  return { data: compressed(developed, width, height, quality), width, height };
}

/** Photons come one by one (shot noise), the read-out adds its own; then the tone curve. 0 … 255, not yet rounded. */
function noisy({ light }: Canvas, whiteElectrons: number, random: Random): Float32Array {
  const noises = Float32Array.from({ length: NOISES }, () => random.normal());
  const tones = Float32Array.from({ length: TONES + 1 }, (_, index) => 255 * (index / TONES) ** (1 / GAMMA));
  const result = new Float32Array(light.length);
  let place = random.below(NOISES);
  for (let at = 0; at < light.length; at += 1) {
    // Now and then it jumps, so that the noise does not repeat from row to row.
    place = at % 1_021 === 0 ? random.below(NOISES) : (place + 1) & (NOISES - 1);
    const electrons = (light[at] ?? 0) * whiteElectrons;
    const read = electrons + Math.sqrt(electrons + READ_NOISE * READ_NOISE) * (noises[place] ?? 0);
    const tone = Math.round((read / whiteElectrons) * EXPOSURE * TONES);
    result[at] = tones[Math.max(0, Math.min(TONES, tone))] ?? 0;
  }
  return result;
}

function developedWith(values: Float32Array, width: number, height: number, sharpening: number): Float32Array {
  const result = Float32Array.from(values);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      let sum = 0;
      for (let row = at - width; row <= at + width; row += width) {
        sum += (values[row - 1] ?? 0) + (values[row] ?? 0) + (values[row + 1] ?? 0);
      }
      const value = values[at] ?? 0;
      result[at] = value + sharpening * (value - sum / 9);
    }
  }
  return result;
}

/** The discrete cosine transform as a matrix. */
const WAVES = Float32Array.from({ length: BLOCK * BLOCK }, (_, index) => {
  const [frequency, place] = [Math.floor(index / BLOCK), index % BLOCK];
  const norm = frequency === 0 ? Math.sqrt(1 / BLOCK) : Math.sqrt(2 / BLOCK);
  return norm * Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * BLOCK));
});

const WAVES_TURNED = WAVES.map((_, index) => WAVES[(index % BLOCK) * BLOCK + Math.floor(index / BLOCK)] ?? 0);

/** Each block of 8 × 8 is kept as coarsely as JPEG at this quality would keep it. */
function compressed(values: Float32Array, width: number, height: number, quality: number): Uint8Array {
  // As the Independent JPEG Group's library scales the table.
  const percent = quality < 50 ? 5_000 / quality : 200 - 2 * quality;
  const steps = Float32Array.from(COARSENESS, (step) =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  );
  // Clamped: rounds, and keeps what lies beyond black and white at black and white.
  const result = new Uint8ClampedArray(values.length);
  const block = new Float32Array(BLOCK * BLOCK);
  const half = new Float32Array(BLOCK * BLOCK);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      for (let at = 0; at < block.length; at += 1) {
        block[at] = (values[(top + (at >> 3)) * width + left + (at & 7)] ?? 0) - 128;
      }
      multiply(half, WAVES, block);
      multiply(block, half, WAVES_TURNED);
      for (let at = 0; at < block.length; at += 1) {
        const step = steps[at] ?? 1;
        block[at] = Math.round((block[at] ?? 0) / step) * step;
      }
      multiply(half, WAVES_TURNED, block);
      multiply(block, half, WAVES);
      for (let at = 0; at < block.length; at += 1) {
        result[(top + (at >> 3)) * width + left + (at & 7)] = (block[at] ?? 0) + 128;
      }
    }
  }
  return new Uint8Array(result.buffer);
}

/** `product` = `left` · `right`, each 8 × 8. Written out, as it is half of the time that a frame costs. */
function multiply(product: Float32Array, left: Float32Array, right: Float32Array): void {
  for (let row = 0; row < BLOCK * BLOCK; row += BLOCK) {
    const [a, b, c, d] = [left[row] ?? 0, left[row + 1] ?? 0, left[row + 2] ?? 0, left[row + 3] ?? 0];
    const [e, f, g, h] = [left[row + 4] ?? 0, left[row + 5] ?? 0, left[row + 6] ?? 0, left[row + 7] ?? 0];
    for (let at = 0; at < BLOCK; at += 1) {
      product[row + at] =
        a * (right[at] ?? 0) +
        b * (right[at + 8] ?? 0) +
        c * (right[at + 16] ?? 0) +
        d * (right[at + 24] ?? 0) +
        e * (right[at + 32] ?? 0) +
        f * (right[at + 40] ?? 0) +
        g * (right[at + 48] ?? 0) +
        h * (right[at + 56] ?? 0);
    }
  }
}
