/** How long does a verdict stand, when nobody touches the screen and nobody else is scanned? */

import type { Verdict } from '../../src-main/core/entry/verdict.ts';

/** Milliseconds; `null` = until the gate is well again. Calm ones pass fast, those that need the guard stay. */
export const VERDICT_STANDS_MS: Readonly<Record<Verdict, number | null>> = {
  admit: 2_500,
  'already-recorded': 3_000,
  check: 6_000,
  refuse: 6_000,
  unreadable: 6_000,
  'out-of-order': null,
};
