/** How are measured times summed up? */

export type Spread = { readonly median: number; readonly p95: number; readonly p99: number; readonly count: number };

/** Median and tail of times in milliseconds, to the hundredth; nearest rank. Throws on an empty list. */
export function spread(timesMs: readonly number[]): Spread {
  if (timesMs.length === 0) throw new Error('nothing was measured');
  const sorted = [...timesMs].sort((left, right) => left - right);
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return Math.round(value * 100) / 100;
  };
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}

/** `left` over `right`, to the hundredth. */
export function ratio(left: number, right: number): number {
  return Math.round((left / right) * 100) / 100;
}

/** Milliseconds since 1970 with fractions; the same clock in Node and in Chromium on one machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
