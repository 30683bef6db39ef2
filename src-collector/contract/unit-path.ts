/** Which part of the country, the park or the works does somebody see, and is another part within it? */

import { z } from 'zod';

/** Province, commune, quarter, venue and what a works may add. */
const DEEPEST_UNIT = 8;

/** Names from the widest to the narrowest; `[]` is everything. */
export const unitPath = z
  .array(
    z
      .string()
      .max(120)
      .transform((name) => name.trim().normalize('NFC'))
      .refine((name) => name !== '' && !/[/\p{Cc}]/u.test(name)),
  )
  .max(DEEPEST_UNIT);
export type UnitPath = readonly string[];

/** Whether `inner` is `outer` itself or a part of it. */
export function isWithin(inner: UnitPath, outer: UnitPath): boolean {
  return outer.every((name, depth) => inner[depth] === name);
}

/** `Bắc Ninh/Phường Kinh Bắc`, as it is typed; `null` where that is no path. Nothing is everything. */
export function parseUnitPath(text: string): UnitPath | null {
  if (text.trim() === '') return [];
  return unitPath.safeParse(text.split('/')).data ?? null;
}
