/** How does one reckon in the field of 256 elements that QR codes are protected in? */

/** x⁸ + x⁴ + x³ + x² + 1, generator 2 (ISO/IEC 18004 §7.5.2). */
const FIELD_POLYNOMIAL = 0x11d;

/** Twice as long as the field, so that the sum of two logarithms needs no remainder. */
const EXPONENTIALS = new Uint8Array(510);
const LOGARITHMS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXPONENTIALS[power] = value;
  EXPONENTIALS[power + 255] = value;
  LOGARITHMS[value] = power;
  value <<= 1;
  if (value > 255) value ^= FIELD_POLYNOMIAL;
}

/** 2 to the power of `exponent`, which may be 0 … 509. */
export function power(exponent: number): number {
  return EXPONENTIALS[exponent] ?? 0;
}

export function multiply(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return EXPONENTIALS[(LOGARITHMS[left] ?? 0) + (LOGARITHMS[right] ?? 0)] ?? 0;
}

/** `divisor` is not 0. */
export function divide(dividend: number, divisor: number): number {
  if (dividend === 0) return 0;
  return EXPONENTIALS[(LOGARITHMS[dividend] ?? 0) + 255 - (LOGARITHMS[divisor] ?? 0)] ?? 0;
}
