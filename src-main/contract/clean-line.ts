/** What is one line of text that a person typed? */

import { z } from 'zod';

/** At most so long, without anything white around it, and without controls. */
export function cleanLine(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*$/u);
}
