/** Of which level is which frame? */

import type { Level } from './conditions.ts';

/**
 * The levels of the first `count` frames. However few they are, each level has its share of them as nearly as can be,
 * and a longer schedule begins like a shorter one.
 */
export function scheduleOf(levels: readonly Level[], count: number): Level[] {
  const whole = levels.reduce((sum, { weight }) => sum + weight, 0);
  const owed = levels.map((level) => ({ level, debt: 0 }));
  return Array.from({ length: count }, () => {
    for (const each of owed) each.debt += each.level.weight / whole;
    const next = owed.reduce((most, each) => (each.debt > most.debt ? each : most));
    next.debt -= 1;
    return next.level;
  });
}
