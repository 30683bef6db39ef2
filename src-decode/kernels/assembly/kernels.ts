/**
 * How does a picture get larger, smaller, smoother, sharper or more even, sixteen pixels at a time? AssemblyScript, not
 * TypeScript: `npm run build:kernels` compiles it. `reference.ts` says the same in plain words, and tests hold both together.
 *
 * Addresses are given by the caller. Rows have no gaps, so the last step of a row runs over its end: into the next row,
 * which is written afterwards, or into the `SLACK` bytes that the caller leaves behind each buffer.
 */

/** Bytes that are read or written behind the end of every buffer, at most. */
export const SLACK: i32 = 64;

/** The first byte that is not used by the module itself. */
export function firstFree(): usize {
  return (__heap_base + 15) & ~15;
}

/** Twice as large, bilinear. `columns`: room for width + 2 numbers of two bytes. */
export function enlarge(from: usize, into: usize, columns: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row += 1) {
    const near = from + row * width;
    for (let half = 0; half < 2; half += 1) {
      const far = from + min(max(row - 1 + 2 * half, 0), height - 1) * width;
      for (let column = 0; column < width; column += 8) {
        const one = v128.load8x8_u(near + column);
        const other = v128.load8x8_u(far + column);
        const sum = i16x8.add(i16x8.add(one, i16x8.shl(one, 1)), other);
        v128.store(columns + 2 * column, sum, 2);
      }
      repeatEdges(columns, width);
      const row2 = into + (2 * row + half) * 2 * width;
      for (let column = 0; column < width; column += 8) {
        const at = columns + 2 * column;
        const here = v128.load(at, 2);
        const middle = i16x8.add(i16x8.add(here, i16x8.shl(here, 1)), i16x8.splat(8));
        const left = i16x8.shr_u(i16x8.add(middle, v128.load(at)), 4);
        const right = i16x8.shr_u(i16x8.add(middle, v128.load(at, 4)), 4);
        v128.store(row2 + 2 * column, v128.or(left, i16x8.shl(right, 8)));
      }
    }
  }
}

/** Half as large: each pixel the mean of four; an odd last row or column is left out. */
export function halve(from: usize, into: usize, width: i32, height: i32): void {
  const halfWidth = width >> 1;
  const halfHeight = height >> 1;
  for (let row = 0; row < halfHeight; row += 1) {
    const upper = from + 2 * row * width;
    const lower = upper + width;
    const to = into + row * halfWidth;
    for (let column = 0; column < halfWidth; column += 16) {
      const at = 2 * column;
      const left = meanOfFour(v128.load(upper + at), v128.load(lower + at));
      const right = meanOfFour(v128.load(upper + at, 16), v128.load(lower + at, 16));
      v128.store(to + column, i8x16.narrow_i16x8_u(left, right));
    }
  }
}

/** Each pixel the mean of the nine around it. `columns`: room for width + 2 numbers of two bytes. */
export function smooth(from: usize, into: usize, columns: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row += 1) {
    const above = from + max(row - 1, 0) * width;
    const here = from + row * width;
    const below = from + min(row + 1, height - 1) * width;
    for (let column = 0; column < width; column += 16) {
      const a = v128.load(above + column);
      const b = v128.load(here + column);
      const c = v128.load(below + column);
      const low = i16x8.add(
        i16x8.add(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b)),
        i16x8.extend_low_i8x16_u(c),
      );
      const high = i16x8.add(
        i16x8.add(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b)),
        i16x8.extend_high_i8x16_u(c),
      );
      v128.store(columns + 2 * column, low, 2);
      v128.store(columns + 2 * column, high, 18);
    }
    repeatEdges(columns, width);
    const to = into + row * width;
    for (let column = 0; column < width; column += 16) {
      const at = columns + 2 * column;
      v128.store(to + column, i8x16.narrow_i16x8_u(ninthOfThree(at), ninthOfThree(at + 16)));
    }
  }
}

/** Adds `sixteenths`/16 times what was lost between `from` and `smoothed`. `sixteenths` up to 128. */
export function addLost(from: usize, smoothed: usize, into: usize, count: i32, sixteenths: i32): void {
  const factor = i16x8.splat(sixteenths as i16);
  for (let at = 0; at < count; at += 16) {
    const value = v128.load(from + at);
    const other = v128.load(smoothed + at);
    const low = sharper(i16x8.extend_low_i8x16_u(value), i16x8.extend_low_i8x16_u(other), factor);
    const high = sharper(i16x8.extend_high_i8x16_u(value), i16x8.extend_high_i8x16_u(other), factor);
    v128.store(into + at, i8x16.narrow_i16x8_u(low, high));
  }
}

/**
 * Each pixel the mean of the square around it, `radius` pixels to each side; beyond the edge lies what is at the edge.
 * `columns`: room for width + 2 × radius numbers of two bytes; `sums`: for width numbers of four.
 */
export function average(
  from: usize,
  into: usize,
  columns: usize,
  sums: usize,
  width: i32,
  height: i32,
  radius: i32,
): void {
  const side = 2 * radius + 1;
  const share = f32x4.splat((1.0 as f32) / ((side * side) as f32));
  const middle = columns + 2 * radius;
  memory.fill(middle, 0, 2 * width);
  for (let row = -radius; row <= radius; row += 1) addRow(middle, from + clampRow(row, height) * width, width);
  for (let row = 0; row < height; row += 1) {
    if (row > 0) {
      const entering = from + clampRow(row + radius, height) * width;
      const leaving = from + clampRow(row - radius - 1, height) * width;
      moveRows(middle, entering, leaving, width);
    }
    const first = load<u16>(middle);
    const last = load<u16>(middle + 2 * (width - 1));
    for (let at = 0; at < radius; at += 1) {
      store<u16>(columns + 2 * at, first);
      store<u16>(middle + 2 * (width + at), last);
    }
    let sum: u32 = 0;
    for (let at = 0; at < side - 1; at += 1) sum += load<u16>(columns + 2 * at);
    for (let column = 0; column < width; column += 1) {
      const at = columns + 2 * column;
      sum += load<u16>(at + 4 * radius);
      store<u32>(sums + 4 * column, sum);
      sum -= load<u16>(at);
    }
    const to = into + row * width;
    for (let column = 0; column < width; column += 16) {
      const at = sums + 4 * column;
      const low = i16x8.narrow_i32x4_u(shareOf(at, share), shareOf(at + 16, share));
      const high = i16x8.narrow_i32x4_u(shareOf(at + 32, share), shareOf(at + 48, share));
      v128.store(to + column, i8x16.narrow_i16x8_u(low, high));
    }
  }
}

/** How far each pixel is from its mean, whichever way. */
export function distance(from: usize, means: usize, into: usize, count: i32): void {
  for (let at = 0; at < count; at += 16) {
    const value = v128.load(from + at);
    const mean = v128.load(means + at);
    v128.store(into + at, v128.or(i8x16.sub_sat_u(value, mean), i8x16.sub_sat_u(mean, value)));
  }
}

/** Puts each pixel as far from the middle grey as it is from its mean, in units of the usual distance there. */
export function even(
  from: usize,
  means: usize,
  distances: usize,
  into: usize,
  count: i32,
  wanted: i32,
  least: i32,
): void {
  const reach = f32x4.splat(wanted as f32);
  const floor = i8x16.splat(least as i8);
  for (let at = 0; at < count; at += 16) {
    const value = v128.load(from + at);
    const mean = v128.load(means + at);
    const usual = i8x16.max_u(v128.load(distances + at), floor);
    const lowOff = i16x8.sub(i16x8.extend_low_i8x16_u(value), i16x8.extend_low_i8x16_u(mean));
    const highOff = i16x8.sub(i16x8.extend_high_i8x16_u(value), i16x8.extend_high_i8x16_u(mean));
    const low = evenEight(lowOff, i16x8.extend_low_i8x16_u(usual), reach);
    const high = evenEight(highOff, i16x8.extend_high_i8x16_u(usual), reach);
    v128.store(into + at, i8x16.narrow_i16x8_u(low, high));
  }
}

function repeatEdges(columns: usize, width: i32): void {
  store<u16>(columns, load<u16>(columns, 2));
  store<u16>(columns + 2 * (width + 1), load<u16>(columns + 2 * width));
}

function meanOfFour(upper: v128, lower: v128): v128 {
  const sum = i16x8.add(i16x8.extadd_pairwise_i8x16_u(upper), i16x8.extadd_pairwise_i8x16_u(lower));
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(2)), 2);
}

/** The sum of three neighbours, times 3641/32768, rounded: a ninth. */
function ninthOfThree(at: usize): v128 {
  const sum = i16x8.add(i16x8.add(v128.load(at), v128.load(at, 2)), v128.load(at, 4));
  return i16x8.q15mulr_sat_s(sum, i16x8.splat(3641));
}

function sharper(value: v128, smoothed: v128, factor: v128): v128 {
  return i16x8.add(value, i16x8.shr_s(i16x8.mul(i16x8.sub(value, smoothed), factor), 4));
}

function clampRow(row: i32, height: i32): i32 {
  return min(max(row, 0), height - 1);
}

function addRow(columns: usize, row: usize, width: i32): void {
  for (let column = 0; column < width; column += 8) {
    const at = columns + 2 * column;
    v128.store(at, i16x8.add(v128.load(at), v128.load8x8_u(row + column)));
  }
}

function moveRows(columns: usize, entering: usize, leaving: usize, width: i32): void {
  for (let column = 0; column < width; column += 8) {
    const at = columns + 2 * column;
    const change = i16x8.sub(v128.load8x8_u(entering + column), v128.load8x8_u(leaving + column));
    v128.store(at, i16x8.add(v128.load(at), change));
  }
}

function shareOf(at: usize, share: v128): v128 {
  const mean = f32x4.mul(f32x4.convert_i32x4_u(v128.load(at)), share);
  return i32x4.trunc_sat_f32x4_u(f32x4.add(mean, f32x4.splat(0.5)));
}

function evenEight(off: v128, usual: v128, reach: v128): v128 {
  const low = evenFour(i32x4.extend_low_i16x8_s(off), i32x4.extend_low_i16x8_u(usual), reach);
  const high = evenFour(i32x4.extend_high_i16x8_s(off), i32x4.extend_high_i16x8_u(usual), reach);
  return i16x8.narrow_i32x4_s(low, high);
}

function evenFour(off: v128, usual: v128, reach: v128): v128 {
  const gain = f32x4.div(reach, f32x4.convert_i32x4_u(usual));
  const value = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(off), gain), f32x4.splat(128.5));
  return i32x4.trunc_sat_f32x4_u(value);
}
