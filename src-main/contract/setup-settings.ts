/** What does a venue say of itself when it is set up, and how far has that come? */

import { z } from 'zod';
import { cleanLine } from './clean-line.ts';

/** Two levels since July 2025, three before; the last is for who counts hamlets and residential groups. From the largest to the smallest. */
export const UNIT_LEVELS = ['province', 'district', 'commune', 'hamlet'] as const;
export type UnitLevel = (typeof UNIT_LEVELS)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Parts of `settings.venue` besides its kind and name. */
export const venuePlace = {
  /** The administrative unit that the venue lies in, level by level. For reports; nothing of it is in an entry. */
  unit: z
    .array(z.strictObject({ level: z.enum(UNIT_LEVELS), name: cleanLine(80).min(1) }))
    .max(UNIT_LEVELS.length)
    .refine(isInOrder, { error: 'unit-order' })
    .default([]),
  address: cleanLine(200).default(''),
  /** When people come, so that updates are put off until they do not; `null` = at any hour. Past midnight where it closes first. */
  hours: z.strictObject({ opens: clockTime, closes: clockTime }).nullable().default(null),
};

/** What stands in the notice to visitors beside what the gate itself knows of. Empty = the notice says it in general words. */
export const noticeSettings = z.strictObject({
  purpose: cleanLine(200).default(''),
  contact: cleanLine(120).default(''),
});

/** The screens of the first run, in their order. */
export const SETUP_STEPS = [
  'language',
  'venue',
  'lanes',
  'collector',
  'retention',
  'pins',
  'practice',
  'summary',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** `step`: where somebody was when the machine was switched off. */
export const setupProgress = z.strictObject({
  doneAtUtcMs: z.int().min(0).nullable().default(null),
  step: z.enum(SETUP_STEPS).nullable().default(null),
});

function isInOrder(unit: readonly { readonly level: UnitLevel }[]): boolean {
  const ranks = unit.map(({ level }) => UNIT_LEVELS.indexOf(level));
  return ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0));
}
